"""Doses and own products through the journal: recorded whatever the label says, and judged by it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import MG, Product
from backtracker.core.model import Moment, Treatment
from backtracker.errors import UserError
from backtracker.journal import Prospect
from tests.journal.conftest import Bench

HOUR = timedelta(hours=1)
MINE = Product("mine", "Store brand", (("ibuprofen", 400 * MG),))


def kinds(found: Prospect | None) -> list[str]:
    assert found is not None
    return [each.kind for each in found.verdict.warnings]


def test_a_dose_is_a_treatment_that_knows_what_was_in_it(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8).episode
    bench.wait(minutes=5)
    taken = bench.journal.take("advil", 2, note="with bread", before=7).value
    assert (taken.kind, taken.product, taken.amount) == ("medicine", "Advil", "400 mg")
    assert (taken.medicine, taken.units, taken.contents) == ("advil", 2, (("ibuprofen", 400_000),))
    assert taken.episode_id == spasm.id
    log = bench.journal.story(spasm.id)
    assert log.treatments == (taken,)
    assert [(each.role, each.level) for each in log.readings if each.treatment_id == taken.id] == [("before", 7)]
    assert bench.heard[-1].label == "Advil at 12:05"


def test_what_goes_over_the_label_is_recorded_all_the_same(bench: Bench) -> None:
    for _ in range(4):
        taken = bench.journal.take("advil", 2).value
        bench.wait(minutes=10)
    assert len(bench.journal.doses(bench.ago(hours=1), bench.now)) == 4
    assert kinds(bench.journal.judged(taken)) == ["over", "early"]


def test_the_form_knows_before_what_it_would_come_to(bench: Bench) -> None:
    first = bench.journal.take("advil", 2).value
    bench.wait(hours=1)
    found = bench.journal.prospect(SHIPPED["advil"], 2)
    assert kinds(found) == ["early"]
    assert found.verdict.last is not None
    assert found.verdict.last.id == first.id
    assert found.allowed.at == first.moment.at + timedelta(hours=4)
    assert found.following.at == bench.now + timedelta(hours=4)
    (bar,) = found.verdict.amounts
    assert (bar.before, bar.after, bar.limit) == (400 * MG, 800 * MG, 1200 * MG)
    assert len(bench.journal.doses(bench.ago(hours=9), bench.now)) == 1  # asking records nothing


def test_changing_a_dose_changes_what_the_next_comes_to(bench: Bench) -> None:
    taken = bench.journal.take("advil", 2).value
    bench.wait(hours=1)
    earlier = replace(taken, moment=Moment.of(bench.ago(hours=4), bench.zone))
    bench.journal.change_treatment(earlier, None, None)
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 2)) == []
    more = bench.journal.redosed(earlier, SHIPPED["advil"], 6)
    assert (more.amount, more.contents) == ("1200 mg", (("ibuprofen", 1_200_000),))
    bench.journal.change_treatment(more, None, None)
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 2)) == ["over"]
    assert bench.journal.redosed(more, replace(SHIPPED["advil"], name="Renamed"), 6) == more
    bench.journal.delete(more)
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 2)) == []
    bench.journal.undo()
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 2)) == ["over"]


def test_an_edited_dose_is_judged_without_itself(bench: Bench) -> None:
    taken = bench.journal.take("advil", 2).value
    found = bench.journal.prospect(SHIPPED["advil"], 2, bench.now, but=taken.id)
    assert (kinds(found), found.verdict.last) == ([], None)


def test_taking_a_dose_back(bench: Bench) -> None:
    taken = bench.journal.take("aleve", 1).value
    bench.journal.undo()
    assert bench.journal.store.treatment(taken.id) is None
    bench.journal.redo()
    assert bench.journal.store.treatment(taken.id) == taken


def test_words_that_name_a_product_and_an_amount_are_a_dose(bench: Bench) -> None:
    taken = bench.journal.did("medicine", product="ibuprofen", amount="400 mg").value
    assert (taken.product, taken.amount, taken.medicine, taken.units) == ("Ibuprofen", "400 mg", "ibuprofen", 2)
    assert bench.journal.take_in_words("Tylenol extra", "2 pills").value.contents == (("acetaminophen", 1_000_000),)


@pytest.mark.parametrize(
    ("product", "amount"),
    [("Grandma’s tea", "1 cup"), ("Ibuprofen", ""), ("Tylenol", "2"), ("Percogesic", "650 mg"), ("Aspirin", "500 mg")],
)
def test_other_words_stay_as_they_were_typed_and_are_said_not_to_count(bench: Bench, product: str, amount: str) -> None:
    taken = bench.journal.take_in_words(product, amount).value
    assert (taken.product, taken.amount, taken.medicine) == (product, amount, "")
    assert bench.journal.judged(taken) is None
    bench.wait(hours=1)
    assert bench.journal.prospect(SHIPPED["advil"], 1).words_only == (taken,)
    bench.wait(hours=23)
    assert bench.journal.prospect(SHIPPED["advil"], 1).words_only == ()


def test_no_words_are_no_medicine(bench: Bench) -> None:
    with pytest.raises(UserError, match="pick a medicine"):
        bench.journal.take_in_words(" ", "2")


def test_a_product_of_ones_own(bench: Bench) -> None:
    assert bench.journal.save_product(MINE).label == "Added: Store brand"
    taken = bench.journal.take("mine", 1).value
    assert taken.contents == (("ibuprofen", 400 * MG),)
    stronger = replace(MINE, contents=(("ibuprofen", 600 * MG),))
    assert bench.journal.save_product(stronger).label == "Changed: Store brand"
    assert bench.journal.store.treatment(taken.id) == taken  # what was taken stays what it was
    bench.wait(hours=5)
    found = bench.journal.prospect(stronger, 1)
    assert found.verdict.amounts[0].after == 1000 * MG
    assert bench.journal.remove_product(stronger).label == "Deleted: Store brand"
    assert "mine" not in [each.id for each in bench.journal.products()]
    assert bench.journal.prospect(SHIPPED["advil"], 1).verdict.amounts[0].before == 400 * MG
    with pytest.raises(UserError, match="no longer on the list"):
        bench.journal.take("mine", 1)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.remove_product(stronger)
    bench.journal.undo()
    assert bench.journal.product("mine") == stronger


@pytest.mark.parametrize("name", ["advil", "Store Brand"])
def test_two_products_of_one_name_cannot_be_told_apart(bench: Bench, name: str) -> None:
    bench.journal.save_product(MINE)
    with pytest.raises(UserError, match="already"):
        bench.journal.save_product(Product("other", name))


def test_what_the_chest_holds(bench: Bench) -> None:
    bench.journal.save_product(MINE)
    bench.journal.take("aleve", 1)
    bench.wait(hours=1)
    bench.journal.take("advil", 2)
    chest = bench.journal.chest()
    assert [each.verdict.dose.product.id for each in chest.used] == ["advil", "aleve"]
    assert [each.verdict.dose.units for each in chest.used] == [2, 1]
    assert [each.id for each in chest.products][:4] == ["advil", "aleve", "mine", "motrin"]
    assert chest.own == (MINE,)
    assert kinds(chest.used[0]) == ["nsaid", "early"] or kinds(chest.used[0]) == ["early", "nsaid"]


def test_words_count_for_the_last_24_hours_to_the_second(bench: Bench) -> None:
    old = bench.journal.take_in_words("Herbs", "a cup").value
    bench.wait(hours=23, minutes=59)
    assert bench.journal.chest().words_only == (old,)
    bench.wait(minutes=1)
    assert bench.journal.chest().words_only == ()


def days_warned(found: Prospect | None) -> list[tuple[float, date | None]]:
    assert found is not None
    return [(each.amount, each.since) for each in found.verdict.warnings if each.kind == "days"]


def test_a_long_run_of_days_is_never_told_shorter_than_it_is(bench: Bench) -> None:
    """What is read ends after a month, so of 60 days it is said that they are at least so many."""
    for ago in range(60, -1, -1):
        taken = bench.journal.take("advil", 1, bench.ago(days=ago)).value
    chest = bench.journal.chest().used[0]
    for found in (bench.journal.judged(taken), bench.journal.prospect(SHIPPED["advil"], 1), chest):
        ((number, since),) = days_warned(found)
        assert (32 <= number <= 61, since) == (True, None)


def test_days_of_ones_own_are_looked_up_to_their_beginning(bench: Bench) -> None:
    bench.journal.save_product(replace(MINE, days=50))
    for ago in range(50, -1, -1):
        taken = bench.journal.take("mine", 1, bench.ago(days=ago)).value
    since = bench.ago(days=50).astimezone(bench.zone).date()
    assert days_warned(bench.journal.judged(taken)) == [(51, since)]


def test_what_is_proposed_is_never_more_than_the_label_has_at_once(bench: Bench) -> None:
    bench.journal.take("advil", 6)
    assert [each.verdict.dose.units for each in bench.journal.chest().used] == [2]


def test_a_dose_taken_abroad_keeps_its_day_and_its_distance(bench: Bench) -> None:
    taken = bench.journal.take("advil", 2).value
    bench.wait(hours=3, minutes=59)
    bench.zone = ZoneInfo("Asia/Tokyo")
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 1)) == ["early"]
    bench.wait(minutes=1)
    assert kinds(bench.journal.prospect(SHIPPED["advil"], 1)) == []
    assert bench.journal.store.treatment(taken.id) == taken


def test_an_old_medicine_in_words_stays_readable(bench: Bench) -> None:
    old = Treatment("old", Moment.of(bench.ago(hours=2), bench.zone), "medicine", product="Naproxen 250", amount="1")
    bench.journal.fill([old])
    assert bench.journal.day(bench.now.date()).treatments == (old,)
    bench.journal.change_treatment(replace(old, note="bitter"), None, None)
    assert bench.journal.judged(old) is None


# "Tell me when the next one is allowed" ---------------------------------------------------------


def test_a_reminder_comes_when_the_next_is_allowed(bench: Bench) -> None:
    taken = bench.journal.take("advil", 2, remind=True).value
    (errand,) = bench.journal.dose_errands(bench.now)
    assert (errand.key, errand.kind, errand.due) == (f"dose:{taken.id}:20261120T1500", "dose", bench.now + 4 * HOUR)
    assert errand.title == "Advil is allowed again"
    assert "Advil at 12:00, 400 mg" in errand.words
    bench.wait(hours=5)
    assert bench.journal.dose_errands(bench.now) == [errand]


def test_after_one_naproxen_it_comes_with_the_next_dose(bench: Bench) -> None:
    bench.journal.take("aleve", 1, remind=True)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.due == bench.now + timedelta(hours=8)


def test_it_waits_for_the_sum_where_that_is_later(bench: Bench) -> None:
    first = bench.journal.take("advil", 2).value
    for _ in range(2):
        bench.wait(hours=5)
        bench.journal.take("advil", 2, remind=True)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.due == first.moment.at + timedelta(hours=24)


def test_it_moves_and_goes_with_its_dose(bench: Bench) -> None:
    taken = bench.journal.take("advil", 2, remind=True).value
    bench.wait(hours=1)
    bench.journal.change_treatment(replace(taken, moment=Moment.of(bench.ago(hours=3), bench.zone)), None, None)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.due == bench.now + timedelta(hours=1)
    bench.journal.take("motrin", 1)  # too early, and under another name: it waits for this one too
    (errand,) = bench.journal.dose_errands(bench.now)
    assert (errand.title, errand.due) == ("Advil is allowed again", bench.now + timedelta(hours=4))
    assert "Motrin at 13:00, 200 mg" in errand.words
    bench.journal.undo()
    bench.wait(hours=1)
    bench.journal.take("motrin", 1)  # taken already, if under another name
    assert bench.journal.dose_errands(bench.now) == []
    bench.journal.undo()
    bench.journal.delete(taken)
    assert bench.journal.dose_errands(bench.now) == []


def test_a_dose_that_moved_later_is_announced_again(bench: Bench) -> None:
    taken = bench.journal.take("advil", 1, remind=True).value
    bench.wait(hours=4)
    errand = bench.journal.bring_up_errand()
    assert errand is not None
    bench.journal.errand_skipped(errand)
    assert bench.journal.docket().waiting == ()
    bench.wait(minutes=30)
    later = replace(taken, moment=Moment.of(bench.ago(minutes=10), bench.zone))
    bench.journal.change_treatment(later, None, None)
    assert bench.journal.bring_up_errand() is None
    bench.wait(hours=3, minutes=50)
    again = bench.journal.bring_up_errand()
    assert again is not None
    assert (again.title, again.due) == (errand.title, bench.now)
    bench.journal.errand_done(again)
    assert len(bench.journal.store.latest_taken(9)) == 2


def test_after_a_weeks_interval_it_still_comes(bench: Bench) -> None:
    bench.journal.save_product(replace(MINE, every=7 * 24 * 60, limits="doctor", preventive=True))
    bench.journal.take("mine", 1, remind=True)
    bench.wait(days=6, hours=23)
    assert bench.journal.bring_up_errand() is None
    bench.wait(hours=1)
    errand = bench.journal.bring_up_errand()
    assert errand is not None
    assert errand.due == bench.now


@pytest.mark.parametrize("product", ["percogesic_extra", "aspirin", "flexall"])
def test_without_a_known_interval_there_is_none(bench: Bench, product: str) -> None:
    bench.journal.take(product, 1, remind=True)
    assert bench.journal.dose_errands(bench.now) == []


def test_the_clock_time_is_never_too_early(bench: Bench) -> None:
    bench.now = datetime(2026, 11, 20, 11, 0, 30, tzinfo=UTC)
    bench.journal.take("advil", 1, remind=True)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.due == datetime(2026, 11, 20, 15, 1, tzinfo=UTC)


def test_the_answer_took_it_is_the_same_dose_again(bench: Bench) -> None:
    first = bench.journal.take("advil", 2, remind=True).value
    bench.wait(hours=4)
    errand = bench.journal.bring_up_errand()
    assert errand is not None
    assert errand.title == "Advil is allowed again"
    assert bench.journal.errand_done(errand).label == "Advil at 16:00"
    again = bench.journal.store.latest_taken(1)[0]
    assert (again.product, again.units, again.remind, again.moment.at) == ("Advil", 2, True, bench.now)
    (following,) = bench.journal.dose_errands(bench.now)
    assert following.key.startswith(f"dose:{again.id}:")
    bench.journal.undo()
    assert bench.journal.store.latest_taken(1) == [first]


def due(bench: Bench) -> list[tuple[str, timedelta]]:
    return [(each.title, each.due - bench.now) for each in bench.journal.dose_errands(bench.now)]


def test_the_dose_after_a_double_first_one_is_a_single_one(bench: Bench) -> None:
    taken = bench.journal.take("aleve", 2, remind=True).value
    found = bench.journal.judged(taken)
    assert found is not None
    assert found.following.at == bench.now + 8 * HOUR
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.due == bench.now + 8 * HOUR
    assert "Not more than 220 mg this time." in errand.words
    bench.wait(hours=8)
    (errand,) = bench.journal.dose_errands(bench.now)
    bench.journal.errand_done(errand)
    assert bench.journal.store.latest_taken(1)[0].units == 1


def test_a_second_nsaid_is_named_when_the_time_has_come(bench: Bench) -> None:
    bench.journal.take("advil", 2, remind=True)
    bench.wait(hours=2)
    bench.journal.take("aleve", 1)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert errand.title == "Advil: the hours are over, but there is more to know"
    assert "Aleve at 14:00 was an anti-inflammatory pain reliever (NSAID) too" in errand.words
    found = bench.journal.prospect(SHIPPED["advil"], 2)
    assert [each.kind for each in found.obstacles] == ["nsaid"]


def test_the_days_in_a_row_are_named_when_the_time_has_come(bench: Bench) -> None:
    for ago in range(10, 0, -1):
        bench.journal.take("advil", 1, bench.ago(days=ago))
    bench.journal.take("advil", 1, remind=True)
    (errand,) = bench.journal.dose_errands(bench.now)
    assert "there is more to know" in errand.title
    assert "days in a row" in errand.words


def test_another_product_with_the_ingredient_moves_the_reminder(bench: Bench) -> None:
    bench.journal.take("tylenol_extra", 2, remind=True)
    bench.wait(hours=1)
    bench.journal.take("percogesic", 1)
    assert due(bench) == [("Tylenol Extra Strength is allowed again", timedelta(hours=6))]
    bench.journal.take("tylenol_extra", 1, remind=True)  # asked anew: one reminder, not two
    assert due(bench) == [("Tylenol Extra Strength is allowed again", timedelta(hours=6))]


def test_a_wish_on_an_earlier_dose_waits_for_the_later_one(bench: Bench) -> None:
    bench.journal.take("advil", 2)
    first = bench.journal.take("advil", 2, bench.ago(hours=2), remind=True).value
    assert due(bench) == [("Advil is allowed again", timedelta(hours=4))]
    assert bench.journal.will_remind(first)
    bench.journal.take("advil", 2, bench.ago(hours=9), remind=True)  # its next one was taken
    assert len(due(bench)) == 1


def test_what_follows_a_dose_entered_late_is_told_from_now_on(bench: Bench) -> None:
    bench.journal.take("advil", 2)
    bench.wait(hours=1)
    late = bench.journal.take("advil", 2, bench.ago(hours=19)).value
    found = bench.journal.judged(late)
    assert found is not None
    assert found.allowed.at == late.moment.at  # it was allowed then
    assert found.following.at == bench.now + 3 * HOUR


def test_a_doctors_lower_limit_binds_every_product_once_it_is_set(bench: Bench) -> None:
    low = replace(MINE, name="Ibuprofen 400", day_units=1, limits="doctor")
    bench.journal.save_product(low)
    bench.journal.take("advil", 2)
    bench.wait(hours=8)
    found = bench.journal.prospect(SHIPPED["advil"], 1)
    assert kinds(found) == ["over"]
    assert found.allowed.at == bench.now + 16 * HOUR
    assert (found.verdict.amounts[0].limit, found.verdict.amounts[0].whose) == (400 * MG, low)
    assert bench.journal.chest().sums[0].whose == low
