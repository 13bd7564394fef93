"""The sheet for a visit: an appointment, one that was, or one that is there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from backtracker.core import catalogue
from backtracker.core.care.visits import LONGEST_NAME, Examination, Question, Visit, visit_name
from backtracker.core.model import LONGEST_NOTE, Moment
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.ahead import AheadField, NextField
from backtracker.ui.dialogs.fields import Choice, MomentField, NoteField, hint
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from backtracker.journal import Journal


class VisitDialog(Sheet):
    """Who, when, what came of it. ``planned`` asks for an appointment; one that is there says itself which it is."""

    def __init__(
        self, desk: Desk, *, visit: Visit | None = None, planned: bool = False, parent: QWidget | None = None
    ) -> None:
        self.visit = visit
        self.planned = visit.lies_ahead(desk.now()) if visit is not None else planned
        super().__init__(desk, self._title(), parent=parent)
        self._people_row: LabelledRow | None = None
        if visit is None:
            self.people = PeopleField()
            self.people.chosen.connect(self._take_person)
            self._people_row = self.add_row(translate("Care", "Seen before"), self.people)
            self._people_row.hide()
            desk.ask(lambda journal: journal.people(), self._offer_people, self)
        self.who = Choice("who", catalogue.WHO, [visit.who] if visit else (), single=True)
        self.who.grown.connect(self.fit)
        self.add_row(translate("Care", "Who"), self.who)
        self.name = QLineEdit(visit.name if visit else "")
        self.name.setPlaceholderText(translate("Care", "Name, if you like"))
        self.name.setAccessibleName(translate("Care", "Name of who it is"))
        self.name.setMaxLength(LONGEST_NAME)
        self.add_row(translate("Care", "Name"), self.name)
        self._add_when()
        self.questions = QuestionsField()
        self.questions.grown.connect(self.fit)
        self.diagnosis = QLineEdit(visit.diagnosis if visit else "")
        self.examinations = ExaminationsField(visit.examinations if visit else ())
        self.examinations.grown.connect(self.fit)
        self.again: NextField | None = None
        self._questions_row: LabelledRow | None = None
        if not self.planned:
            self._add_outcome()
        self.note = NoteField(visit.note if visit else "")
        self.add_row(translate("Care", "Note"), self.note)
        if not self.planned and (visit is None or not visit.said):
            self.again = NextField(translate("Care", "Next appointment"), desk.zone(), desk.local_now())
            self.again.grown.connect(self.fit)
            self.add_row(translate("Care", "Next one"), self.again)
        if visit is not None:
            self.offer_delete(visit)

    def deed(self) -> Deed:
        """Keep the visit, or store the changed one."""
        who = next(iter(self.who.keys()), "")
        name, note, diagnosis = self.name.text().strip(), self.note.words(), self.diagnosis.text().strip()
        moment, found = self.when.moment(), self.examinations.examinations()
        asked = self.questions.asked() if self.questions.ready else None
        again = self.again.moment() if self.again else None
        old = self.visit
        if old is None:

            def record(journal: "Journal") -> object:
                return journal.add_visit(
                    who, moment.at, name=name, note=note, diagnosis=diagnosis, examinations=found,
                    asked=asked or (), again=again.at if again else None,
                )  # fmt: skip

            return record
        changed = replace(
            old, moment=moment, who=who or old.who, name=name, note=note, diagnosis=diagnosis, examinations=found
        )
        return lambda journal: journal.change_visit(
            changed, was=old, asked=asked, again=again.at if again else None
        )  # fmt: skip

    def unsaved_words(self) -> bool:
        """Note, diagnosis, name, results."""
        old = self.visit
        there = (old.name, old.diagnosis) if old else ("", "")
        typed = (self.name.text().strip(), self.diagnosis.text().strip()) != there
        return typed or self.note.touched() or self.who.touched() or self.examinations.touched()

    def _offer_people(self, found: list[tuple[str, str]]) -> None:
        self.people.offer(found)
        if self._people_row is not None:
            self._people_row.setVisible(bool(found))
        self.fit()

    def _take_person(self, who: str, name: str) -> None:
        self.who.choose(who)
        self.name.setText(name)

    def _title(self) -> str:
        if self.visit is not None:
            return translate("Care", "Change: {what}", what=visit_name(self.visit))
        if self.planned:
            return translate("Care", "An appointment")
        return translate("Care", "A visit that was")

    def _add_when(self) -> None:
        words, here, today = translate("Care", "When"), self.desk.zone(), self.desk.local_now()
        there = self.visit.moment if self.visit else None
        if self.planned:
            proposed = (today + timedelta(days=1)).replace(hour=9, minute=0)
            self.when: MomentField = AheadField(words, there or Moment.of(proposed, here), here, today)
        else:
            self.when = MomentField(words, there or Moment.of(today, here), here, today)
        self.add_row(words, self.when)

    def _add_outcome(self) -> None:
        """What only a visit that was has: questions asked, a diagnosis, examinations."""
        self._questions_row = self.add_row(translate("Care", "Asked"), self.questions)
        self._questions_row.hide()
        self.diagnosis.setPlaceholderText(translate("Care", "What the doctor called it, if anything"))
        self.diagnosis.setAccessibleName(translate("Care", "Diagnosis"))
        self.diagnosis.setMaxLength(LONGEST_NOTE)
        self.add_row(translate("Care", "Diagnosis"), self.diagnosis)
        self.add_row(translate("Care", "Examinations"), self.examinations)
        id = self.visit.id if self.visit else ""
        self.desk.ask(lambda journal: _questions(journal, id), self._offer_questions, self)

    def _offer_questions(self, found: tuple[list[Question], list[Question]]) -> None:
        self.questions.offer(*found)
        if self._questions_row is not None:
            self._questions_row.setVisible(bool(self.questions.ticks))
        self.fit()


def _questions(journal: "Journal", visit_id: str) -> tuple[list[Question], list[Question]]:
    """On the worker: the open questions, and those that were asked at this visit."""
    asked = journal.store.questions_of(visit_id) if visit_id else []
    return journal.store.open_questions(), asked


class PeopleField(QWidget):
    """Those that were seen before: one press fills in who it is."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowLayout(self, gap=8)
        self.chips: list[Chip] = []
        follow_width(self)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """One chip for each."""
        for who, name in people:
            words = name or catalogue.label("who", who)
            chip = Chip(words, catalogue.entry("who", who).icon)
            chip.setAccessibleName(f"{catalogue.label('who', who)}, {name}" if name else words)
            chip.clicked.connect(partial(self._press, chip, who, name))
            self.chips.append(chip)
            self._row.addWidget(chip)

    def _press(self, pressed: Chip, who: str, name: str, _: bool = True) -> None:
        for chip in self.chips:
            chip.setChecked(chip is pressed)
        self.chosen.emit(who, name)


class QuestionsField(QWidget):
    """The open questions, to tick off those that were asked."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, Tick] = {}
        self.ready = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        follow_width(self)

    def offer(self, waiting: Iterable[Question], asked: Iterable[Question]) -> None:
        """Those ``asked`` here are ticked."""
        self.ready = True
        for question, on in (*((each, True) for each in asked), *((each, False) for each in waiting)):
            tick = Tick(question.words, on)
            self.ticks[question.id] = tick
            self._column.addWidget(tick)
        self.grown.emit()

    def asked(self) -> frozenset[str]:
        """The ids of those that are ticked."""
        return frozenset(id for id, tick in self.ticks.items() if tick.on)


class ExaminationsField(QWidget):
    """What was ordered, with a line for the result of each."""

    grown = Signal()

    def __init__(self, there: Iterable[Examination] = ()) -> None:
        super().__init__()
        self._start = tuple(there)
        self._results = {each.kind: each.result for each in self._start}
        self.kinds = Choice("examination", catalogue.EXAMINATIONS, self._results)
        self.kinds.changed.connect(self._fill)
        self.kinds.grown.connect(self.grown)
        self.lines: dict[str, QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.kinds)
        if not self._start:
            self._column.addWidget(hint(translate("Care", "Results can be added when they are in.")))
        follow_width(self)
        self._fill()

    def examinations(self) -> tuple[Examination, ...]:
        """What is chosen, in the order of the catalogue, each with what stands in its line."""
        order = {each.key: number for number, each in enumerate(catalogue.EXAMINATIONS)}
        chosen = sorted(self.kinds.keys(), key=lambda key: (order.get(key, len(order)), key))
        return tuple(Examination(key, self.lines[key].text() if key in self.lines else "") for key in chosen)

    def touched(self) -> bool:
        """Whether closing would lose typed words."""
        typed = {key: line.text().strip() for key, line in self.lines.items()}
        return self.kinds.touched() or any(words != self._results.get(key, "") for key, words in typed.items())

    def _fill(self) -> None:
        chosen = self.kinds.keys()
        for key in [key for key in self.lines if key not in chosen]:
            gone = self.lines.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key in sorted(chosen - self.lines.keys()):
            name = catalogue.label("examination", key)
            line = QLineEdit(self._results.get(key, ""))
            line.setPlaceholderText(translate("Care", "{what}: result, once it is in", what=name))
            line.setAccessibleName(translate("Care", "Result: {what}", what=name))
            line.setMaxLength(LONGEST_NOTE)
            self.lines[key] = line
            self._column.addWidget(line)
        self.updateGeometry()
        self.grown.emit()
