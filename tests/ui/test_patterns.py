"""The Patterns page: of nothing, of one spasm, of three made-up years; pager, ranges, saving, little room."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backtracker import example
from backtracker.core.ranges import span_of
from backtracker.ui import theme
from backtracker.ui.dialogs.mark import MarkDialog
from backtracker.ui.pages.patterns import PatternsPage
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall

ALL = ["calendar", "onset", "recurrence", "triggers", "relief", "burden", "hours", "weeks", "where", "episode"]
SAVED = [*ALL, "doses"]


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.page = PatternsPage(desk, ticker)
        qtbot.addWidget(self.page)
        self.said: list[str] = []
        self.page.said.connect(self.said.append)
        self.page.resize(1072, 800)

    def show(self) -> None:
        self.page.show()
        self.desk.settle(self.qtbot)

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    def choose(self, words: str) -> None:
        menus = [self.page.range_button._popup, self.page.save_button._popup]
        next(each for menu in menus if menu for each in menu.actions() if each.text() == words).trigger()
        self.desk.settle(self.qtbot)

    def cards(self) -> list[str]:
        return [card.view.chart.key for card in self.page.cards if card.isVisible()]

    def facts(self) -> list[str]:
        return [fact.title for fact in self.page.facts.facts] if self.page.facts.isVisible() else []


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, wall, qtbot)


@pytest.fixture
def full(bench: Bench) -> Bench:
    """Three made-up years."""
    until = bench.wall.at
    bench.do(lambda journal: journal.fill(example.history(until, running_hours=26)))
    bench.show()
    return bench


def test_of_nothing_it_says_what_will_be_here(bench: Bench) -> None:
    bench.show()
    assert bench.page.empty.isVisible()
    assert bench.cards() == []
    assert bench.facts() == []
    assert not bench.page.range_button.isVisible()
    assert not bench.page.save_button.isVisible()


def test_of_one_spasm_each_chart_says_how_much_is_missing(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.show()
    assert bench.cards() == ALL
    assert bench.page.heading.line.text() == "1 spasm since November 2026"
    assert bench.page.onset.headline.text() == "Too few to see a usual time: 1 of 5 spasms"
    assert bench.facts() == []
    assert not bench.page.empty.isVisible()


def test_of_three_years_everything_is_there(full: Bench) -> None:
    assert full.cards() == SAVED
    assert full.page.heading.line.text() == "all 12 spasms since November 2023"
    assert full.facts()[0] == "Mostly in the morning"
    assert len(full.facts()) == 3
    assert all(card.view.picture is not None for card in full.page.cards if card.isVisible())


def test_each_headline_is_that_of_the_numbers_behind_the_picture(full: Bench) -> None:
    for card in (each for each in full.page.cards if each.isVisible()):
        assert card.headline.text() == card.view.chart.headline(card.view.numbers) == card.view.headline


def test_what_a_chart_is_leaves_its_neighbour_as_it_was(full: Bench) -> None:
    full.page.resize(1200, 800)
    left, right = full.page.onset, full.page.recurrence
    full.desk.settle(full.qtbot)
    assert left.y() == right.y(), "side by side"
    inside = [each.geometry() for each in (right.headline, right.view)]
    full.press(left.info)
    full.desk.settle(full.qtbot)
    assert left.what.isVisible()
    assert [each.geometry() for each in (right.headline, right.view)] == inside


def test_the_pager_goes_from_the_first_year_to_this_one(full: Bench) -> None:
    assert not full.page.later.isEnabled()
    seen = [full.page._year_label.text()]
    while full.page.earlier.isEnabled():
        full.press(full.page.earlier)
        seen.append(full.page._year_label.text())
    assert seen == ["2026", "2025", "2024", "2023"]
    assert full.page.calendar.view.numbers.year == 2023
    full.press(full.page.later)
    assert full.page.calendar.view.numbers.year == 2024


def test_a_shorter_range_counts_what_lies_in_it(full: Bench) -> None:
    everything = full.page.onset.view.numbers.total
    full.choose("Last 12 months")
    assert full.page.range_button.text() == "Last 12 months"
    year = full.page.onset.view.numbers.total
    assert 0 < year < everything == 12
    assert full.page.heading.line.text() == f"{year} spasms in 12 months"
    full.choose("All time")
    assert full.page.onset.view.numbers.total == everything


def test_the_planted_trigger_is_named_and_the_harmless_one_is_not(full: Bench) -> None:
    assert full.page.triggers.headline.text().startswith("Linked with your spasms: distracted in a move")
    assert "Linked: distracted in a move" in full.facts()
    verdicts = {link.key: link.verdict.value for link in full.page.triggers.view.numbers.links if link.lag is None}
    assert verdicts[example.PLANTED_TRIGGER] == "linked"
    assert verdicts[example.HARMLESS_TRIGGER] not in ("linked", "protective")


def change_menu(bench: Bench) -> list[str]:
    menu = bench.page.change._popup
    return [each.text() for each in menu.actions() if each.text()] if menu else []


def test_a_change_is_marked_looked_at_changed_and_deleted(full: Bench) -> None:
    assert change_menu(full) == ["Mark a change …"]
    full.page.change.ask()
    (sheet,) = full.page.findChildren(MarkDialog)
    sheet.words.setText("a new mattress")
    sheet.day.step(-timedelta(days=7))
    full.press(sheet.save_button)
    mark = full.page.seen.mark if full.page.seen else None
    assert mark is not None
    assert (mark.words, mark.day) == ("a new mattress", full.desk.local_now().date() - timedelta(days=7))
    assert "“a new mattress”: not enough yet." in full.page.recurrence.lead.text()
    lines = change_menu(full)
    assert lines[0] == "Mark a change …"
    assert lines[1].startswith("Compare: a new mattress, ")
    assert lines[2:] == ["Compare nothing", "Change: a new mattress …"]
    pick(full, "Compare nothing")
    assert "mattress" not in full.page.recurrence.lead.text()
    pick(full, lines[1])
    pick(full, "Change: a new mattress …")
    sheet = next(each for each in full.page.findChildren(MarkDialog) if each.isVisible())
    full.press(sheet.delete_button)
    assert change_menu(full) == ["Mark a change …"]
    full.do(lambda journal: journal.undo())
    full.page.go_stale()
    full.desk.settle(full.qtbot)
    assert len(change_menu(full)) == 2


def test_the_begin_of_a_course_is_offered_and_marked_by_one_press(full: Bench) -> None:
    full.do(lambda journal: journal.begin_course("physio"))
    full.page.go_stale()
    full.desk.settle(full.qtbot)
    offered = change_menu(full)[1]
    assert offered.startswith("Mark: Started physiotherapy, ")
    pick(full, offered)
    assert full.page.seen is not None
    assert full.page.seen.mark is not None
    assert full.page.seen.mark.words == "Started physiotherapy"


def test_the_result_of_a_trial_is_a_chart_once_it_is_over(full: Bench) -> None:
    assert not full.page.trial.isVisible()
    full.do(lambda journal: journal.plan_trial("water", 8, days=3, blocks=4, begins=journal.today()))
    full.page.go_stale()
    full.desk.settle(full.qtbot)
    assert not full.page.trial.isVisible(), "nobody looks before it is over"
    full.wall.at += timedelta(days=12)
    full.page.go_stale()
    full.desk.settle(full.qtbot)
    assert full.page.trial.isVisible()
    assert full.page.trial.headline.text() == "Water: 8 glasses or more. Too few blocks for a result"


def pick(bench: Bench, words: str) -> None:
    menu = bench.page.change._popup
    assert menu is not None
    next(each for each in menu.actions() if each.text() == words).trigger()
    bench.desk.settle(bench.qtbot)


def test_every_range_can_be_looked_at(full: Bench) -> None:
    for words in ("Last 30 days", "Last 90 days", "Last 12 months", "Last 3 years", "All time"):
        full.choose(words)
        assert full.page.range_button.text() == words
        assert full.cards() == SAVED
    full.choose("Last 90 days")
    assert full.page.heading.line.text().endswith("in 90 days")


@pytest.mark.parametrize(
    ("key", "visits", "first", "last"),
    [
        ("all", (), date(2024, 1, 1), date(2026, 11, 20)),
        ("year", (), date(2025, 11, 20), date(2026, 11, 20)),
        ("month", (), date(2026, 10, 21), date(2026, 11, 20)),
        ("visit", (date(2026, 6, 1),), date(2026, 6, 1), date(2026, 11, 20)),
        ("visits", (date(2026, 6, 1), date(2026, 2, 1)), date(2026, 2, 1), date(2026, 6, 1)),
        ("visit", (), date(2024, 1, 1), date(2026, 11, 20)),
        ("visits", (date(2026, 6, 1),), date(2024, 1, 1), date(2026, 11, 20)),
    ],
)
def test_the_days_of_a_range(key: str, visits: tuple[date, ...], first: date, last: date) -> None:
    assert span_of(key, date(2024, 1, 1), date(2026, 11, 20), list(visits)) == (first, last)
    assert span_of("year", date(2026, 5, 1), date(2026, 11, 20), [])[0] == date(2026, 5, 1)


def test_the_time_since_a_visit_and_between_two_can_be_looked_at(bench: Bench) -> None:
    today = bench.wall.at
    bench.do(lambda journal: journal.log_spasm(8, today - timedelta(days=50)))
    bench.do(lambda journal: journal.close(at=today - timedelta(days=48)))
    bench.show()
    shown = [action.text() for action in bench.page._ranges.values() if action.isVisible()]
    assert not any("visit" in words for words in shown)
    for days in (60, 10):
        bench.do(lambda journal, days=days: journal.add_visit("doctor", at=today - timedelta(days=days)))
    assert bench.page._ranges["visits"].isVisible()
    bench.choose("Between the last two visits")
    assert bench.page.heading.line.text() == "1 spasm from 21 September to 10 November"
    bench.choose("Since the last visit")
    assert bench.page.heading.line.text() == "0 spasms from 10 November to 20 November"


def test_what_is_logged_shows_up(full: Bench) -> None:
    full.wall.at += timedelta(days=1)
    full.do(lambda journal: journal.close())
    full.wall.at += timedelta(days=10)
    full.do(lambda journal: journal.log_spasm(5))
    assert full.page.heading.line.text() == "all 13 spasms since November 2023"


def test_a_page_that_nobody_sees_asks_nothing(full: Bench) -> None:
    before = full.page.seen
    full.page.hide()
    full.do(lambda journal: journal.log_pain(5))
    assert full.page.seen is before
    full.show()
    assert full.page.seen is not before


@pytest.mark.parametrize(("words", "kind"), [("PNG", "png"), ("SVG", "svg"), ("CSV", "csv")])
def test_all_charts_are_saved_into_a_folder(
    full: Bench, words: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = tmp_path / "charts"
    goal.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(goal))
    menu = full.page.save_button._popup
    assert menu is not None
    full.choose(next(each.text() for each in menu.actions() if words in each.text()))
    names = sorted(path.name for path in goal.iterdir())
    assert names == [f"backtracker-{key}-2026-11-20.{kind}" for key in sorted(SAVED)]
    assert len(full.said) == len(SAVED)
    assert full.said[0].startswith("Saved as ")


def boxes(page: PatternsPage) -> tuple[QWidget, QWidget]:
    return page.onset, page.recurrence


@pytest.mark.parametrize(("width", "beside"), [(1072, True), (728, False), (488, False)])
def test_charts_stand_side_by_side_only_where_there_is_room(full: Bench, width: int, beside: bool) -> None:
    full.page.resize(width, 600)
    left, right = boxes(full.page)
    full.qtbot.waitUntil(lambda: (left.y() == right.y()) == beside)
    area: Any = full.page.findChild(QScrollArea)
    for card in (each for each in full.page.cards if each.isVisible()):
        assert card.mapTo(area.widget(), card.rect().topRight()).x() < area.viewport().width()


@pytest.mark.parametrize(("width", "scale"), [(1072, 1.0), (728, 1.0), (488, 1.0), (1072, 1.5)])
def test_no_words_are_cut(full: Bench, width: int, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme._State, "scale", scale)
    theme.font.cache_clear()
    page = PatternsPage(full.desk, full.ticker)
    full.qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    full.desk.settle(full.qtbot)
    area: Any = page.findChild(QScrollArea)
    for each in page.findChildren(QLabel):
        if each.isVisible() and each.text():
            right = each.mapTo(area.widget(), each.rect().topRight()).x()
            assert right < area.viewport().width(), each.text()
            wanted = each.minimumSizeHint().width() if each.wordWrap() else each.sizeHint().width()
            assert each.width() >= wanted, each.text()
    monkeypatch.undo()
    theme.font.cache_clear()
