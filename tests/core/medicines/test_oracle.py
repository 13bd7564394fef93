"""The rules against a slow and simple reading of the labels, which looks at every minute.

The figures are written here a second time, from the table of labels, on purpose.
"""

from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import Dose, Product
from backtracker.core.medicines.rules import judge, next_allowed
from tests.core.medicines.doses import START, dose, kinds

DAY = 24 * 60
MG: dict[str, dict[str, float]] = {
    "advil": {"ibuprofen": 200}, "motrin": {"ibuprofen": 200}, "aleve": {"naproxen": 220},
    "tylenol_regular": {"acetaminophen": 325}, "tylenol_extra": {"acetaminophen": 500},
    "tylenol_8hr": {"acetaminophen": 650}, "percogesic": {"acetaminophen": 325, "diphenhydramine": 12.5},
}  # fmt: skip
HOURS = {
    "advil": 4,
    "motrin": 4,
    "aleve": 8,
    "tylenol_regular": 4,
    "tylenol_extra": 6,
    "tylenol_8hr": 8,
    "percogesic": 4,
}
PLANS = {
    # One that is higher than the label, which counts for it alone, and one that is lower, which counts for all.
    "high": Product("high", "High", (("ibuprofen", 400 * 1000),), every=6 * 60, day_units=4, limits="doctor"),
    "low": Product("low", "Low", (("acetaminophen", 500 * 1000),), every=4 * 60, day_units=4, limits="own"),
}
MG |= {"high": {"ibuprofen": 400}, "low": {"acetaminophen": 500}}
HOURS |= {"high": 6, "low": 4}
PLANNED = {"high": {"ibuprofen": 1600}, "low": {"acetaminophen": 2000}}
DAILY = {"ibuprofen": 1200, "naproxen": 660, "acetaminophen": 4000}
OF_PRODUCT = {"tylenol_regular": 3250, "tylenol_extra": 3000, "tylenol_8hr": 3900, "percogesic": 2600}
Taken = tuple[int, str, int]  # minute, product, units

products = st.sampled_from(sorted(MG))
takings = st.lists(
    st.tuples(st.integers(0, 3 * DAY).map(lambda n: n - n % 10), products, st.integers(1, 3)), max_size=9
)
keeping = st.lists(st.sampled_from(sorted(PLANS)), unique=True)


def total(key: str, doses: list[Taken], after: int, until: int) -> float:
    """The mg of the ingredient taken later than ``after`` and up to ``until``."""
    return sum(MG[name].get(key, 0) * units for at, name, units in doses if after < at <= until)


def first_dose(one: int, other: int, doses: list[Taken]) -> bool:
    """Whether both minutes lie in the hour after a naproxen with none in the day before, 440 mg in all."""
    taken = [at for at, name, _ in doses if name == "aleve"]
    return any(
        begin <= one <= begin + 60 and begin <= other <= begin + 60
        and not any(begin - DAY < at < begin for at in taken)
        and total("naproxen", doses, begin - 1, begin + 60) <= 440
        for begin in taken
    )  # fmt: skip


def sums_hold(new: Taken, doses: list[Taken], kept: list[str]) -> bool:
    minute, name, _ = new
    everything = [*doses, new]
    for key in MG[name]:
        for end in range(minute, minute + DAY):
            there = {each for at, each, _ in everything if end - DAY < at <= end}
            limits = [PLANNED[each][key] for each in {*there, *kept} & PLANNED.keys() if key in PLANNED[each]]
            if key == "acetaminophen":
                limits.append(DAILY[key])  # whatever anybody planned
            if key in DAILY and key not in PLANNED.get(name, {}):
                limits.append(DAILY[key])
                limits += [OF_PRODUCT[each] for each in there & OF_PRODUCT.keys() if key == "acetaminophen"]
            if limits and total(key, everything, end - DAY, end) > min(limits):
                return False
    return True


def span_holds(new: Taken, doses: list[Taken]) -> bool:
    minute, name, _ = new
    if name != "aleve":
        return True
    for end in range(minute, minute + 8 * 60):
        company = any(end - 8 * 60 < at <= end and each == "aleve" for at, each, _ in doses)
        if company and total("naproxen", [*doses, new], end - 8 * 60, end) > 440:
            return False
    return True


def intervals_hold(new: Taken, doses: list[Taken]) -> bool:
    minute, name, _ = new
    for at, other, _ in doses:
        if MG[name].keys() & MG[other].keys():
            apart = 60 * max(HOURS[name], HOURS[other])
            first = name == other == "aleve" and first_dose(minute, at, [*doses, new])
            if abs(minute - at) < apart and not first:
                return False
    return True


def allowed(new: Taken, doses: list[Taken], kept: list[str]) -> bool:
    return intervals_hold(new, doses) and span_holds(new, doses) and sums_hold(new, doses, kept)


def made(taken: Taken, number: int) -> Dose:
    minute, name, units = taken
    return dose(PLANS.get(name, name), START + timedelta(minutes=minute), units, id=str(number))


@settings(max_examples=150, deadline=None)
@given(takings, products, st.integers(1, 2), st.integers(0, 3 * DAY), keeping)
def test_a_dose_is_judged_as_the_simple_reading_does(
    taken: list[Taken], name: str, units: int, minute: int, kept: list[str]
) -> None:
    new = (minute, name, units)
    doses = [made(each, number) for number, each in enumerate(taken)]
    found = set(kinds(judge(made(new, -1), doses, plans=[PLANS[each] for each in kept])))
    assert bool(found & {"over", "over_product"}) is not sums_hold(new, taken, kept)
    assert bool(found & {"early", "crowded"}) is not intervals_hold(new, taken)
    assert ("span" in found) is not span_holds(new, taken)


@settings(max_examples=60, deadline=None)
@example([(70, "aleve", 1)], "aleve", 1, 0, [])  # from ten past on the two are one first dose
@given(takings, products, st.integers(1, 2), st.integers(0, 3 * DAY), keeping)
def test_the_next_dose_is_the_first_minute_that_the_simple_reading_allows(
    taken: list[Taken], name: str, units: int, minute: int, kept: list[str]
) -> None:
    doses = [made(each, number) for number, each in enumerate(taken)]
    plans = [PLANS[each] for each in kept]
    product = PLANS.get(name) or SHIPPED[name]
    found = next_allowed(product, units, doses, START + timedelta(minutes=minute), plans=plans)
    # From one ten minutes to the next nothing changes: all doses and all limits lie on them.
    steps = [minute, *range(minute - minute % 10 + 10, 6 * DAY, 10)]
    first = next(each for each in steps if allowed((each, name, units), taken, kept))
    assert found.at == START + timedelta(minutes=first)
