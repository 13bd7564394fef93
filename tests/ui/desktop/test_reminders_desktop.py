"""Reminders through the desktop's notifications and past do not disturb: stand-in services on a real bus."""

from datetime import timedelta

import pytest

from backtracker.core.rules import Rules
from backtracker.errors import StoreError
from backtracker.journal import Journal
from tests.ui.desktop.bench import MINUTE, Bench

# What it says --------------------------------------------------------------------------------


def test_neutral_words_name_nothing(walk: Bench) -> None:
    walk.come_up()
    assert (walk.note(), walk.card()) == ("Time for the next step", "")
    body = next(iter(walk.service.up.values()))
    assert body[4] == ""
    assert walk.labels() == ["Open", "Start", "Done", "In 10 min", "Skip"]


def test_plain_words_name_the_step(walk: Bench) -> None:
    walk.set(neutral=False)
    walk.come_up()
    assert walk.note() == "Take a short walk"
    assert next(iter(walk.service.up.values()))[4] == "Slowly. Turn back if it gets worse."


def test_with_a_card_of_our_own_nothing_is_asked_of_the_desktop(walk: Bench) -> None:
    walk.set(remind_by="popup")
    walk.come_up()
    assert walk.card() == "Take a short walk"
    assert walk.service.called == []
    assert walk.desktop._voice is None


def test_a_pause_takes_the_notification_away_and_brings_it_back(walk: Bench) -> None:
    walk.come_up()
    walk.do(lambda journal: journal.pause_for(30))
    walk.settle()
    assert (walk.note(), walk.desktop.slot) == ("", None)
    walk.later(31 * MINUTE)
    assert walk.note() == "Time for the next step"
    assert walk.shown() == 1


def test_what_a_pain_check_pushed_away_comes_back_after_its_answer(walk: Bench) -> None:
    """A notification has no numbers: the pain check needs one of its own."""
    walk.set(neutral=False, rules=Rules(check_hours=1))
    walk.do(lambda journal: journal.log_pain(5))
    walk.come_up()
    assert walk.note() == "Take a short walk"
    walk.at(20, 15, 30)
    assert walk.note() == "How bad is it now?"
    walk.do(lambda journal: journal.log_pain(4))
    walk.look()
    assert walk.note() == "Take a short walk"


# Its buttons ---------------------------------------------------------------------------------


def test_start(walk: Bench) -> None:
    walk.come_up()
    slot = walk.desktop.slot
    walk.press_note("start")
    treatment = walk.log().treatments[-1]
    assert slot is not None
    assert (treatment.kind, treatment.running, treatment.slot) == ("walk", True, slot.key)
    assert (walk.note(), walk.card()) == ("", "")


def test_done(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("done")
    assert [each.kind for each in walk.log().treatments] == ["ice", "walk"]
    assert not walk.log().treatments[-1].running


def test_later(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("later")
    assert walk.log().acts[-1].kind == "snoozed"
    walk.later(9 * MINUTE)
    assert walk.note() == ""
    walk.later(MINUTE)
    assert walk.note() == "Time for the next step"


def test_skip(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("skip")
    assert walk.log().acts[-1].kind in ("skipped", "missed")
    assert [act.kind for act in walk.log().acts].count("skipped") == 1


def test_a_press_on_it_opens_the_window_and_leaves_the_step_open(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("default")
    assert walk.opened == [True]
    assert walk.ticker.agenda is not None
    assert walk.ticker.agenda.next is not None
    assert walk.ticker.agenda.next.step == "walk"
    walk.later(5 * MINUTE)
    assert (walk.note(), walk.card()) == ("", ""), "each slot comes up once"


def test_is_it_over_asks_in_the_window(bench: Bench) -> None:
    bench.at(25, 14, 6)
    for day in range(5, 20):
        bench.wall.at += timedelta(days=1)
        bench.look()
        agenda = bench.ticker.agenda
        if agenda is not None and agenda.next is not None and agenda.next.step == "close":
            break
        assert day < 19
    bench.qtbot.waitUntil(lambda: "It’s over" in bench.labels())
    assert bench.labels() == ["Open", "It’s over", "Not yet"]
    bench.press_note("over")
    assert (bench.opened, bench.over) == ([True], [True])


def test_is_it_over_on_the_card_takes_the_notification_along_and_the_other_way_round(bench: Bench) -> None:
    bench.set(remind_by="both")
    for press in (bench.press_card, bench.press_note):
        bench.at(25, 14, 6)
        while "It’s over" not in bench.labels():
            bench.wall.at += timedelta(days=1)
            bench.look()
            assert bench.wall.at.day != 24, "it is never asked whether it is over"
        press("It’s over" if press == bench.press_card else "over")
        bench.qtbot.waitUntil(lambda: bench.note() == "")
        assert bench.card() == ""
        bench.do(lambda journal: journal.log_spasm(7))
    assert bench.over == [True, True]


def test_closed_it_is_like_a_closed_card(walk: Bench) -> None:
    walk.come_up()
    walk.service.closes(7, 2)
    walk.qtbot.waitUntil(lambda: not walk.desktop.is_up)
    walk.later(5 * MINUTE)
    assert (walk.note(), walk.card()) == ("", "")
    assert walk.ticker.agenda is not None
    assert walk.ticker.agenda.next is not None
    assert walk.ticker.agenda.next.step == "walk", "it stays on Today"


def test_an_answer_that_cannot_be_kept_is_asked_for_again_by_the_card(
    walk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    walk.come_up()
    said: list[str] = []
    walk.desk.failed.connect(said.append)
    monkeypatch.setattr(Journal, "skip", full)
    walk.press_note("skip")
    assert said == ["The disk is full."]
    assert walk.card() == "Take a short walk"


# One state -----------------------------------------------------------------------------------


def test_both_come_and_an_answer_in_one_closes_the_other(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    assert walk.card() == "Take a short walk"
    walk.press_card("Skip")
    walk.qtbot.waitUntil(lambda: walk.note() == "")
    assert walk.card() == ""


def test_an_answer_in_the_notification_closes_the_card(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    walk.press_note("skip")
    assert (walk.note(), walk.card()) == ("", "")


def test_answered_in_both_at_once_it_counts_once(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    walk.service.presses(7, walk.service.key(7, "done"))
    walk.press_card("Done")
    walk.qtbot.waitUntil(lambda: not walk.desktop.is_up)
    walk.settle()
    assert [each.kind for each in walk.log().treatments] == ["ice", "walk"]


def test_closing_the_card_takes_the_notification_along(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    walk.press_card("Close. It stays on the Today page.")
    walk.qtbot.waitUntil(lambda: walk.note() == "")


def test_a_notification_swept_away_leaves_the_card(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    walk.service.closes(7, 2)
    walk.qtbot.waitUntil(lambda: not walk.desktop.is_up)
    assert walk.card() == "Take a short walk"


@pytest.mark.parametrize("by", ["desktop", "both"])
def test_answered_in_the_window_it_goes(walk: Bench, by: str) -> None:
    walk.set(remind_by=by)
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    walk.do(lambda journal: journal.did("walk"))
    walk.qtbot.waitUntil(lambda: walk.note() == "")
    assert walk.card() == ""


def test_the_spasm_screen_leads_past_the_notification_too(walk: Bench) -> None:
    walk.come_up()
    walk.reminders.set_led(True)
    walk.qtbot.waitUntil(lambda: walk.note() == "")
    walk.reminders.set_led(False)
    walk.qtbot.waitUntil(lambda: walk.note() == "Time for the next step")
    assert walk.card() == ""


# When the desktop lets us down -----------------------------------------------------------------


@pytest.mark.parametrize("trouble", ["absent", "dead", "silent", "refusing", "closing"])
def test_our_own_card_comes_instead(walk: Bench, trouble: str) -> None:
    if trouble == "absent":
        walk.service.close()
    elif trouble == "silent":
        walk.service.answers["Notify"] = lambda _: None
    elif trouble == "refusing":
        walk.service.answers["Notify"] = lambda _: "org.freedesktop.DBus.Error.Failed"
    walk.come_up()
    if trouble == "dead":
        walk.service.close()
        walk.service.up.clear()
    elif trouble == "closing":
        walk.service.closes(7, 4)
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")
    walk.press_card("Skip")
    assert [act.kind for act in walk.log().acts].count("skipped") == 1
    assert walk.shown() == 1


def hangs(walk: Bench) -> None:
    """The walk is up in a notification whose service says nothing any more; the card has come as well."""
    walk.come_up()
    walk.service.answers["GetServerInformation"] = lambda _: None
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")
    assert walk.note() == "Time for the next step"


def test_where_the_service_hangs_the_card_comes_as_well_and_one_answer_is_enough(walk: Bench) -> None:
    hangs(walk)
    walk.press_card("Skip")
    walk.qtbot.waitUntil(lambda: not walk.note())
    assert [act.kind for act in walk.log().acts].count("skipped") == 1
    assert (walk.shown(), walk.card()) == (1, "")


def test_a_service_that_was_only_slow_is_answered_as_before_and_takes_the_card_along(walk: Bench) -> None:
    hangs(walk)
    walk.press_note("done")
    assert [each.kind for each in walk.log().treatments] == ["ice", "walk"]
    assert (walk.note(), walk.card()) == ("", "")


def test_where_the_card_stands_beside_it_the_service_is_asked_for_nothing(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    assert (walk.note(), walk.card()) == ("Time for the next step", "Take a short walk")
    assert not walk.desktop._voice._look_again.isActive()  # type: ignore[union-attr]


def test_one_that_dies_while_both_are_up_brings_no_second_card(walk: Bench) -> None:
    walk.set(remind_by="both")
    walk.come_up()
    walk.qtbot.waitUntil(lambda: bool(walk.note()))
    card = walk.popup._card
    walk.service.close()
    walk.service.up.clear()
    walk.qtbot.waitUntil(lambda: not walk.desktop.is_up)
    assert walk.popup._card is card


def test_it_fails_while_the_spasm_screen_leads(walk: Bench) -> None:
    walk.service.answers["Notify"] = lambda _: None
    walk.at(20, 15, 6)
    walk.reminders.set_led(True)
    walk.settle()
    assert walk.card() == ""
    walk.service.answers["Notify"] = walk.service.notify
    walk.reminders.set_led(False)
    walk.qtbot.waitUntil(lambda: bool(walk.note()))


def test_the_choice_taken_back_while_one_is_up_brings_the_card(walk: Bench) -> None:
    walk.come_up()
    walk.set(remind_by="popup")
    walk.qtbot.waitUntil(lambda: walk.note() == "")
    assert walk.card() == "Take a short walk"


# The end of a session --------------------------------------------------------------------------


def iced(bench: Bench) -> None:
    bench.at(20, 14, 10)
    bench.do(lambda journal: journal.start("ice"))
    bench.at(20, 14, 30, 1)
    bench.qtbot.waitUntil(lambda: bool(bench.note()))


def test_the_ice_alarm_is_a_card_in_any_case_and_rings(bench: Bench) -> None:
    rung: list[bool] = []
    bench.popup.rang.connect(lambda: rung.append(True))
    iced(bench)
    assert (bench.note(), bench.card()) == ("Time is up", "Take the ice off now")
    assert bench.labels() == ["Open", "It’s off", "Quiet for 1 min"]
    assert next(iter(bench.service.up.values()))[6]["urgency"] == ("y", 2)
    assert rung == [True]
    bench.press_note("off")
    assert bench.card() == ""
    assert not bench.log().treatments[-1].running


@pytest.mark.parametrize("hours", [-3, 2])
def test_off_keeps_the_true_length_where_the_clock_was_set_meanwhile(bench: Bench, hours: int) -> None:
    bench.at(20, 14, 10)
    bench.do(lambda journal: journal.start("ice"))
    bench.later(5 * MINUTE)
    bench.wall.set_by_hand(timedelta(hours=hours))
    bench.look()
    bench.later(15 * MINUTE)
    bench.qtbot.waitUntil(lambda: bool(bench.note()))
    bench.later(2 * MINUTE)
    bench.press_note("off")
    treatment = bench.log().treatments[-1]
    assert (treatment.running, treatment.seconds) == (False, 22 * 60)


def test_the_alarm_is_told_once_and_hushed_from_the_notification(bench: Bench) -> None:
    rung: list[bool] = []
    bench.popup.rang.connect(lambda: rung.append(True))
    iced(bench)
    bench.press_note("hush")
    bench.wall.at += 30 * timedelta(seconds=1)
    bench.popup._count()
    bench.look()
    assert (rung, bench.note()) == ([True], "")
    bench.wall.at += 40 * timedelta(seconds=1)
    bench.popup._count()
    assert rung == [True, True]


def test_the_alarm_answered_on_the_card_goes_from_the_desktop(bench: Bench) -> None:
    iced(bench)
    bench.press_card("It’s off")
    bench.qtbot.waitUntil(lambda: bench.note() == "")


def test_the_end_of_a_walk_is_told_by_the_desktop_alone(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("start")
    walk.later(5 * MINUTE)
    walk.qtbot.waitUntil(lambda: walk.note() == "Time is up")
    assert walk.card() == ""
    walk.service.closes(next(iter(walk.service.up)), 2)
    walk.qtbot.waitUntil(lambda: not walk.desktop.is_up)
    walk.later(MINUTE)
    assert (walk.note(), walk.card()) == ("", ""), "told once"


def test_the_end_of_a_walk_comes_as_a_card_where_the_desktop_fails(walk: Bench) -> None:
    walk.come_up()
    walk.press_note("start")
    walk.service.close()
    walk.later(5 * MINUTE)
    walk.qtbot.waitUntil(lambda: walk.card() == "Enough walking for now")
