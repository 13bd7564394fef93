"""The history by real presses: what is listed, what is open beside it, and what the journal holds afterwards."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backtracker import example
from backtracker.ui.dialogs.episode import EpisodeDialog
from backtracker.ui.dialogs.flare import FlareDialog
from backtracker.ui.dialogs.sheet import Sheet
from backtracker.ui.dialogs.treatment import TreatmentDialog
from backtracker.ui.dialogs.visit import VisitDialog
from backtracker.ui.pages.history import FIRST, MORE, HistoryPage, nothing_text
from backtracker.ui.pages.history_search import Wanted
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.log_row import LogRow
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    """The page on screen, with the presses and looks that the tests share."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.wall = desk, wall
        self.qtbot: Any = qtbot
        self.page = HistoryPage(desk, ticker)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)

    def show(self) -> None:
        self.page.show()
        self.settle()

    def settle(self) -> None:
        """Until nothing is asked, typed or drawn any more."""
        self.qtbot.waitUntil(lambda: self.desk.idle and not self.page.search._pause.isActive())

    def tell(self, question: Callable[[Any], Any]) -> Any:
        answer = self.desk.told(self.qtbot, question)
        self.settle()
        return answer

    def ago(self, **length: float) -> Any:
        return self.wall.at - timedelta(**length)

    def past(self, began: float, ended: float, level: int = 7, **said: Any) -> str:
        """An episode from ``began`` to ``ended`` days ago."""
        made = self.tell(lambda journal: journal.add_past(self.ago(days=began), self.ago(days=ended), level, **said))
        return str(made[1].id)

    def press(self, button: QWidget) -> None:
        assert button.isVisible(), "nobody can press what is not there"
        self.qtbot.mouseClick(button, Left)
        self.settle()

    def key(self, key: Qt.Key) -> None:
        focused = self.page.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key)
        self.settle()

    def type_in(self, words: str) -> None:
        self.qtbot.keyClicks(self.page.search.line, words)
        self.settle()

    def names(self) -> list[str]:
        return [row.accessibleName() for row in self.page.list.rows]

    def keys(self) -> list[str]:
        return [row.key for row in self.page.list.rows]

    def said(self) -> list[str]:
        return [row.accessibleName() for row in self.page.detail.timeline.rows]

    def row(self, words: str) -> LogRow:
        found = next(row for row in self.page.detail.timeline.rows if words in row.accessibleName())
        self.qtbot.waitUntil(found.isVisible)
        return found

    def sheet(self, kind: type[Sheet]) -> Any:
        found = [each for each in self.page.findChildren(kind) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def choose(self, menu: Any, words: str) -> None:
        next(action for action in menu.actions() if action.text() == words).trigger()
        self.settle()


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    desk.settle(qtbot)
    made.page.close()


# The list ------------------------------------------------------------------------------------


def test_nothing_yet_shows_a_way_to_begin(bench: Bench) -> None:
    bench.show()
    assert bench.page.list.nothing.text() == "No spasm so far."
    bench.press(bench.page.detail.add_first)
    assert bench.sheet(EpisodeDialog).log is None


def test_the_list_tells_each_episode_and_the_newest_is_open(bench: Bench) -> None:
    bench.past(90, 84, 7, places=["lower_left"], triggers=["distracted"])
    bench.past(20, 19.9, 5)
    bench.tell(lambda journal: journal.log_spasm(9, bench.ago(days=1), places=["lower_left", "lower_middle"]))
    bench.show()
    assert bench.names() == [
        "Spasm of 19 November, Spasm, lower back, day 2, running, worst pain 9",
        "Spasm of 31 October, Spasm, 2 h, worst pain 5".replace("2 h", "2 h 24 min · no trigger named"),
        "Spasm of 22 August, Spasm, lower back left, 7 days · distracted in a move, worst pain 7",
    ]
    assert [head.text() for head in bench.page.list._heads] == ["November 2026", "October", "August"]  # type: ignore[attr-defined]
    assert bench.page.detail.title.text() == "Spasm of 19 November"
    assert [row.isChecked() for row in bench.page.list.rows] == [True, False, False]


def test_more_come_on_a_press(bench: Bench) -> None:
    count = FIRST + MORE + 2
    for number in range(count):
        bench.past(10 + 5 * number, 8 + 5 * number)
    bench.show()
    assert len(bench.keys()) == FIRST
    assert bench.page.list.more.text() == f"Show {MORE + 2} earlier"
    bench.press(bench.page.list.more)
    assert len(bench.keys()) == FIRST + MORE
    bench.press(bench.page.list.more)
    assert len(bench.keys()) == count
    assert not bench.page.list.more.isVisible()


def test_search_finds_words_and_names_and_says_when_nothing_matches(bench: Bench) -> None:
    garden = bench.past(60, 55, note="digging in the garden")
    sitting = bench.past(30, 25, triggers=["sitting"])
    bench.show()
    bench.type_in("GARD")
    assert bench.keys() == [garden]
    bench.page.search.line.clear()
    bench.type_in("long sit")
    assert bench.keys() == [sitting]
    bench.type_in("xyz")
    assert bench.keys() == []
    assert bench.page.list.nothing.text().startswith("Nothing matches.")
    bench.page.search.line.setFocus()
    bench.qtbot.keyClick(bench.page.search.line, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.keys() == [sitting, garden]


def test_an_answer_to_an_older_search_is_dropped(bench: Bench) -> None:
    bench.past(60, 55, note="garden")
    new = bench.past(30, 25, note="kitchen")
    bench.show()
    bench.page.search.want(Wanted(search="garden"))
    bench.page.search.want(Wanted(search="kitchen"))
    bench.settle()
    assert bench.keys() == [new]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(), "No spasm so far."),
        (Wanted(days=True), "No entries."),
        (Wanted(search="zebra"), "Nothing matches. Search for another word."),
        (Wanted(place="neck_left"), "Nothing matches. Take a filter away."),
        (Wanted(search="zebra", year=2020), "Nothing matches. Take a filter away, or search for another word."),
    ],
)
def test_what_to_do_about_an_empty_list(wanted: Wanted, words: str) -> None:
    assert nothing_text(wanted) == words


def test_filters_come_from_the_menu_and_go_as_chips(bench: Bench) -> None:
    left = bench.past(60, 55, places=["lower_left"], triggers=["own:Snow"])
    right = bench.past(30, 25, places=["lower_right"])
    bench.show()
    search = bench.page.search
    texts = [action.text() for action in search.menu().actions() if action.text()]
    assert texts == ["Spasms", "All days", "Only with the place …", "Only set off by …", "Only of the year …"]
    assert not any(action.isCheckable() for action in search.menu().actions()), "a check of the kit, not the style's"
    bench.choose(search.field_menu("trigger"), "Snow")
    assert bench.keys() == [left]
    (chip,) = bench.page.search.chips
    assert chip.text() == "Snow"
    bench.choose(search.field_menu("year"), "2026")
    bench.press(bench.page.search.chips[0])
    assert bench.keys() == [right, left]


def test_all_days_lists_what_lies_outside_episodes_too(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_pain(2, bench.ago(days=40)))
    bench.tell(lambda journal: journal.did("walk", bench.ago(days=3), seconds=600, before=3, after=1))
    bench.show()
    assert bench.keys() == []
    bench.choose(bench.page.search.menu(), "All days")
    assert bench.names() == [
        "Tuesday, 17 November, Ordinary day, 1 entry, worst pain 3",
        "Sunday, 11 October, Ordinary day, 1 entry, worst pain 2",
    ]
    assert bench.said() == ["14:05, Walk, 10 min, pain from 3 to 1"]
    assert not bench.page.list.more.isVisible()
    bench.press(bench.page.list.rows[1])
    assert bench.said() == ["14:05, Pain, pain 2"]


def a_full_day(bench: Bench) -> None:
    """One ordinary day with something of each kind."""
    bench.tell(lambda journal: journal.did("walk", bench.ago(hours=4), seconds=600, before=3, after=1))
    bench.tell(lambda journal: journal.log_pain(2, bench.ago(hours=3)))
    bench.tell(lambda journal: journal.check_flags(()))
    bench.tell(lambda journal: journal.add_visit("doctor", bench.ago(hours=2), name="Dr. Weber", diagnosis="strain"))
    bench.tell(lambda journal: journal.check_in(bench.wall.at.date(), {"sleep": 7, "stress": 1, "water": 4}))
    bench.tell(lambda journal: journal.check_in(bench.wall.at.date(), {"support": 1}))
    bench.tell(lambda journal: journal.measure("weight", 82_500, bench.ago(hours=6)))
    bench.tell(lambda journal: journal.measure("height", 1_780, bench.ago(hours=6)))


def test_a_day_shows_all_that_was_kept_and_the_list_counts_the_same(bench: Bench) -> None:
    a_full_day(bench)
    bench.show()
    assert bench.page.list.nothing.text().startswith("No spasm so far. All else")
    bench.press(bench.page.list.days)
    assert bench.page.search.wanted == Wanted(days=True)
    assert not bench.page.list.days.isVisible()
    assert bench.names() == ["Friday, 20 November, Ordinary day, 9 entries, worst pain 3"]
    assert bench.page.detail.timeline.count.text() == "9 entries"
    assert bench.said() == [
        "08:05, Weight, 82.5 kg",
        "08:05, Height, 178 cm",
        "10:05, Walk, 10 min, pain from 3 to 1",
        "11:05, Pain, pain 2",
        "12:05, Doctor, Dr. Weber, strain",
        "14:05, Warning signs, none of them",
        "14:05, Check-in, sleep 7 h, stress a little",
        "14:05, Water, 4 glasses",
        "14:05, Lumbar support used",
    ]


@pytest.mark.parametrize(("line", "part"), [("Check-in", "day"), ("Water", "day"), ("Weight", "weight")])
def test_what_belongs_to_prevention_is_changed_there(bench: Bench, line: str, part: str) -> None:
    a_full_day(bench)
    bench.show()
    bench.press(bench.page.list.days)
    with bench.qtbot.waitSignal(bench.page.day_requested) as led:
        bench.press(bench.row(line))
    assert led.args == [bench.wall.at.date(), part]


def test_what_was_said_later_about_a_day_stands_at_its_end_without_a_time(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_pain(2, bench.ago(days=1)))
    bench.tell(lambda journal: journal.check_in(bench.ago(days=1).date(), {"sleep": 7}))
    bench.show()
    bench.press(bench.page.list.days)
    assert bench.said() == ["14:05, Pain, pain 2", "Check-in, sleep 7 h"]


def test_a_day_with_nothing_but_a_check_in_is_a_day(bench: Bench) -> None:
    bench.tell(lambda journal: journal.check_in(bench.ago(days=40).date(), {"sleep": 7}))
    bench.show()
    bench.press(bench.page.list.days)
    (name,) = bench.names()
    assert name.startswith("Sunday, 11 October, Ordinary day, 1 entry")


def test_a_search_looks_into_visits_and_opens_their_day(bench: Bench) -> None:
    spasm = bench.past(30, 25, note="strain of the back")
    bench.tell(lambda journal: journal.add_visit("doctor", bench.ago(days=3), name="Dr. Weber", diagnosis="strain"))
    bench.tell(lambda journal: journal.add_visit("massage", bench.ago(days=2), note="loosened"))
    bench.show()
    bench.type_in("STRAIN")
    visit, episode = bench.keys()
    assert (visit.startswith("visit:"), episode) == (True, spasm)
    assert bench.names()[0].startswith("Tuesday, 17 November, Doctor, Dr. Weber, strain")
    bench.press(bench.page.list.rows[0])
    assert bench.page.detail.title.text() == "Tuesday, 17 November"
    assert bench.said() == ["14:05, Doctor, Dr. Weber, strain"]
    bench.press(bench.page.list.rows[1])
    assert bench.page.detail.title.text() == "Spasm of 21 October"


# One episode ---------------------------------------------------------------------------------


def test_the_detail_tells_everything_in_it(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=30), places=["lower_left"], triggers=["lift"]))
    bench.tell(lambda journal: journal.record_check((), journal.running_log().episode.id))
    bench.tell(lambda journal: journal.log_spasm(9, bench.ago(hours=5)))
    bench.tell(lambda journal: journal.did("ice", bench.ago(hours=4), seconds=1200, before=7, after=6))
    bench.tell(lambda journal: journal.pause(bench.wall.at + timedelta(hours=1)))
    bench.show()
    detail = bench.page.detail
    assert {fact.name: fact.words for fact in detail.facts.shown} == {
        "Lasted": "2 days so far",
        "Worst pain": "9",
        "Where": "Lower back, left",
        "Set off by": "Lifted a weight",
        "What helped": "not said",
    }
    assert detail.timeline.page.text() == "day 2 of 2"
    assert bench.said() == [
        "09:05, New spasm, pain 9",
        "10:05, Ice, 20 min, pain from 7 to 6",
        "14:05, Warning signs, none of them",
        "14:05, Reminders paused, until 15:05",
    ]
    bench.press(detail.timeline.earlier)
    assert bench.said() == ["08:05, It began, lower back, left, pain 8"]
    assert not detail.timeline.earlier.isEnabled()


def test_each_line_opens_its_sheet(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=6)))
    bench.tell(lambda journal: journal.log_spasm(9, bench.ago(hours=5)))
    bench.tell(lambda journal: journal.did("ice", bench.ago(hours=4), before=7, after=6))
    bench.show()
    bench.press(bench.row("It began"))
    bench.sheet(EpisodeDialog).done(0)
    bench.press(bench.row("New spasm"))
    assert bench.sheet(FlareDialog).pain.chosen_level() == 9
    bench.sheet(FlareDialog).done(0)
    bench.press(bench.row("Ice"))
    sheet = bench.sheet(TreatmentDialog)
    assert (sheet.before.chosen_level(), sheet.after.chosen_level()) == (7, 6)
    bench.press(sheet.delete_button)
    assert [words.split(", ")[1] for words in bench.said()] == ["It began", "New spasm", "2 reminders went by"]
    bench.tell(lambda journal: journal.undo())
    assert any("Ice" in each for each in bench.said())


def test_reminders_that_went_by_are_one_line_a_day_that_opens(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8))
    bench.tell(lambda journal: journal.bring_up())
    bench.wall.at += timedelta(days=1)
    bench.tell(lambda journal: journal.bring_up())  # the window was shut all day
    bench.show()
    bench.press(bench.page.detail.timeline.earlier)
    (folded,) = [each for each in bench.said() if "went by" in each]
    before = len(bench.said())
    first, name, span = folded.split(", ")
    number = int(name.split()[0])
    assert name == f"{number} reminders went by"
    assert span.startswith(f"{first}–")
    bench.row(name).setFocus()
    bench.key(Qt.Key.Key_Space)
    opened = [each for each in bench.said() if "Went by:" in each]
    assert len(opened) == number
    assert len({each.split(", ")[0] for each in opened}) > 1, "each at its own time"
    assert (opened[0].split(", ")[0], opened[-1].split(", ")[0]) == tuple(span.split("–"))
    bench.press(bench.row(name))
    assert len(bench.said()) == before
    all_of_it = bench.tell(lambda journal: journal.kept(bench.keys()[0])).count("missed")
    assert f"{all_of_it} missed" in bench.page.detail.kept.text()


def test_visits_and_sessions_stand_in_the_episode_and_in_its_days(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=20)))
    bench.tell(lambda journal: journal.add_visit("doctor", bench.ago(hours=3), name="Dr. Weber", diagnosis="strain"))
    course = bench.tell(lambda journal: journal.begin_course("physio", begun=bench.ago(hours=4))).value
    bench.tell(lambda journal: journal.log_session(course.id, bench.ago(hours=2), before=6, after=4))
    bench.show()
    assert "11:05, Doctor, Dr. Weber, strain" in bench.said()
    assert "12:05, Physiotherapy, pain from 6 to 4" in bench.said()
    bench.press(bench.row("Dr. Weber"))
    sheet = bench.sheet(VisitDialog)
    bench.qtbot.keyClicks(sheet.note, "rest")
    bench.press(sheet.save_button)
    assert bench.tell(lambda journal: journal.visits_seen().past)[0].note == "rest"
    bench.choose(bench.page.search.menu(), "All days")
    assert any("Doctor, Dr. Weber" in each for each in bench.said())


def test_a_past_visit_is_added_from_here(bench: Bench) -> None:
    bench.show()
    bench.choose(bench.page.add_menu, "A visit")
    sheet = bench.sheet(VisitDialog)
    bench.press(sheet.who.chip("chiropractor"))
    bench.press(sheet.save_button)
    assert [each.who for each in bench.tell(lambda journal: journal.visits_seen().past)] == ["chiropractor"]


def test_an_episode_is_deleted_and_comes_back(bench: Bench) -> None:
    older = bench.past(60, 55)
    newer = bench.past(30, 25)
    bench.show()
    bench.choose(bench.page.detail.menu(), "Delete this spasm")
    assert bench.keys() == [older]
    assert bench.page.detail.title.text() == "Spasm of 21 September"
    assert bench.page.list.rows[0].hasFocus(), "and not Spasm now, where Enter would ask once more"
    bench.tell(lambda journal: journal.undo())
    assert bench.keys() == [newer, older]
    assert bench.page.list.current == older


def test_only_the_latest_can_be_opened_again(bench: Bench) -> None:
    bench.past(60, 55)
    newer = bench.past(3, 1)
    bench.show()
    bench.choose(bench.page.detail.menu(), "It is not over yet")
    assert bench.tell(lambda journal: journal.running_log()).episode.id == newer
    assert "running" in bench.names()[0]
    bench.press(bench.page.list.rows[1])
    assert [action.text() for action in bench.page.detail.menu().actions()] == ["Delete this spasm"]


def test_a_new_past_episode_is_opened(bench: Bench) -> None:
    bench.past(30, 25)
    bench.show()
    bench.choose(bench.page.add_menu, "A past spasm")
    sheet = bench.sheet(EpisodeDialog)
    bench.press(sheet.pain.cells[6])
    bench.press(sheet.save_button)
    bench.settle()
    assert len(bench.keys()) == 2
    assert bench.page.list.current == bench.keys()[0]
    assert bench.page.detail.title.text() == "Spasm of 18 November"


def test_the_day_stays_open_through_a_change(bench: Bench) -> None:
    bench.past(10, 5)
    bench.show()
    bench.press(bench.page.detail.timeline.later)
    bench.press(bench.page.detail.timeline.later)
    bench.tell(lambda journal: journal.log_pain(4, bench.ago(days=8)))
    assert bench.page.detail.timeline.page.text() == "day 3 of 6"
    assert bench.said() == ["14:05, Pain, pain 4"]


# Keyboard and width --------------------------------------------------------------------------


def test_the_list_by_keyboard(bench: Bench) -> None:
    older, newer = bench.past(60, 55), bench.past(30, 25)
    bench.show()
    bench.page.activateWindow()
    bench.page.search.line.setFocus()
    bench.key(Qt.Key.Key_Down)
    assert bench.page.focusWidget() is bench.page.list.rows[0]
    bench.key(Qt.Key.Key_Down)
    assert bench.page.list.current == older
    assert bench.page.detail.title.text() == "Spasm of 21 September"
    bench.key(Qt.Key.Key_Home)
    assert bench.page.list.current == newer
    bench.page.detail.change.setFocus()
    bench.key(Qt.Key.Key_Escape)
    assert bench.page.focusWidget() is bench.page.list.rows[0]


def test_with_little_room_the_detail_comes_after_the_list(bench: Bench) -> None:
    older = bench.past(60, 55)
    bench.past(30, 25)
    bench.page.resize(700, 600)
    bench.show()
    assert bench.page.list.isVisible()
    assert not bench.page.detail.isVisible()
    bench.press(bench.page.list.rows[1])
    assert not bench.page.list.isVisible()
    assert bench.page.detail.title.text() == "Spasm of 21 September"
    bench.press(bench.page.detail.back)
    assert bench.page.list.isVisible()
    assert bench.page.list.current == older
    bench.page.resize(1072, 800)
    bench.settle()
    assert bench.page.detail.isVisible()
    assert not bench.page.detail.back.isVisible()


def test_ten_years_are_asked_for_a_page_at_a_time(bench: Bench) -> None:
    records = list(example.history(bench.wall.at, years=10))
    bench.tell(lambda journal: journal.fill(records))
    bench.show()
    assert len(bench.keys()) == FIRST
    bench.press(bench.page.list.more)
    assert len(bench.keys()) == min(FIRST + MORE, bench.tell(lambda journal: journal.history_count()))
    bench.page.search.want(Wanted(days=True))
    bench.settle()
    month = len(bench.keys())
    assert month <= 62
    assert bench.page.list.more.text() == "Show earlier ones"
    bench.press(bench.page.list.more)
    assert month < len(bench.keys()) <= 93
