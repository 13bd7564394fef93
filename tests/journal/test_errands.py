"""Errands in the journal: each comes up once however often the program starts, an answer is one change."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtracker.core.errand import Errand
from backtracker.core.model import Act, Moment, Reading, new_id
from backtracker.errors import UserError
from backtracker.journal import Change, Journal, errands
from backtracker.journal.errands import Deed
from backtracker.settings import Settings
from tests.journal.conftest import Bench

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
GLASS = Errand("water:2026-11-20:4", "water", NOON, "A glass of water", "Eight a day.", "Drank one", "glass")
ANSWERS: dict[str, Callable[[Journal, Errand], Change]] = {
    "Done: A glass of water": lambda journal, errand: journal.errand_done(errand),
    "A glass of water again at 12:30": lambda journal, errand: journal.errand_later(errand, 30),
    "A glass of water skipped": lambda journal, errand: journal.errand_skipped(errand),
}


@pytest.fixture(autouse=True)
def water(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the care that asks for a glass at noon."""
    monkeypatch.setattr(errands, "PROVIDERS", (*errands.PROVIDERS, lambda _journal, _now: [GLASS]))


def kinds(bench: Bench) -> list[str]:
    return [act.kind for act in bench.journal.store.acts_about([GLASS.key])]


def test_it_comes_up_once_however_often_the_program_starts(bench: Bench) -> None:
    assert bench.journal.bring_up_errand() == GLASS
    for _ in range(3):
        bench.restart()
        bench.wait(hours=1)
        assert bench.journal.bring_up_errand() is None
    (act,) = bench.journal.store.acts_about([GLASS.key])
    assert (act.kind, act.step, act.slot, act.episode_id) == ("shown", "water", GLASS.key, None)
    assert [change.label for change in bench.heard] == [""]
    assert bench.journal.undo() is None
    assert bench.journal.docket().asks(GLASS.key)


@pytest.mark.parametrize("flags", [["saddle"], ["fever"]], ids=["emergency", "soon"])
def test_it_waits_while_the_notice_of_a_warning_sign_is_up(bench: Bench, flags: list[str]) -> None:
    bench.journal.check_flags(flags)
    assert bench.journal.bring_up_errand() is None
    assert not bench.journal.docket().free
    assert kinds(bench) == []
    notice = bench.journal.standing()
    assert notice is not None
    bench.journal.acknowledge(notice)
    assert bench.journal.bring_up_errand() == GLASS


def test_a_pause_outlasts_any_number_of_breaks(bench: Bench) -> None:
    until = bench.now + 8 * HOUR
    bench.journal.pause(until)
    for _ in range(60):
        bench.wait(minutes=1)
        bench.journal.break_taken(bench.journal.break_shown(), HOUR)
    assert [act.until for act in bench.journal.pauses_outside()] == [until]
    assert bench.journal.docket().paused_until == until
    bench.journal.resume()
    assert [act.kind for act in bench.journal.pauses_outside()] == ["paused", "resumed"]
    assert bench.journal.docket().paused_until is None


@pytest.mark.parametrize(("label", "kind"), [*zip(ANSWERS, ("done", "snoozed", "skipped"), strict=True)])
def test_an_answer_is_one_change_told_twice_or_taken_back(bench: Bench, label: str, kind: str) -> None:
    bench.journal.bring_up_errand()
    assert ANSWERS[label](bench.journal, GLASS).label == label
    assert ANSWERS[label](bench.journal, GLASS) == Change("", "")
    assert kinds(bench) == ["shown", kind]
    undone = bench.journal.undo()
    assert undone is not None
    assert undone.label == f"Taken back: {label}"
    assert kinds(bench) == ["shown"]
    assert bench.journal.docket().asks(GLASS.key)


def test_put_off_it_comes_again_after_that_and_not_before(bench: Bench) -> None:
    bench.journal.bring_up_errand()
    bench.journal.errand_later(GLASS, 30)
    bench.restart()
    bench.wait(minutes=29)
    assert bench.journal.bring_up_errand() is None
    bench.wait(minutes=1)
    assert bench.journal.bring_up_errand() == GLASS
    assert bench.journal.errand_later(GLASS, 10).label == "A glass of water again at 12:40"


def test_done_writes_what_its_kind_says_in_one_change(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def drunk(_journal: Journal, _errand: Errand, moment: Moment) -> Deed:
        return Deed("A glass", (Reading(new_id(), moment, 1),))

    monkeypatch.setitem(errands.DONE, "water", drunk)
    bench.journal.bring_up_errand()
    assert bench.journal.errand_done(GLASS).label == "A glass"
    assert bench.journal.store.newest_reading() is not None
    bench.journal.undo()
    assert bench.journal.store.newest_reading() is None
    assert kinds(bench) == ["shown"]


def test_the_episode_goes_first_and_its_pause_holds(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    assert bench.journal.docket().errand == GLASS, "its first step was answered on the spasm screen's card"
    bench.journal.start("ice")
    assert bench.journal.docket().errand is None
    session = bench.journal.store.running_session()
    assert session is not None
    bench.wait(minutes=20)
    bench.journal.finish(session.id)
    assert bench.journal.docket().errand == GLASS
    bench.journal.pause_for(10)
    assert bench.journal.docket().errand is None
    bench.wait(minutes=10)
    assert bench.journal.docket().errand == GLASS


def test_outside_an_episode_a_pause_holds_them_and_ends_by_itself_or_by_hand(bench: Bench) -> None:
    assert bench.journal.pause_for(60).label == "Reminders paused until 13:00"
    found = bench.journal.docket()
    assert (found.errand, found.paused_until, found.wake) == (None, bench.now + HOUR, bench.now + HOUR)
    bench.restart()
    bench.wait(minutes=59)
    assert bench.journal.docket().errand is None
    bench.wait(minutes=1)
    assert bench.journal.docket().errand == GLASS
    bench.journal.pause_until_morning()
    assert bench.journal.docket().errand is None
    bench.journal.resume()
    assert bench.journal.docket().errand == GLASS
    bench.journal.undo()
    assert bench.journal.docket().errand is None


def test_a_pause_from_before_holds_no_step_of_a_new_episode(bench: Bench) -> None:
    bench.journal.pause_for(60)
    bench.journal.log_spasm(8)
    agenda = bench.journal.agenda()
    assert agenda is not None
    assert agenda.paused_until is None


def test_at_night_none_comes(bench: Bench) -> None:
    bench.wait(hours=11)
    found = bench.journal.docket()
    assert found.errand is None
    assert [f"{each.show:%d %H:%M}" for each in found.waiting] == ["21 06:00"]


def test_another_writer_has_answered(bench: Bench) -> None:
    bench.journal.bring_up_errand()
    other = Journal.open(bench.path, lambda: bench.now, lambda: bench.zone, lambda: bench.rules)
    other.errand_skipped(GLASS)
    other.release()
    assert bench.journal.errand_done(GLASS) == Change("", "")


# The question of an ordinary day -----------------------------------------------------------------


def asked(bench: Bench, settings: Settings) -> list[str]:
    bench.journal.chosen = lambda: settings
    return [f"{each.errand.key} {each.show:%H:%M}" for each in bench.journal.docket().waiting if each.errand != GLASS]


def test_the_check_in_is_asked_for_where_it_was_wished_for(bench: Bench) -> None:
    assert asked(bench, Settings()) == []
    both = ["checkin:2026-11-20 19:00", "checkin:2026-11-21 19:00"]
    assert asked(bench, Settings(checkin=True)) == both
    bench.journal.log_pain(3)
    assert asked(bench, Settings(checkin=True)) == both, "a reading of the moment is no answer for the day"
    bench.journal.log_pain(3, role="worst")
    assert asked(bench, Settings(checkin=True)) == both[1:]
    bench.journal.log_spasm(7)
    assert asked(bench, Settings(checkin=True)) == []


def test_what_comes_in_the_quiet_hours_goes_by(bench: Bench) -> None:
    late = Settings(checkin=True, checkin_at=datetime(2026, 1, 1, 22, 30, tzinfo=UTC).time())
    assert asked(bench, late) == []


def test_acts_of_breaks_pause_nothing(bench: Bench) -> None:
    bench.journal.break_taken(bench.journal.break_shown(), HOUR)
    assert isinstance(bench.journal.store.latest_acts()[-1], Act)
    bench.wait(minutes=5)
    assert bench.journal.docket().errand == GLASS


# A long life -------------------------------------------------------------------------------------

DEEDS = st.one_of(
    st.sampled_from(["done", "skipped", "snoozed", "restart", "undo", "pause", "episode", "two", "beside"]),
    st.integers(1, 12).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 300).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(-90, -1).map(lambda minutes: timedelta(minutes=minutes)),
)


class Life:
    """Errands of many kinds on a real file; whoever answers may do so anywhere, and the program may die at any time."""

    def __init__(self, folder: Path, spread: list[int]) -> None:
        self.bench = Bench(folder / "backtracker.db")
        at, self.errands = NOON, []
        for number, minutes in enumerate(spread):
            at += timedelta(minutes=minutes)
            until = at + HOUR if number % 3 == 2 else None
            self.errands.append(Errand(f"water:{number}", ("water", "dose")[number % 2], at, "A glass", until=until))
        self.shown: list[str] = []
        self.put_off: list[str] = []

    def look(self) -> None:
        journal = self.bench.journal
        log, calm = journal.running_log(), journal.calm()
        came = journal.bring_up_errand()
        if came is None:
            return
        agenda = journal.agenda()
        assert calm.hold(self.bench.now) == self.bench.now, "in the quiet hours or in a pause"
        assert agenda is None or (not agenda.popup and agenda.session is None), "before a step of the episode"
        assert log is None or log.running
        assert came.due <= self.bench.now, "too early"
        self.shown.append(came.key)
        assert self.shown.count(came.key) <= 1 + self.put_off.count(came.key), "twice"
        assert journal.bring_up_errand() is None, "two at once"

    def do(self, deed: str | timedelta) -> None:
        journal = self.bench.journal
        asked = [each.errand for each in journal.docket().waiting if each.asked]
        if isinstance(deed, timedelta):
            self.bench.now += deed
        elif deed == "restart":
            self.bench.restart()
        elif deed == "undo":
            journal.undo()
        elif deed == "pause":
            journal.pause_for(45)
        elif deed == "episode":
            if journal.store.running_episode() is None:
                journal.log_spasm(6)
            else:
                journal.start("ice")
        elif deed == "beside":
            self.beside()
        elif asked and deed == "snoozed":
            self.put_off += [asked[0].key] if journal.errand_later(asked[0], 10).batch else []
        elif asked and deed in ("done", "two"):
            for _ in range(1 + (deed == "two")):
                journal.errand_done(asked[0])
        elif asked:
            journal.errand_skipped(asked[0])

    def beside(self) -> None:
        """Another process has the file open too, and would bring up the same."""
        bench = self.bench
        other = Journal.open(bench.path, lambda: bench.now, lambda: bench.zone, lambda: bench.rules)
        came = other.bring_up_errand()
        self.shown += [came.key] if came is not None else []
        other.release()


@settings(max_examples=60, deadline=None)
@given(spread=st.lists(st.integers(0, 240), min_size=1, max_size=8), deeds=st.lists(DEEDS, max_size=25))
def test_on_a_real_file_none_comes_twice_whatever_happens(spread: list[int], deeds: list[str | timedelta]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        life = Life(Path(folder), spread)
        patch.setattr(errands, "PROVIDERS", (lambda _journal, _now: life.errands,))
        try:
            for deed in deeds:
                life.look()
                with suppress(UserError):
                    life.do(deed)
            life.look()
        finally:
            life.bench.journal.release()
