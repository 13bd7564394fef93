"""The rules beyond the labels: own limits, order of entry, edits, nights, clock changes, travel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import MG, Dose, Product, dose_of, doses_of, uncounted
from backtracker.core.medicines.rules import judge, next_allowed, run_of_days
from backtracker.core.medicines.sums import sums
from backtracker.core.model import Moment, Treatment
from backtracker.errors import UserError
from tests.core.medicines.doses import at, dose, kinds, told

ADVIL = SHIPPED["advil"]


@pytest.mark.parametrize(
    ("taken", "units", "now", "allowed", "cause"),
    [
        ([], 1, "08:00", "08:00", None),
        ([("08:00", 1)], 1, "08:00:01", "12:00", 0),  # the end of the interval is the later of the two
        ([("08:00", 1)], 1, "13:00", "13:00", None),
        # The sum is: three doses of two leave nothing until the first is a day old.
        ([("00:00", 2), ("06:00", 2), ("12:00", 2)], 1, "13:00", "+1 00:00", 0),
        ([("00:00", 1), ("06:00", 2), ("12:00", 2)], 1, "13:00", "16:00", 2),
        ([("00:00", 1), ("06:00", 2), ("12:00", 2)], 2, "13:00", "+1 00:00", 0),
        ([("00:00", 2), ("06:00", 2), ("12:00", 2)], 2, "+1 00:00", "+1 00:00", None),
        # Nearly too much: only part of it falls away with the first, the rest with the second.
        ([("00:00", 1), ("05:00", 2), ("10:00", 2), ("15:00", 1)], 2, "16:00", "+1 05:00", 1),
    ],
)
def test_the_next_is_allowed_at_the_later_of_interval_and_sum(
    taken: list[tuple[str, float]], units: float, now: str, allowed: str, cause: int | None
) -> None:
    doses = [dose("advil", *each) for each in taken]
    found = next_allowed(ADVIL, units, doses, at(now))
    assert found.at == at(allowed)
    assert found.cause == (None if cause is None else doses[cause])


def test_the_longer_end_of_a_range_is_told() -> None:
    taken = [dose("advil", "08:00")]
    assert next_allowed(ADVIL, 1, taken, at("09:00")).better == at("14:00")
    assert next_allowed(ADVIL, 1, taken, at("13:00")).better == at("14:00")
    assert next_allowed(ADVIL, 1, taken, at("14:00")).better is None
    assert next_allowed(SHIPPED["tylenol_extra"], 1, [dose("tylenol_extra", "08:00")], at("09:00")).better is None


def test_after_a_first_dose_of_naproxen() -> None:
    """A second one may follow within the hour; the dose after it, whether or not, only after eight hours."""
    aleve, taken = SHIPPED["aleve"], [dose("aleve", "08:00")]
    assert next_allowed(aleve, 1, taken, at("08:30")).at == at("08:30")
    found = next_allowed(aleve, 1, taken, at("08:30"), parts=False)
    assert (found.at, found.better, found.cause) == (at("16:00"), at("20:00"), taken[0])
    assert next_allowed(aleve, 1, taken, at("09:00:01")).at == at("16:00")


def test_more_than_a_days_limit_is_never_allowed() -> None:
    assert next_allowed(ADVIL, 7, [], at("08:00")).at is None
    assert kinds(judge(dose("advil", "08:00", 7), [])) == ["over", "at_once"]
    assert judge(dose("advil", "08:00", 7), []).warnings[0].cause is None


def test_what_goes_on_the_skin_waits_for_nothing() -> None:
    gel = Product("gel", "Gel", (("ibuprofen", 50 * MG),), day_units=0.5, every=600, topical=True, limits="own")
    found = next_allowed(gel, 3, [dose(gel, "08:00", 3), dose("advil", "08:00")], at("08:01"))
    assert (found.at, found.cause) == (at("08:01"), None)
    assert kinds(judge(dose(gel, "08:01", 3), [dose(gel, "08:00", 3)])) == []


def test_two_products_keep_the_longer_interval() -> None:
    """Eight hours after Tylenol 8 HR, also for the one whose own label says four."""
    slow = dose("tylenol_8hr", "08:00", 2)
    assert told(dose("tylenol_regular", "15:59:59"), slow) == [("early", slow.id), ("same", slow.id)]
    assert kinds(judge(dose("tylenol_regular", "16:00"), [slow])) == ["same"]


def test_a_warning_names_the_dose_that_it_comes_from() -> None:
    doses = [dose("advil", "00:00", 2), dose("advil", "06:00", 2), dose("advil", "12:00", 2)]
    assert told(dose("advil", "13:00"), *doses) == [("over", doses[2].id), ("early", doses[2].id)]


def test_a_dose_entered_late_is_judged_by_what_came_after_it() -> None:
    later = [dose("advil", "12:00", 2), dose("advil", "18:00", 2), dose("advil", "23:00", 2)]
    assert told(dose("advil", "06:00"), *later) == [("over", later[0].id)]
    assert told(dose("advil", "09:00"), later[0]) == [("crowded", later[0].id)]
    assert told(dose("advil", "08:00"), later[0]) == []
    assert told(dose("advil", "15:00"), *later[:2]) == [("early", later[0].id), ("crowded", later[1].id)]


def test_the_order_in_which_doses_are_told_does_not_matter() -> None:
    doses = [dose("advil", "00:00", 2), dose("advil", "06:00", 2), dose("advil", "12:00", 2)]
    for order in (doses, doses[::-1], [doses[1], doses[2], doses[0]]):
        assert next_allowed(ADVIL, 1, order, at("13:00")).at == at("+1 00:00")
        assert told(dose("advil", "17:00"), *order) == [("over", doses[2].id)]


def test_an_edited_dose_does_not_count_against_itself() -> None:
    there = dose("advil", "08:00", 2, id="one")
    assert kinds(judge(replace(there, at=at("08:10")), [there])) == []


def test_what_was_deleted_stands_in_no_ones_way() -> None:
    doses = [dose("advil", "08:00", 2), dose("advil", "09:00", 2)]
    assert next_allowed(ADVIL, 1, doses, at("10:00")).at == at("13:00")
    assert next_allowed(ADVIL, 1, doses[:1], at("10:00")).at == at("12:00")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"])
def test_hours_are_true_hours_through_a_clock_change(zone: str) -> None:
    """In the night when clocks go back, four hours later is what the wall calls three, and the reverse in spring."""
    here = ZoneInfo(zone)
    for evening in (datetime(2026, 10, 24, 23, 30, tzinfo=here), datetime(2026, 3, 28, 23, 30, tzinfo=here),
                    datetime(2026, 11, 1, 0, 15, tzinfo=here), datetime(2026, 3, 8, 0, 15, tzinfo=here)):  # fmt: skip
        taken = dose("advil", evening.astimezone(UTC), 2, here)
        due = evening.astimezone(UTC) + timedelta(hours=4)
        assert next_allowed(ADVIL, 1, [taken], taken.at).at == due
        assert kinds(judge(dose("advil", due - timedelta(seconds=1), 1, here), [taken])) == ["early"]
        assert kinds(judge(dose("advil", due, 1, here), [taken])) == []


def test_the_same_wall_clock_twice_is_two_doses_an_hour_apart() -> None:
    first = Moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 7200, "Europe/Berlin")  # 02:30
    again = Moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 3600, "Europe/Berlin")  # 02:30
    doses = [Dose(str(each.at), each.at, each.day, ADVIL, 1, ADVIL.amounts(1)) for each in (first, again)]
    (warning,) = judge(doses[1], doses[:1]).warnings
    assert (warning.kind, warning.amount) == ("early", 3600)


def test_days_are_those_of_the_wall_at_entry() -> None:
    """Ten days in a row by the clocks where the person was; a flight over the date line takes none away."""
    taken = [dose("advil", f"{-ago} 23:30") for ago in range(10, 0, -1)]
    new = dose("advil", "12:00")
    assert kinds(judge(new, taken)) == ["days"]
    elsewhere = [replace(each, day=each.day + timedelta(days=1)) for each in taken]
    assert kinds(judge(new, elsewhere)) == []  # the last of them lies on the day of the new one


def test_midnight_is_no_border_for_24_hours() -> None:
    evening = [dose("advil", "16:00", 2), dose("advil", "20:00", 2), dose("advil", "23:59", 2)]
    assert kinds(judge(dose("advil", "+1 04:00"), evening)) == ["over"]
    assert next_allowed(ADVIL, 1, evening, at("+1 00:01")).at == at("+1 16:00")


def test_a_run_of_days() -> None:
    day = at("00:00").date()
    one = timedelta(days=1)
    assert run_of_days(day, []) == (day, 1)
    assert run_of_days(day, [day, day - one, day - 3 * one]) == (day - one, 2)
    assert run_of_days(day, [day + one, day - one]) == (day - one, 3)


DOCTORS = Product(
    "mine", "Ibuprofen 800", (("ibuprofen", 800 * MG),), per_dose=1, every=480, day_units=3, days=30, limits="doctor"
)


def test_a_doctors_limits_take_the_place_of_the_label() -> None:
    taken = [dose(DOCTORS, "00:00"), dose(DOCTORS, "08:00")]
    found = judge(dose(DOCTORS, "16:00"), taken)
    assert kinds(found) == []
    assert (found.amounts[0].after, found.amounts[0].limit) == (2400 * MG, 2400 * MG)
    assert kinds(judge(dose(DOCTORS, "23:00"), [*taken, dose(DOCTORS, "16:00")])) == ["over", "early"]
    assert kinds(judge(dose(DOCTORS, "16:00", 2), [])) == ["at_once"]
    days = [dose(DOCTORS, f"{-ago} 08:00") for ago in range(30, 0, -1)]
    assert kinds(judge(dose(DOCTORS, "08:00"), days[1:])) == []
    assert kinds(judge(dose(DOCTORS, "08:00"), days)) == ["days"]


PLAN = Product("doc", "Doctor’s", (("ibuprofen", 600 * MG),), per_dose=1, every=360, day_units=4, limits="doctor")
LOW = Product("low", "Low", (("ibuprofen", 400 * MG),), per_dose=1, every=360, day_units=1, limits="doctor")
STRICT = Product("strict", "Strict", (("acetaminophen", 500 * MG),), day_units=4, limits="own")


@pytest.mark.parametrize(
    ("taken", "new", "plans", "amount", "limit", "whose"),
    [
        # what was set on a product lifts the label for it, also with others in the sum
        ([(PLAN, "00:00", 1), (PLAN, "06:00", 1), (PLAN, "12:00", 1)], (PLAN, "18:00", 1), [], 2400, 2400, PLAN),
        ([("advil", "00:00", 2), (PLAN, "06:00", 1), (PLAN, "12:00", 1)], (PLAN, "18:00", 1), [], 2200, 2400, PLAN),
        # but not for another one, which still has its own label
        ([(PLAN, "06:00", 1), (PLAN, "12:00", 1)], ("advil", "18:00", 1), [PLAN], 1400, 1200, None),
        # a lower one binds all products with the ingredient, taken before or not
        ([(LOW, "08:00", 1)], ("advil", "16:00", 1), [], 600, 400, LOW),
        ([("advil", "08:00", 2)], ("motrin", "16:00", 1), [LOW], 600, 400, LOW),
        ([("advil", "08:00", 2)], ("motrin", "16:00", 1), [], 600, 1200, None),
        ([("advil", "08:00", 2)], (PLAN, "16:00", 1), [LOW, PLAN], 1000, 400, LOW),
        ([("tylenol_extra", "08:00", 2)], ("percogesic", "16:00", 2), [STRICT], 1650, 2000, STRICT),
        ([(STRICT, "08:00", 2)], ("tylenol_extra", "16:00", 3), [STRICT], 2500, 2000, STRICT),
        # of several labels the lowest, and it is said whose where it is not that of the product itself
        ([("percogesic", "08:00", 2)], ("tylenol_extra", "16:00", 2), [], 1650, 2600, SHIPPED["percogesic"]),
        ([("tylenol_regular", "14:00", 1)], ("tylenol_extra", "20:00", 2), [], 1325, 3000, None),
    ],
)
def test_the_limit_that_binds_and_whose_it_is(
    taken: list[tuple[str | Product, str, float]],
    new: tuple[str | Product, str, float],
    plans: list[Product],
    amount: float,
    limit: float,
    whose: Product | None,
) -> None:
    """The amount is always all of the ingredient in the 24 hours."""
    doses, wish = [dose(*each) for each in taken], dose(*new)
    found = judge(wish, doses, plans=plans)
    bar = found.amounts[0]
    assert (bar.after, bar.limit, bar.whose) == (amount * MG, limit * MG, whose)
    assert bar.before == sum(each.mcg(bar.key) for each in doses)
    over = [each for each in found.warnings if each.kind == "over"]
    assert [(each.amount, each.limit) for each in over] == ([(bar.after, bar.limit)] if amount > limit else [])
    at_once = next_allowed(wish.product, wish.units, doses, wish.at, plans=plans).at == wish.at
    assert at_once is (amount <= limit)


def test_a_lower_limit_is_waited_for_and_alone_too_much_is_never_allowed() -> None:
    assert next_allowed(ADVIL, 1, [dose(LOW, "08:00")], at("16:00"), plans=[LOW]).at == at("+1 08:00")
    assert next_allowed(ADVIL, 3, [], at("16:00"), plans=[LOW]).at is None
    (bar,) = sums([dose("advil", "08:00", 2)], at("09:00"), [LOW])
    assert (bar.after, bar.limit, bar.whose) == (400 * MG, 400 * MG, LOW)


def test_what_was_set_where_no_strength_is_known_counts_its_units() -> None:
    vague = Product("vague", "Vague", (("own:herb", 0),), every=60, day_units=2, limits="own")
    taken = [dose(vague, "08:00"), dose(vague, "10:00")]
    assert kinds(judge(dose(vague, "12:00"), taken)) == ["over_product"]


def test_a_run_that_reaches_to_where_looking_began_has_no_beginning() -> None:
    taken = [dose("advil", f"{-ago} 08:00") for ago in range(20, 0, -1)]
    for since, known in ((None, True), (at("-23 08:00"), True), (at("-23 08:01"), False), (at("-20 00:00"), False)):
        (days,) = (each for each in judge(dose("advil", "14:00"), taken, since).warnings if each.kind == "days")
        assert (days.amount, days.since) == (21, taken[0].day if known else None)


def test_a_lower_limit_of_ones_own_holds_for_that_product() -> None:
    careful = Product("mine", "My ibuprofen", (("ibuprofen", 200 * MG),), day_units=2, limits="own")
    taken = [dose(careful, "00:00"), dose(careful, "08:00")]
    assert kinds(judge(dose(careful, "16:00"), taken)) == ["over"]
    assert next_allowed(careful, 1, taken, at("16:00")).at == at("+1 00:00")


def test_four_grams_of_acetaminophen_are_firm() -> None:
    bold = Product("mine", "Strong", (("acetaminophen", 1000 * MG),), every=240, day_units=8, limits="doctor")
    taken = [dose(bold, f"{hour:02}:00") for hour in (0, 4, 8, 12)]
    assert kinds(judge(dose(bold, "16:00"), taken)) == ["over"]


def test_an_own_product_without_limits_keeps_those_of_what_is_in_it() -> None:
    store_brand = Product("mine", "Store brand", (("ibuprofen", 400 * MG),))
    taken = [dose(store_brand, "00:00"), dose("advil", "06:00", 2)]
    assert kinds(judge(dose(store_brand, "09:00"), taken)) == ["early", "same"]
    assert kinds(judge(dose(store_brand, "12:00"), taken)) == ["same"]
    assert kinds(judge(dose(store_brand, "12:00", 2), taken)) == ["over", "at_once", "same"]


def test_preventive_medicine_is_taken_day_after_day() -> None:
    plan = Product("mine", "Daily naproxen", (("naproxen", 220 * MG),), preventive=True)
    days = [dose(plan, f"{-ago} 08:00") for ago in range(60, 0, -1)]
    assert kinds(judge(dose(plan, "08:00"), days)) == []
    assert "days" in kinds(judge(dose("aleve", "20:00"), days))


def test_an_unknown_strength_makes_a_sum_an_at_least() -> None:
    vague = Product("mine", "From the hospital", (("ibuprofen", 0),))
    found = judge(dose("advil", "12:00"), [dose(vague, "06:00")])
    assert (found.amounts[0].before, found.amounts[0].at_least) == (0, True)
    assert judge(dose("advil", "12:00"), []).amounts[0].at_least is False


def test_two_own_ingredients_count_by_their_names() -> None:
    one = Product("a", "Muscle aid", (("own:methocarbamol", 500 * MG),), every=360, limits="doctor")
    other = Product("b", "Other brand", (("own:methocarbamol", 750 * MG),))
    assert kinds(judge(dose(other, "10:00"), [dose(one, "08:00")])) == ["early", "same"]


def test_the_sums_of_the_last_day() -> None:
    taken = [dose("percogesic", "00:00", 2), dose("advil", "08:00", 2), dose("tylenol_extra", "12:00", 2),
             dose("flexall", "13:00")]  # fmt: skip
    found = {each.key: (each.after // MG, each.limit and each.limit // MG) for each in sums(taken, at("14:00"))}
    assert found == {"acetaminophen": (1650, 2600), "ibuprofen": (400, 1200), "diphenhydramine": (25, None)}
    assert [each.key for each in sums(taken, at("14:00"))] == ["acetaminophen", "ibuprofen", "diphenhydramine"]
    (alone,) = sums(taken[2:3], at("14:00"))
    assert (alone.before, alone.after, alone.limit) == (1000 * MG, 1000 * MG, 3000 * MG)
    assert sums(taken, at("+1 13:00")) == ()


# From what is stored ---------------------------------------------------------------------------


def _treatment(**rest: object) -> Treatment:
    values: dict[str, object] = {"product": "Advil", "amount": "400 mg", "medicine": "advil", "units": 2.0,
                                 "contents": (("ibuprofen", 400_000),)}  # fmt: skip
    return Treatment("t", Moment(at("23:30"), 3600), "medicine", **(values | rest))  # type: ignore[arg-type]


def test_a_treatment_of_known_ingredients_is_a_dose() -> None:
    found = dose_of(_treatment(), SHIPPED)
    assert found is not None
    assert (found.product, found.units, found.mcg("ibuprofen"), found.day) == (ADVIL, 2, 400_000, at("+1 00:00").date())


def test_a_product_that_is_gone_is_known_by_what_was_recorded() -> None:
    found = dose_of(_treatment(medicine="long-gone", product="Old pills"), SHIPPED)
    assert found is not None
    assert (found.product.name, found.product.contents) == ("Old pills", (("ibuprofen", 200_000),))


def test_a_medicine_in_words_is_no_dose_and_is_said_to_be_none() -> None:
    words = _treatment(medicine="", units=None, contents=())
    assert doses_of([words, Treatment("i", words.moment, "ice")], SHIPPED) == []
    assert uncounted([words, Treatment("i", words.moment, "ice"), _treatment()]) == [words]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"per_dose": 0},
        {"per_dose": float("nan")},
        {"day_units": 101},
        {"every": 0},
        {"every": 360, "every_longest": 240},
        {"days": 0},
        {"days": 400},
        {"contents": (("ibuprofen", -1),)},
        {"contents": (("ibuprofen", 1), ("ibuprofen", 2))},
        {"contents": (("own: ", 1),)},
    ],
)
def test_a_product_refuses_nonsense_with_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        Product(**({"id": "x", "name": "X"} | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("units", [0.0, -1.0, 101.0, float("nan"), float("inf")])
def test_a_treatment_refuses_an_impossible_number(units: float) -> None:
    with pytest.raises(UserError):
        _treatment(units=units)
