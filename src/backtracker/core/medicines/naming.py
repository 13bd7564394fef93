"""Which product, and how much of it, typed words mean."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from backtracker.core.medicines.catalogue import ingredient_key
from backtracker.core.medicines.limits import most_at_once
from backtracker.core.medicines.product import MG, Product
from backtracker.core.model import MOST_UNITS
from backtracker.core.words import translate
from backtracker.errors import UserError

# Three digits after a comma or a point are thousands to some and thousandths to others: only 0.325 is one of them.
_COUNT = r"\d+(?:[.,]\d{1,2})?|0[.,]\d{3}|\d+/\d+|\d+\s+\d+/\d+|\d*\s*[½¼¾]"
_PIECES = (
    r"(?:tab(?:let)?s?|pills?|cap(?:sule|let)?s?|gel-?\s?(?:cap|tab)s?|softgels?|liqui-?\s?gels?|lozenges?|pieces?|"
    r"units?|spoons?|spoonfuls?|sachets?)"
)
_AMOUNT = re.compile(
    rf"(?:(?P<times>{_COUNT})\s*(?:[x×*]|{_PIECES}\s*(?:of|à|@|[x×*]))\s*)?"
    rf"(?P<number>{_COUNT})\s*(?:(?P<unit>mg|g|[µμ]g|mcg)\s*{_PIECES}?|{_PIECES}|[x×])?",
    re.IGNORECASE,
)
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_GRAMS = {"g": 1000 * MG, "mg": MG, "µg": 1, "μg": 1, "mcg": 1}
NEAR = 0.7
"""How alike, from 0 to 1, a name must be to be taken for a slip of the finger."""


def find(typed: str, products: Iterable[Product]) -> Product | None:
    """The one product that ``typed`` names, by name, key or beginning; None when it names none.

    :class:`UserError` when it could be several.
    """
    wanted, there = _plain(typed), list(products)
    exact = [each for each in there if wanted in (_plain(each.name), _plain(each.id))]
    if exact:
        return exact[0]
    begun = [each for each in there if wanted and _plain(each.name).startswith(wanted)]
    if len(begun) > 1:
        names = ", ".join(each.name for each in begun)
        words = translate("medicines", "“{typed}” could be any of these: {names}. Say which.")
        raise UserError(words.replace("{typed}", typed).replace("{names}", names))
    return begun[0] if begun else None


def recognised(typed: str, amount: str, products: Iterable[Product]) -> tuple[Product, float] | None:
    """The product and the units that words name; None where one of the two cannot be told. Without an amount: none."""
    if not typed.strip() or not amount.strip():
        return None
    try:
        found = find(typed, products)
    except UserError:
        return None
    units = units_in(amount, found) if found else None
    return (found, units) if found is not None and units is not None else None


def need(typed: str, products: Iterable[Product]) -> Product:
    """The same, or a :class:`UserError` that names what is near."""
    there = list(products)
    found = find(typed, there)
    if found is not None:
        return found
    key = ingredient_key(typed)
    near = get_close_matches(_plain(typed), {_plain(each.name): each for each in there}, 3, NEAR)
    names = [each.name for each in there if key in each.keys or _plain(each.name) in near]
    names = names or [each.name for each in there]
    words = translate("medicines", "“{typed}” is not among the medicines. These are: {names}.")
    raise UserError(words.replace("{typed}", typed).replace("{names}", ", ".join(names)))


def units_in(text: str, product: Product) -> float | None:
    """How many units of ``product`` the amount ``text`` means: ``2``, ``1/2``, ``400 mg``, ``2 x 400 mg``.

    None when any part of it cannot be told for sure. Milligrams can be told only of a product with one ingredient
    of known strength.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    number, unit = _value(found["number"]), (found["unit"] or "").lower()
    if found["times"]:
        number = number * _value(found["times"]) if unit else 0.0  # two times two of what?
    if unit:
        if len(product.contents) != 1 or not product.contents[0][1]:
            return None
        number = number * _GRAMS[unit] / product.contents[0][1]
    return number if 0 < number <= MOST_UNITS else None


def usual_units(product: Product) -> float:
    """What to begin with: one, or less where a dose is less."""
    most = most_at_once(product)
    return min(1.0, most) if most is not None else 1.0


def _value(digits: str) -> float:
    """``1.5``, ``1/2``, ``1 1/2`` or ``1½`` as a number; 0 where it is none."""
    if digits[-1] in _SIGNS:
        return float(digits[:-1].strip() or 0) + _SIGNS[digits[-1]]
    *whole, last = digits.replace(",", ".").split()
    above, _, below = last.partition("/")
    if below and not int(below):
        return 0.0
    return sum(map(float, whole)) + (float(above) / int(below) if below else float(above))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
