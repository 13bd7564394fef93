"""Medicines by day."""

from datetime import timedelta

from backtracker.analysis.doses import dose_days
from backtracker.core.medicines.product import MG, Product
from tests.core.medicines.doses import START, dose

TODAY = START.date()


def test_each_day_has_the_sum_of_all_products_with_the_ingredient() -> None:
    doses = [dose("advil", "08:00", 2), dose("motrin", "14:00", 1), dose("percogesic", "-1 23:59", 2)]
    found = dose_days(doses, TODAY)
    assert (found.number, found.last) == (42, TODAY)
    assert {lane.key: [(day.day, mcg // MG) for day, mcg in lane.days] for lane in found.lanes} == {
        "ibuprofen": [(20, 600)], "acetaminophen": [(19, 650)], "diphenhydramine": [(19, 25)],
    }  # fmt: skip
    limits = {lane.key: lane.limit and lane.limit // MG for lane in found.lanes}
    assert limits == {"ibuprofen": 1200, "acetaminophen": 2600, "diphenhydramine": None}


def test_days_over_the_limit() -> None:
    doses = [dose("advil", f"{-ago} {hour:02}:00", 2) for ago in (0, 1, 2) for hour in (6, 12, 18, 23)[: 4 - ago]]
    (lane,) = dose_days(doses, TODAY).lanes
    assert lane.most == 1600 * MG
    assert lane.over == (TODAY,)


def test_the_window_and_what_has_no_lane() -> None:
    vague = Product("v", "Vague", (("ibuprofen", 0),))
    doses = [dose("advil", "-42 12:00"), dose("flexall", "08:00", 3), dose(vague, "08:00"), dose("aleve", "-41 00:00")]
    found = dose_days(doses, TODAY)
    assert [lane.key for lane in found.lanes] == ["naproxen"]
    assert found.first == TODAY - timedelta(days=41)
    assert dose_days([], TODAY).lanes == ()


def test_the_four_that_were_taken_on_most_days() -> None:
    names = ("a", "b", "c", "d", "e")
    made = [Product(each, each, ((f"own:{each}", MG),)) for each in names]
    doses = [dose(product, f"{-ago} 08:00") for number, product in enumerate(made) for ago in range(number + 1)]
    assert [lane.key for lane in dose_days(doses, TODAY).lanes] == ["own:e", "own:d", "own:c", "own:b"]


def test_several_products_of_acetaminophen_have_the_limit_of_any_combination() -> None:
    doses = [dose("tylenol_extra", "08:00", 2), dose("tylenol_regular", "16:00", 2)]
    (lane,) = dose_days(doses, TODAY).lanes
    assert lane.limit == 4000 * MG
    (lane,) = dose_days(doses[:1], TODAY).lanes
    assert lane.limit == 3000 * MG
