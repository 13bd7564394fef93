"""Care: what others do about the back, and what is done at home by their advice; a section at a time."""

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import at_hand
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import quiet
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.switcher import Switcher
from backtracker.ui.widgets.text import label

if TYPE_CHECKING:
    from backtracker.ui.pages.care_section import CareSection


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its words, English, translated when shown; and where the class that shows it lies."""

    key: str
    words: str
    icon: str
    module: str
    name: str

    def make(self, desk: Desk) -> "CareSection":
        """Import and build it."""
        made: CareSection = getattr(import_module(self.module), self.name)(desk)
        return made


_HERE = "backtracker.ui.pages."
SECTIONS = (
    Section("medicines", "Medicines", "medicine", f"{_HERE}care_medicines", "MedicinesSection"),
    Section("visits", "Visits", "doctor", f"{_HERE}care_visits", "VisitsSection"),
    Section("courses", "Courses", "massage", f"{_HERE}care_courses", "CoursesSection"),
    Section("exercises", "Exercises", "exercise", f"{_HERE}care_exercises", "ExercisesSection"),
    Section("injections", "Injections", "injection", f"{_HERE}care_injections", "InjectionsSection"),
    Section("questions", "Questions", "help", f"{_HERE}care_questions", "QuestionsSection"),
)
"""In the order in which they stand."""


class CarePage(Page):
    """The section that was open stays open. Each asks its one question when it is shown."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = ScrollPage(parent=self)
        whole.addWidget(self.area)
        self.how = quiet(translate("Care", "How"), "help")
        self.how.clicked.connect(lambda: self.guide_requested.emit(self.step_at_hand))
        head = QHBoxLayout()
        head.addWidget(label(translate("Care", "Care"), tokens.TITLE), 1)
        head.addWidget(self.how)
        self.area.column.addLayout(head)
        items = [(each.key, translate("Care", each.words), each.icon) for each in SECTIONS]
        self.switcher = Switcher(translate("Care", "Sections of this page"), items)
        self.switcher.chosen.connect(self.open)
        self.area.column.addWidget(self.switcher)
        self.area.column.addStretch(1)
        self.sections: dict[str, CareSection] = {}
        self.switcher.set_current(SECTIONS[0].key)

    @property
    def section(self) -> "CareSection":
        """The section that is open."""
        return self._section(self.switcher.current)

    @property
    def step_at_hand(self) -> str:
        """That of the open section."""
        return at_hand.OF_SECTION.get(self.switcher.current, "")

    def open(self, key: str) -> None:
        """Show the section ``key``, from its top."""
        self.switcher.set_current(key)
        self.area.verticalScrollBar().setValue(0)
        self.go_stale()

    def refresh(self) -> None:
        """Ask what the open section shows."""
        key = self.switcher.current
        section = self._section(key)
        self.desk.ask(section.question(), partial(self._fill, key), self)

    def _fill(self, key: str, seen: object) -> None:
        if key != self.switcher.current:
            return
        for other, section in self.sections.items():
            if other != key:
                section.hide()
        self._section(key).show_seen(seen)
        self._section(key).show()
        self.filled.emit()

    def _section(self, key: str) -> "CareSection":
        if key not in self.sections:
            made = next(each for each in SECTIONS if each.key == key).make(self.desk)
            made.hide()
            made.section_requested.connect(self.open)
            made.again_requested.connect(self.go_stale)
            self.sections[key] = made
            self.area.column.insertWidget(self.area.column.count() - 1, made)
        return self.sections[key]
