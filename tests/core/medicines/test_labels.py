"""Every row of the table of labels, to the second."""

from datetime import timedelta

import pytest

from backtracker.core.medicines.catalogue import INGREDIENTS, PRODUCTS, SHIPPED, ingredient
from backtracker.core.medicines.limits import interval, is_nsaid, is_sedating, most_at_once, most_days
from backtracker.core.medicines.product import MG, Product
from backtracker.core.medicines.rules import judge, next_allowed
from backtracker.core.medicines.wording import limit_lines
from tests.core.medicines.doses import at, dose, kinds, told

H = timedelta(hours=1)
STRONG = Product("strong", "Strong", (("acetaminophen", 1000 * MG),))


@pytest.mark.parametrize(
    ("key", "contents", "at_once", "apart", "days"),
    [
        ("advil", {"ibuprofen": 200}, 2, (4, 6), 10),
        ("motrin", {"ibuprofen": 200}, 2, (4, 6), 10),
        ("ibuprofen", {"ibuprofen": 200}, 2, (4, 6), 10),
        ("aleve", {"naproxen": 220}, 1, (8, 12), 10),
        ("naproxen", {"naproxen": 220}, 1, (8, 12), 10),
        ("tylenol_regular", {"acetaminophen": 325}, 2, (4, 6), None),
        ("tylenol_extra", {"acetaminophen": 500}, 2, (6, 6), None),
        ("tylenol_8hr", {"acetaminophen": 650}, 2, (8, 8), None),
        ("percogesic", {"acetaminophen": 325, "diphenhydramine": 12.5}, 2, (4, 4), None),
        ("percogesic_extra", {"acetaminophen": 500, "diphenhydramine": 12.5}, None, None, None),
        ("aspirin", {"aspirin": 0}, None, None, None),
        ("flexall", {"menthol": 0}, None, None, None),
    ],
)
def test_what_the_label_says(
    key: str,
    contents: dict[str, float],
    at_once: float | None,
    apart: tuple[int, int] | None,
    days: int | None,
) -> None:
    product = SHIPPED[key]
    assert {each: mcg / MG for each, mcg in product.contents} == contents
    assert most_at_once(product) == at_once
    assert interval(product) == (apart and (apart[0] * H, apart[1] * H))
    found = most_days(product)
    assert (found[0] if found else None) == days


@pytest.mark.parametrize(
    ("key", "units", "count", "most_mg"),
    [
        ("advil", 2, 3, 1200),
        ("motrin", 1, 6, 1200),
        ("aleve", 1, 3, 660),
        ("tylenol_regular", 2, 5, 3250),
        ("tylenol_extra", 2, 3, 3000),
        ("tylenol_8hr", 2, 3, 3900),
        ("percogesic", 2, 4, 2600),
        ("percogesic_extra", 2, 3, 3000),
    ],
)
def test_the_most_in_24_hours_and_one_more(key: str, units: float, count: int, most_mg: int) -> None:
    """As many as are allowed say nothing; one more does, until the first is 24 hours old to the second."""
    gap = timedelta(hours=23) / count
    taken = [dose(key, at("00:00") + gap * number, units) for number in range(count)]
    last = taken[-1]
    main = SHIPPED[key].contents[0][0]
    found = judge(last, taken[:-1])
    assert not {"over", "over_product"} & set(kinds(found))
    assert found.amounts[0].after == most_mg * MG
    assert found.amounts[0].limit == most_mg * MG
    more = judge(dose(key, "23:59:59", 1), taken)
    assert {"over", "over_product"} & set(kinds(more))
    assert more.amounts[0].over
    assert more.amounts[0].key == main
    assert not {"over", "over_product"} & set(kinds(judge(dose(key, "+1 00:00:00", 1), taken)))


@pytest.mark.parametrize(
    ("key", "hours"),
    [("advil", 4), ("aleve", 8), ("tylenol_regular", 4), ("tylenol_extra", 6), ("tylenol_8hr", 8), ("percogesic", 4)],
)
def test_the_interval_to_the_second(key: str, hours: int) -> None:
    # Not the first dose of the day, so that naproxen's own rule for that one does not count.
    before = [dose(key, "-1 12:00"), dose(key, "08:00")]
    just = at("08:00") + hours * H
    assert ("early", before[1].id) in told(dose(key, just - timedelta(seconds=1)), *before)
    assert "early" not in kinds(judge(dose(key, just), before))
    found = next_allowed(SHIPPED[key], 1, before, at("08:30"))
    assert (found.at, found.cause) == (just, before[1])


@pytest.mark.parametrize(("key", "most"), [("advil", 2), ("tylenol_extra", 2), ("tylenol_8hr", 2), ("percogesic", 2)])
def test_at_once(key: str, most: int) -> None:
    assert "at_once" not in kinds(judge(dose(key, "08:00", most), []))
    assert "at_once" in kinds(judge(dose(key, "08:00", most + 0.5), []))


@pytest.mark.parametrize(
    ("taken", "new", "expected"),
    [
        ([], ("08:00", 2), []),  # the first dose may be two
        ([], ("08:00", 3), ["at_once"]),
        ([("08:00", 1)], ("08:59:59", 1), []),  # in two parts within the first hour
        ([("08:00", 1)], ("09:00", 1), []),  # to the second
        ([("08:00", 1)], ("09:00:01", 1), ["early"]),
        ([("08:00", 2)], ("08:30", 1), ["span", "early"]),
        ([("08:00", 1), ("08:20", 1)], ("08:40", 1), ["span", "early"]),
        ([("08:00", 2)], ("15:59:59", 1), ["span", "early"]),
        ([("08:00", 2)], ("16:00", 1), []),
        ([("08:00", 2), ("16:00", 1)], ("+1 00:00", 1), ["over"]),
        ([("08:00", 2), ("16:00", 1)], ("+1 08:00", 1), []),
        ([("-1 08:01", 1)], ("08:00", 2), ["at_once"]),  # one was there in the 24 hours before
        ([("-1 08:00", 1)], ("08:00", 2), []),  # none was
        ([("-1 12:00", 1), ("08:00", 1)], ("08:30", 1), ["early"]),
    ],
)
def test_the_first_dose_of_naproxen(
    taken: list[tuple[str, float]], new: tuple[str, float], expected: list[str]
) -> None:
    assert kinds(judge(dose("aleve", *new), [dose("aleve", *each) for each in taken])) == expected


def test_any_combination_of_acetaminophen_stays_under_four_grams() -> None:
    taken = [dose(STRONG, f"{hour:02}:00") for hour in (0, 6, 12)]
    found = judge(dose(STRONG, "18:00"), taken)
    assert kinds(found) == []
    assert (found.amounts[0].after, found.amounts[0].limit) == (4000 * MG, 4000 * MG)
    (over,) = judge(dose(STRONG, "18:00", 1.5), taken).warnings
    assert (over.kind, over.limit, over.whose) == ("over", 4000 * MG, None)
    assert ingredient("acetaminophen").day_by == "Health Canada"


@pytest.mark.parametrize(
    ("taken", "new", "limit", "whose"),
    [
        # 3000 mg of Extra Strength, then Regular: over what both of their labels have, the lower one is named
        ([("tylenol_extra", h, 2) for h in ("00:00", "06:00", "12:00")], ("tylenol_regular", "18:00", 2), 3000, 1),
        ([("tylenol_regular", h, 2) for h in ("00:00", "05:00", "10:00")], ("tylenol_8hr", "18:00", 3), 3250, 1),
        ([("tylenol_8hr", h, 2) for h in ("00:00", "08:00")], ("tylenol_regular", "16:00", 2.5), 3250, 0),
        ([("tylenol_extra", h, 2) for h in ("00:00", "06:00")], ("percogesic", "12:00", 2), 2600, 0),
        ([("tylenol_extra", h, 2) for h in ("00:00", "06:00")], ("tylenol_regular", "12:00", 2), None, None),
        ([("tylenol_extra", "00:00", 2)], ("tylenol_regular", "+1 00:00", 10), None, None),  # a day old: its label too
    ],
)
def test_of_several_labels_the_lowest_holds_for_the_sum(
    taken: list[tuple[str, str, float]], new: tuple[str, str, float], limit: float | None, whose: int | None
) -> None:
    doses = [dose(*each) for each in taken]
    wish = dose(*new)
    over = [each for each in judge(wish, doses).warnings if each.kind in ("over", "over_product")]
    assert [each.limit / MG for each in over] == ([] if limit is None else [limit])
    assert [each.whose for each in over] == ([] if whose is None else [(wish, doses[0])[whose].product])
    allowed = next_allowed(wish.product, wish.units, doses, wish.at).at
    assert (allowed == wish.at) is (limit is None)


def test_what_counts_for_a_day_ends_to_the_second() -> None:
    found = judge(dose("advil", "+1 08:00"), [dose("advil", "08:00")])
    assert [(each.before, each.after) for each in found.amounts] == [(0, 200 * MG)]
    found = judge(dose("advil", "+1 07:59:59"), [dose("advil", "08:00")])
    assert [(each.before, each.after) for each in found.amounts] == [(200 * MG, 400 * MG)]


def test_of_several_ingredients_the_longest_interval_counts() -> None:
    both = Product("both", "Both", (("ibuprofen", 200 * MG), ("naproxen", 220 * MG)))
    assert interval(both) == (8 * H, 12 * H)


def test_percogesic_counts_as_both_that_are_in_it() -> None:
    found = judge(dose("percogesic", "12:00", 2), [dose("tylenol_extra", "08:00", 2)])
    assert [(each.key, each.before, each.after) for each in found.amounts] == [
        ("acetaminophen", 1000 * MG, 1650 * MG),
        ("diphenhydramine", 0, 25 * MG),
    ]
    assert kinds(found) == ["early", "same", "sedating"]
    both = judge(dose("percogesic_extra", "20:00"), [dose("percogesic", "08:00")])
    assert [(each.kind, each.key) for each in both.warnings] == [
        ("same", "acetaminophen"), ("same", "diphenhydramine"), ("sedating", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        ("advil", "aleve", True),
        ("aleve", "motrin", True),
        ("aspirin", "advil", True),
        ("aleve", "aspirin", True),
        ("advil", "advil", False),
        ("advil", "motrin", False),  # one ingredient in two products is told as such
        ("advil", "tylenol_extra", False),
        ("flexall", "advil", False),
    ],
)
def test_a_second_nsaid_is_named(first: str, second: str, two: bool) -> None:
    before = dose(first, "00:00")
    assert (("nsaid", before.id) in told(dose(second, "23:59:59"), before)) is two
    assert "nsaid" not in kinds(judge(dose(second, "+1 00:00"), [before]))


def test_the_same_ingredient_in_two_products_is_named() -> None:
    advil = dose("advil", "08:00")
    assert told(dose("motrin", "14:00"), advil) == [("same", advil.id)]
    assert told(dose("motrin", "+1 08:00"), advil) == []


@pytest.mark.parametrize(("days", "warned"), [(9, False), (10, True), (11, True)])
def test_more_than_ten_days_are_named(days: int, warned: bool) -> None:
    """The dose is on the day after ``days`` days in a row."""
    taken = [dose("advil", f"{-ago} 08:00") for ago in range(days, 0, -1)]
    found = judge(dose("ibuprofen", "12:00"), taken)
    assert ("days" in kinds(found)) is warned
    if warned:
        (warning,) = [each for each in found.warnings if each.kind == "days"]
        assert (warning.amount, warning.limit, warning.since, warning.cause) == (days + 1, 10, taken[0].day, taken[0])
    without = [each for each in taken if each.at != at("-3 08:00")]
    assert "days" not in kinds(judge(dose("ibuprofen", "12:00"), without))


def test_what_is_not_verified_is_no_figure() -> None:
    taken = [dose("tylenol_extra", f"{-ago} 08:00") for ago in range(40, 0, -1)]
    assert kinds(judge(dose("tylenol_extra", "08:00"), taken)) == []
    for key, unknown in (("tylenol_extra", 1), ("percogesic_extra", 3), ("aspirin", 4)):
        assert sum("see the label" in line for line in limit_lines(SHIPPED[key])) == unknown
    assert next_allowed(SHIPPED["percogesic_extra"], 2, [], at("08:00")).known is False
    assert limit_lines(SHIPPED["flexall"]) == ["Goes on the skin. How much and how often: see the label."]


def test_a_topical_counts_towards_nothing() -> None:
    found = judge(dose("flexall", "08:05", 9), [dose("flexall", "08:00", 9), dose("advil", "07:00", 9)])
    assert (found.amounts, found.warnings) == ((), ())
    assert kinds(judge(dose("advil", "12:00"), [dose("flexall", "11:00")])) == []


def test_every_figure_has_its_source() -> None:
    for each in INGREDIENTS:
        assert each.source or (each.dose, each.every, each.day, each.days) == (None,) * 4
    for product in PRODUCTS:
        assert product.source or not any(mcg for _, mcg in product.contents)
        assert all(ingredient(key).key == key for key, _ in product.contents)


def test_kinds_of_products() -> None:
    assert [each.id for each in PRODUCTS if is_nsaid(dose(each.id, "08:00"))] == [
        "advil", "motrin", "ibuprofen", "aleve", "naproxen", "aspirin",
    ]  # fmt: skip
    assert [each.id for each in PRODUCTS if is_sedating(each)] == ["percogesic", "percogesic_extra"]
