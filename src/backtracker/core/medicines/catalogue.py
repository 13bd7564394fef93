"""The ingredients and products that ship. Every figure stands here and nowhere else, with its source.

The figures are those of US labels for adults. What no source backs is left out (None), and the person is sent
to the label: the days in a row for acetaminophen, the dose and interval of Percogesic Extra Strength, all of
aspirin. A person in another country, or with a doctor's plan, sets limits of their own on a product of their own.
"""

from dataclasses import dataclass

from backtracker.core.catalogue import OWN
from backtracker.core.medicines.product import MG, Product
from backtracker.core.words import translate

HOUR = 60
US_LABEL, CANADA = "US label", "Health Canada"
"""Who says so, in English; translated when shown."""
IBUPROFEN_LABEL = "US label of ibuprofen, ndclist 66267-115"
NAPROXEN_LABEL = "US label of naproxen sodium, ndclist 43598-058"
PERCOGESIC_LABEL = "US label of Percogesic, DailyMed 529974c2"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One ingredient, and what holds for all products with it; None where nothing is known.

    ``dose`` and ``day`` are micrograms at once and in any 24 hours, by ``day_by``; ``firm`` means that no plan of
    anybody's lifts ``day``. ``every`` and ``every_longest`` are minutes between doses; ``days`` in a row. ``first``
    is what may be taken within the first ``first_within`` minutes when there was none before; ``span`` the most in
    any ``span_minutes``.
    """

    key: str
    label: str
    nsaid: bool = False
    sedating: bool = False
    dose: int | None = None
    every: int | None = None
    every_longest: int | None = None
    day: int | None = None
    day_by: str = US_LABEL
    firm: bool = False
    days: int | None = None
    first: int | None = None
    first_within: int = 0
    span: int | None = None
    span_minutes: int = 0
    source: str = ""


INGREDIENTS = (
    Ingredient(
        "ibuprofen", "ibuprofen", nsaid=True, dose=400 * MG, every=4 * HOUR, every_longest=6 * HOUR,
        day=1200 * MG, days=10, source=IBUPROFEN_LABEL,
    ),
    Ingredient(
        "naproxen", "naproxen sodium", nsaid=True, dose=220 * MG, every=8 * HOUR, every_longest=12 * HOUR,
        day=660 * MG, days=10, first=440 * MG, first_within=HOUR, span=440 * MG, span_minutes=8 * HOUR,
        source=NAPROXEN_LABEL,
    ),
    Ingredient(
        "acetaminophen", "acetaminophen", day=4000 * MG, day_by=CANADA, firm=True,
        source="canada.ca: never over 4000 mg in any combination",
    ),
    Ingredient("diphenhydramine", "diphenhydramine", sedating=True, source=PERCOGESIC_LABEL),
    Ingredient("aspirin", "aspirin", nsaid=True, source="US labels of ibuprofen and naproxen: aspirin is an NSAID too"),
    Ingredient("menthol", "menthol"),
)  # fmt: skip

_RELIEF = "US label, getreliefresponsibly.com"
_EXTRA = "US label, DailyMed 2c5f1140"

PRODUCTS = (
    Product("advil", "Advil", (("ibuprofen", 200 * MG),), source=IBUPROFEN_LABEL),
    Product("motrin", "Motrin", (("ibuprofen", 200 * MG),), source=IBUPROFEN_LABEL),
    Product("ibuprofen", "Ibuprofen", (("ibuprofen", 200 * MG),), source=IBUPROFEN_LABEL),
    Product("aleve", "Aleve", (("naproxen", 220 * MG),), source=NAPROXEN_LABEL),
    Product("naproxen", "Naproxen sodium", (("naproxen", 220 * MG),), source=NAPROXEN_LABEL),
    Product(
        "tylenol_regular", "Tylenol Regular Strength", (("acetaminophen", 325 * MG),), per_dose=2, every=4 * HOUR,
        every_longest=6 * HOUR, day_units=10, source=_RELIEF,  # 10 of 325 mg: 3250 mg
    ),
    Product(
        "tylenol_extra", "Tylenol Extra Strength", (("acetaminophen", 500 * MG),), per_dose=2, every=6 * HOUR,
        day_units=6, source=_RELIEF,  # 6 of 500 mg: 3000 mg
    ),
    Product(
        "tylenol_8hr", "Tylenol 8 HR", (("acetaminophen", 650 * MG),), per_dose=2, every=8 * HOUR,
        day_units=6, source=_RELIEF,  # 6 of 650 mg: 3900 mg
    ),
    Product(
        "percogesic", "Percogesic", (("acetaminophen", 325 * MG), ("diphenhydramine", 12_500)), per_dose=2,
        every=4 * HOUR, day_units=8, sedating=True, source=PERCOGESIC_LABEL,
    ),
    Product(
        "percogesic_extra", "Percogesic Extra Strength", (("acetaminophen", 500 * MG), ("diphenhydramine", 12_500)),
        day_units=6, sedating=True, source=_EXTRA,
    ),
    Product("aspirin", "Aspirin", (("aspirin", 0),)),
    Product("flexall", "Flexall", (("menthol", 0),), topical=True),
)  # fmt: skip

SHIPPED = {each.id: each for each in PRODUCTS}
_BY_KEY = {each.key: each for each in INGREDIENTS}


def ingredient(key: str) -> Ingredient:
    """The ingredient of that key; the person's own ones have no figures."""
    return _BY_KEY.get(key) or Ingredient(key, key.removeprefix(OWN))


def ingredient_name(key: str) -> str:
    """Its name inside a sentence, translated; a person's own words as they typed them."""
    return translate("ingredients", ingredient(key).label)


def ingredient_key(words: str) -> str:
    """The key for a typed name: one of the catalogue, else ``own:`` and the words. ``paracetamol`` is known too."""
    wanted = " ".join(words.casefold().split())
    known = {"paracetamol": "acetaminophen"}
    for each in INGREDIENTS:
        known |= {each.label: each.key, each.key: each.key, translate("ingredients", each.label).casefold(): each.key}
    return known.get(wanted) or OWN + " ".join(words.split())
