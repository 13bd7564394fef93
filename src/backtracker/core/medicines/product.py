"""What can be taken, and one dose of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from backtracker.core.model import MOST_UNITS, Treatment, check_contents, check_text, one_line
from backtracker.core.words import translate
from backtracker.errors import UserError

MG = 1000
"""Micrograms in a milligram. Amounts are whole micrograms, so that sums meet their limits exactly."""
LONGEST_MINUTES = 14 * 24 * 60
LONGEST_DAYS = 366
LABEL, DOCTOR, OWN = "label", "doctor", "own"

Contents = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Something to take, from the catalogue or the person's own.

    ``contents`` are the ingredients (keys of the catalogue, or ``own:`` and a name) with the micrograms of each
    in one unit (a tablet, a spoon); 0 where nobody knows how much. The limits are None where they are not known,
    or where those of the ingredients hold: ``per_dose`` and ``day_units`` in units, at once and in any 24 hours;
    ``every`` and ``every_longest`` minutes between two doses; ``days`` in a row. ``limits`` says whose they are:
    ``label``, ``doctor`` or ``own``. ``preventive`` is taken by a plan, whether it hurts or not; ``topical`` goes
    on the skin and counts towards nothing. ``source`` says where the figures come from.
    """

    id: str
    name: str
    contents: Contents = ()
    per_dose: float | None = None
    every: int | None = None
    every_longest: int | None = None
    day_units: float | None = None
    days: int | None = None
    limits: str = LABEL
    topical: bool = False
    preventive: bool = False
    sedating: bool = False
    nsaid: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", check_text(one_line(self.name)))
        if not self.name:
            raise UserError(translate("medicines", "Give the medicine a name."))
        check_contents(self.contents)
        if self.limits not in (LABEL, DOCTOR, OWN):
            raise ValueError(f"nobody's limits: {self.limits}")
        for units in (self.per_dose, self.day_units):
            if units is not None and not (isfinite(units) and 0 < units <= MOST_UNITS):
                raise UserError(translate("medicines", "A number of tablets is more than 0 and at most 100."))
        for minutes in (self.every, self.every_longest):
            if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
                raise UserError(
                    translate("medicines", "The time between two doses is more than 0 and at most 14 days.")
                )
        if self.every is not None and self.every_longest is not None and self.every_longest < self.every:
            raise UserError(translate("medicines", "“From” cannot be longer than “to” between two doses."))
        if self.days is not None and not 0 < self.days <= LONGEST_DAYS:
            raise UserError(translate("medicines", "The days in a row are from 1 to 366."))

    def amounts(self, units: float) -> Contents:
        """The micrograms of each ingredient in ``units`` of it; 0 where the strength is not known."""
        return tuple((key, round(mcg * units)) for key, mcg in self.contents)

    @property
    def keys(self) -> frozenset[str]:
        """The ingredients that count: none of what goes on the skin."""
        return frozenset() if self.topical else frozenset(key for key, _ in self.contents)


@dataclass(frozen=True, slots=True)
class Dose:
    """``units`` of a product, taken at the aware instant ``at``, which was the local date ``day``.

    ``contents`` are the micrograms of each ingredient that were in it, as recorded then.
    """

    id: str
    at: datetime
    day: date
    product: Product
    units: float
    contents: Contents

    @property
    def keys(self) -> frozenset[str]:
        """The ingredients that count."""
        return frozenset() if self.product.topical else frozenset(key for key, _ in self.contents)

    def mcg(self, key: str) -> int:
        """The micrograms of the ingredient ``key`` that count, 0 where there are none or nobody knows."""
        return 0 if self.product.topical else sum(mcg for each, mcg in self.contents if each == key)


def dose_of(treatment: Treatment, products: Mapping[str, Product]) -> Dose | None:
    """The dose that ``treatment`` is; None for one that was written down in words only.

    A product that is gone from ``products`` is known by what was recorded of it.
    """
    if not treatment.medicine or treatment.units is None:
        return None
    product = products.get(treatment.medicine)
    if product is None:
        each = tuple((key, round(mcg / treatment.units)) for key, mcg in treatment.contents)
        product = Product(treatment.medicine, treatment.product or treatment.medicine, each)
    moment = treatment.moment
    return Dose(treatment.id, moment.at, moment.day, product, treatment.units, treatment.contents)


def doses_of(treatments: Iterable[Treatment], products: Mapping[str, Product]) -> list[Dose]:
    """The doses among ``treatments``, in the order of their time."""
    found = (dose_of(each, products) for each in treatments)
    return sorted((each for each in found if each is not None), key=lambda dose: dose.at)


def uncounted(treatments: Iterable[Treatment]) -> list[Treatment]:
    """Medicines among ``treatments`` that were written down in words only: nobody knows what is in them."""
    return [each for each in treatments if each.kind == "medicine" and not each.medicine]
