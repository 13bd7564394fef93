"""Medicines by day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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


def test_several_products_of_acetaminophen_have_the_lowest_of_their_limits() -> None:
    doses = [dose("tylenol_extra", "08:00", 2), dose("tylenol_regular", "16:00", 2)]
    (lane,) = dose_days(doses, TODAY).lanes
    assert lane.limit == 3000 * MG
    (lane,) = dose_days(doses[1:], TODAY).lanes
    assert lane.limit == 3250 * MG


def test_a_day_of_25_hours_is_over_only_where_24_hours_are() -> None:
    """1600 mg on the day when the clocks went back: the last dose comes 24 hours and 45 minutes after the first."""
    berlin = ZoneInfo("Europe/Berlin")
    walls = [
        datetime(2026, 10, 25, hour, minute, tzinfo=berlin) for hour, minute in ((0, 0), (7, 0), (15, 0), (23, 45))
    ]
    doses = [dose("advil", wall.astimezone(UTC), 2, berlin) for wall in walls]
    (lane,) = dose_days(doses, date(2026, 10, 30)).lanes
    assert (lane.days, lane.over) == (((date(2026, 10, 25), 1600 * MG),), ())
    more = dose("advil", walls[3].astimezone(UTC) - timedelta(minutes=46), 1, berlin)
    (lane,) = dose_days([*doses, more], date(2026, 10, 30)).lanes
    assert lane.over == (date(2026, 10, 25),)


def test_24_hours_end_to_the_second() -> None:
    before = [dose("advil", when, 2) for when in ("-1 08:00", "-1 14:00", "-1 20:00")]
    for when, over in (("07:59:59", (TODAY,)), ("08:00:00", ())):
        (lane,) = dose_days([*before, dose("advil", when)], TODAY).lanes
        assert lane.over == over


def test_24_hours_over_the_limit_count_though_midnight_parts_them() -> None:
    doses = [dose("advil", when, 2) for when in ("-1 16:00", "-1 20:00", "-1 23:59", "08:00")]
    (lane,) = dose_days(doses, TODAY).lanes
    assert (lane.most, lane.over) == (1200 * MG, (TODAY,))
    assert dose_days(doses, TODAY, 1).lanes[0].over == (TODAY,)  # by what was taken on the day before the first
