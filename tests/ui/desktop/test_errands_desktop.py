"""Errands through the desktop's notifications: a stand-in service on a real bus, and its buttons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from backtracker.core.errand import Errand
from backtracker.core.model import Moment
from backtracker.journal import Journal, errands
from backtracker.ui.reminders.errands import Errands
from tests.ui.conftest import Wall
from tests.ui.desktop.bench import MINUTE, Bench

KEY = "water:4"
GLASS = Errand(
    KEY, "water", datetime(2026, 11, 20, 15, 20, tzinfo=Wall().zone),
    "A glass of water", "Eight a day is usual.", "Drank one", "glass",
)  # fmt: skip


class Asking:
    """The bench with errands; its episode has a walk at 15:06, which is skipped."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.opened: list[Errand] = []
        self.errands = Errands(bench.desk, bench.ticker, bench.reminders)
        self.errands.open_requested.connect(self.opened.append)
        bench.come_up()
        bench.press_note("skip")

    def come_up(self) -> None:
        self.bench.at(20, 15, 20)
        self.bench.qtbot.waitUntil(lambda: self.errands.asks)
        self.bench.settle()

    def card(self) -> bool:
        return self.errands.card is not None and self.errands.card.isVisible()

    def press(self, plain: str) -> None:
        number = next(iter(self.bench.service.up))
        self.bench.service.presses(number, self.bench.service.key(number, plain))
        self.bench.service.closes(number, 2)
        self.bench.qtbot.waitUntil(lambda: self.bench.desktop.errand is None)
        self.bench.settle()

    def kinds(self) -> list[str]:
        return [act.kind for act in self.bench.do(lambda journal: journal.store.acts_about([KEY]))]

    def see(self, title: str) -> None:
        self.bench.qtbot.waitUntil(lambda: self.bench.note() == title)


@pytest.fixture
def asking(walk: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    monkeypatch.setattr(errands, "PROVIDERS", (lambda _journal, _now: [GLASS],))
    made = Asking(walk)
    yield made
    walk.settle()
    made.errands.close()
    made.errands.deleteLater()
    QApplication.processEvents()


def test_neutral_words_name_nothing_and_plain_ones_do(asking: Asking) -> None:
    asking.come_up()
    asking.see("A reminder")
    assert asking.bench.labels() == ["Open", "Done", "In 10 min", "Skip"]
    assert not asking.card()
    asking.press("later")
    asking.bench.set(neutral=False)
    asking.bench.later(10 * MINUTE)
    asking.see("A glass of water")
    assert asking.kinds() == ["shown", "snoozed", "shown"]


def test_what_has_a_second_answer_offers_it_without_naming_it(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []

    def other(_journal: Journal, errand: Errand, _moment: Moment) -> errands.Deed:
        pressed.append(errand.key)
        return errands.Deed("Stopped")

    monkeypatch.setattr(errands, "PROVIDERS", (lambda _journal, _now: [replace(GLASS, other="Stopped: pain")],))
    monkeypatch.setattr(errands, "OTHER", {"water": other})
    asking.come_up()
    asking.see("A reminder")
    assert asking.bench.labels() == ["Open", "Done", "Stopped", "In 10 min", "Skip"]
    asking.press("other")
    assert (pressed, asking.kinds()) == ([KEY], ["shown", "done"])


@pytest.mark.parametrize(("button", "kind"), [("done", "done"), ("skip", "skipped"), ("later", "snoozed")])
def test_its_buttons_do_what_the_card_does(asking: Asking, button: str, kind: str) -> None:
    asking.come_up()
    asking.see("A reminder")
    asking.press(button)
    assert asking.kinds() == ["shown", kind]
    assert (asking.bench.note(), asking.card()) == ("", False)


def test_a_press_on_it_opens_the_window(asking: Asking) -> None:
    asking.come_up()
    asking.see("A reminder")
    asking.press("default")
    assert asking.opened == [GLASS]
    assert asking.kinds() == ["shown"]


def test_both_are_one_question(asking: Asking) -> None:
    asking.bench.set(remind_by="both")
    asking.come_up()
    asking.see("A reminder")
    assert asking.card()
    asking.press("skip")
    assert not asking.card()


def test_where_the_desktop_fails_the_card_comes(asking: Asking) -> None:
    asking.bench.service.answers["Notify"] = lambda _: "org.freedesktop.DBus.Error.Failed"
    asking.come_up()
    asking.bench.qtbot.waitUntil(asking.card)
    assert asking.kinds() == ["shown"]


def test_answered_in_the_window_it_goes_from_the_desktop(asking: Asking) -> None:
    asking.come_up()
    asking.see("A reminder")
    asking.bench.do(lambda journal: journal.errand_done(GLASS))
    asking.see("")


def test_a_step_takes_its_place_and_it_comes_back(asking: Asking) -> None:
    asking.come_up()
    asking.see("A reminder")
    asking.bench.at(20, 16, 7)
    asking.see("Time for the next step")
    assert not asking.errands.asks
    for _ in range(20):
        if asking.bench.desktop.slot is not None:
            asking.bench.press_note("skip")
        elif not asking.errands.asks:
            asking.bench.later(MINUTE)
    asking.see("A reminder")
    assert asking.kinds() == ["shown"]


def test_on_waking_it_comes_at_once_without_an_episode(asking: Asking) -> None:
    bench = asking.bench
    bench.do(lambda journal: journal.close())
    assert bench.desktop._sleep is not None, "an errand is coming"
    asking.come_up()
    asking.see("A reminder")
    asking.press("skip")
    bench.qtbot.waitUntil(lambda: bench.desktop._sleep is None)
