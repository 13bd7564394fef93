"""Weight and height, in the units people think in, and the body mass index with the bands of the WHO.

Kept in whole grams and millimetres. Numbers inform; nothing here praises or scolds. Standard
library and the rest of ``core`` only.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import floor

from backtracker.core.model import Moment
from backtracker.core.words import translate
from backtracker.errors import UserError

POUND = 453.59237
"""Grams in a pound, by its definition of 1959."""
INCH = 25.4
"""Millimetres in an inch, by the same definition."""

RANGES = {"weight": (20_000, 400_000), "height": (900, 2_500)}
"""Grams and millimetres of a grown-up person; what lies outside is a slip of the finger."""

BANDS = (18.5, 25.0, 30.0)
"""Where the bands of the body mass index begin, for adults. Source: WHO Technical Report Series 894, 2000."""
SOURCE = "WHO Technical Report Series 894"


@dataclass(frozen=True, slots=True)
class Measure:
    """A weight in grams or a height in millimetres, as ``kind`` says."""

    id: str
    moment: Moment
    kind: str
    value: int

    def __post_init__(self) -> None:
        if self.kind not in RANGES:
            raise ValueError(f"not a measure: {self.kind}")
        low, high = RANGES[self.kind]
        if not low <= self.value <= high:
            words = translate("model", "That is not likely: {what} goes from {low} to {high}. Check the number.")
            name = translate("body", "weight") if self.kind == "weight" else translate("body", "height")
            low_text, high_text = (text_of(self.kind, edge, "metric") for edge in (low, high))
            raise UserError(words.format(what=name, low=low_text, high=high_text))


def bmi(grams: int, millimetres: int) -> float:
    """The body mass index: kilograms by the square of metres."""
    return grams / 1000 / (millimetres / 1000) ** 2


def band_text(index: float) -> str:
    """Between which of the WHO's numbers ``index`` lies, in words without a verdict."""
    place = bisect_right(BANDS, index)
    if place == 0:
        return translate("body", "below {high}", high=f"{BANDS[0]:g}")
    if place == len(BANDS):
        return translate("body", "{low} or more", low=f"{BANDS[-1]:g}")
    return translate("body", "from {low} to under {high}", low=f"{BANDS[place - 1]:g}", high=f"{BANDS[place]:g}")


def bmi_text(index: float) -> str:
    """The index, and the band of the WHO that it lies in; what rounding would lift into the next is cut instead."""
    shown = round(index, 1)
    if band_text(shown) != band_text(index):
        shown = floor(index * 10) / 10
    return translate("body", "BMI {n}. The WHO’s band: {band}.", n=f"{shown:.1f}", band=band_text(index))


def text_of(kind: str, value: float, units: str) -> str:
    """``82.5 kg``, ``181.9 lb``, ``178 cm``, ``5 ft 10 in``."""
    if kind == "weight":
        return f"{value / 1000:.1f} kg" if units == "metric" else f"{value / POUND:.1f} lb"
    if units == "metric":
        return f"{value / 10:g} cm"
    inches = round(value / INCH)
    return f"{inches // 12} ft {inches % 12} in"


_WEIGHT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(kg|kgs|kilos?|lb|lbs|pounds?)?", re.IGNORECASE | re.ASCII)
_CM = re.compile(r"(\d{2,3}(?:[.,]\d)?)\s*(cm)?", re.IGNORECASE | re.ASCII)
_METRES = re.compile(r"([12][.,]\d{1,2})\s*m?", re.IGNORECASE | re.ASCII)
_FEET = re.compile(r"(\d)\s*(?:ft|feet|')\s*(?:(\d{1,2}(?:[.,]\d)?)\s*(?:in|inches|\"|'')?)?", re.IGNORECASE | re.ASCII)
_INCHES = re.compile(r"(\d{2}(?:[.,]\d)?)\s*(?:in|inches|\")", re.IGNORECASE | re.ASCII)
_LEAST_CM = 90


def units_typed(kind: str, text: str, units: str) -> str:
    """The units in which the weight or height ``text`` was typed; a bare number is in ``units``, as it is read."""
    words = text.casefold()
    if any(sign in words for sign in ("lb", "pound", "ft", "feet", "in", "'", '"', "’", "′", "″", "”")):
        return "imperial"
    if any(sign.isalpha() for sign in words):
        return "metric"
    if kind == "height" and (found := _CM.fullmatch(words.strip())) and _float(found[1]) >= _LEAST_CM:
        return "metric"
    return units


def weight_of(text: str, units: str) -> int:
    """Grams of ``82.5``, ``82,5 kg``, ``182 lb``; a bare number is in ``units``. Raises :class:`UserError`."""
    found = _WEIGHT.fullmatch(" ".join(text.split()))
    if found is None:
        raise UserError(
            translate("body", "“{typed}” is not a weight. Type it as 82.5 kg or 182 lb.", typed=text.strip())
        )
    number, unit = _float(found[1]), (found[2] or "").lower()
    pounds = unit.startswith(("lb", "pound")) if unit else units == "imperial"
    return round(number * (POUND if pounds else 1000))


def height_of(text: str, units: str) -> int:
    """Millimetres of ``178``, ``178 cm``, ``1.78 m``, ``5 ft 10 in``, ``5'10"``, ``70 in``. Raises :class:`UserError`.

    A bare number is centimetres; where ``units`` are imperial and it is below 90, inches.
    """
    words = " ".join(text.replace("’", "'").replace("′", "'").replace("″", '"').replace("”", '"').split())
    if found := _FEET.fullmatch(words):
        return round((int(found[1]) * 12 + _float(found[2] or "0")) * INCH)
    if found := _INCHES.fullmatch(words):
        return round(_float(found[1]) * INCH)
    if found := _METRES.fullmatch(words):
        return round(_float(found[1]) * 1000)
    if found := _CM.fullmatch(words):
        number = _float(found[1])
        inches = units == "imperial" and not found[2] and number < _LEAST_CM
        return round(number * (INCH if inches else 10))
    words = translate("body", "“{typed}” is not a height. Type it as 178 cm or 5 ft 10 in.", typed=text.strip())
    raise UserError(words)


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through weights: ``per_week`` grams, over ``days`` and ``weights`` of them."""

    per_week: float
    days: int
    weights: int


FEWEST_WEIGHTS, FEWEST_DAYS = 3, 14
"""Weights and days apart before a line is drawn: our own choice, for a scale differs by a kilogram from day to day."""


def trend(weights: Sequence[Measure]) -> Trend | None:
    """The least-squares line through ``weights``, in the order of their time; None where they are too few."""
    if len(weights) < FEWEST_WEIGHTS:
        return None
    first = weights[0].moment.at
    days = [(each.moment.at - first) / timedelta(days=1) for each in weights]
    if days[-1] < FEWEST_DAYS:
        return None
    mean_x, mean_y = sum(days) / len(days), sum(each.value for each in weights) / len(days)
    spread = sum((x - mean_x) ** 2 for x in days)
    slope = sum((x - mean_x) * (each.value - mean_y) for x, each in zip(days, weights, strict=True)) / spread
    return Trend(slope * 7, round(days[-1]), len(weights))


def trend_text(found: Trend | None, units: str) -> str:
    """The direction in words: how much a week, or that it stays, or what is missing for a line."""
    if found is None:
        return translate("body", "A trend needs {n} weights over {days} days.", n=FEWEST_WEIGHTS, days=FEWEST_DAYS)
    shown = text_of("weight", abs(found.per_week), units)
    if shown.startswith("0.0"):
        return translate("body", "Steady over {days} days.", days=found.days)
    if found.per_week > 0:
        return translate("body", "Up by {amount} a week over {days} days.", amount=shown, days=found.days)
    return translate("body", "Down by {amount} a week over {days} days.", amount=shown, days=found.days)
