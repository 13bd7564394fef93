"""The check-in of one whole day: every question with its chips, and a pager through the days."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from backtracker import tokens
from backtracker.core import habits
from backtracker.core.catalogue import OWN
from backtracker.core.habits import HabitDay
from backtracker.core.words import capitalized, translate, weekday_text
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import outlined, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.text import Paragraph, label


class AnswerRow(QWidget):
    """The chips of one question. ``pressed`` carries its key and the value, or None to make it unknown again."""

    pressed = Signal(str, object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.chips: dict[int, Chip] = {}
        flow = FlowLayout(self, gap=8)
        for step in habits.item(key).steps:
            chip = Chip(habits.step_words(step), centred=True)
            chip.setAccessibleDescription(habits.question(key))
            chip.clicked.connect(lambda on, value=step.value: self.pressed.emit(self.key, value if on else None))
            self.chips[step.value] = chip
            flow.addWidget(chip)
        follow_width(self)

    def show_value(self, value: int | None) -> None:
        """Mark the chip that stands for ``value``, or none."""
        chosen = None if value is None else habits.step_of(self.key, value).value
        for each, chip in self.chips.items():
            chip.setChecked(each == chosen)


class DayCard(Card):
    """``answered`` carries the day, a key, and a value or None. ``day_wanted`` asks for another day."""

    answered = Signal(object, str, object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.day = date.min
        self._today = date.min
        self.rows: dict[str, AnswerRow] = {}
        self._labelled: list[LabelledRow] = []
        section = self.add_section(top=10, bottom=18, gap=12)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.title = label("", tokens.HEADLINE)
        self.earlier = sign_button("chevron-left", translate("CheckIn", "The day before"))
        self.later = sign_button("chevron-right", translate("CheckIn", "The day after"))
        self.earlier.quick = self.later.quick = True
        self.earlier.clicked.connect(lambda: self.day_wanted.emit(self.day - timedelta(days=1)))
        self.later.clicked.connect(lambda: self.day_wanted.emit(self.day + timedelta(days=1)))
        head.addWidget(self.title, 1)
        head.addWidget(self.earlier)
        head.addWidget(self.later)
        section.addLayout(head)
        self.count = Paragraph("", tokens.BODY, "quiet")
        section.addWidget(self.count)
        self._section = section
        section.addWidget(LabelledRow(translate("CheckIn", "Your own"), self._build_own()))

    def _build_own(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self.own = QLineEdit()
        words = translate("CheckIn", "Such as: worked in the garden")
        self.own.setPlaceholderText(words)
        self.own.setAccessibleName(translate("CheckIn", "A question of your own"))
        self.own.setFixedWidth(theme.px(260))
        self.own.setMinimumHeight(theme.px(tokens.CONTROL))
        self.own.returnPressed.connect(self._add_own)
        add = outlined(translate("CheckIn", "It was so"), "plus")
        add.setAccessibleDescription(translate("CheckIn", "Answers it with yes; from now on it is asked each day."))
        add.clicked.connect(self._add_own)
        flow.addWidget(self.own)
        flow.addWidget(add)
        follow_width(holder)
        return holder

    def _add_own(self) -> None:
        words = " ".join(self.own.text().split())
        if words:
            self.own.clear()
            self.answered.emit(self.day, OWN + words, 1)

    def show_day(self, day: HabitDay, asked: tuple[str, ...], today: date) -> None:
        """What is known of ``day``: the questions that are ``asked``, and any other that has an answer."""
        self.day, self._today = day.day, today
        others = [key for key in day.answers if key not in asked and key not in habits.KEPT_SILENT]
        keys = (*asked, *sorted(others))
        if tuple(self.rows) != keys:
            self._make_rows(keys)
        for key, row in self.rows.items():
            row.show_value(day.value(key))
        name = habits.day_name(day.day, today)
        near = today - day.day <= timedelta(days=1)
        words = f"{weekday_text(day.day)}, {name}"
        shown = capitalized(name) if near else words
        self.title.setText(translate("CheckIn", "Check-in: {day}", day=shown))
        answered = sum(day.value(key) is not None for key in keys)
        if answered:
            told = translate(
                "CheckIn", "{n} of {all} answered. What is left open stays unknown.", n=answered, all=len(keys)
            )
        else:
            told = translate(
                "CheckIn", "Nothing is known of this day yet. A press answers, a second one takes it back."
            )
        self.count.setText(told)
        self.later.setEnabled(day.day < today)

    def _make_rows(self, keys: tuple[str, ...]) -> None:
        for old in self._labelled:
            old.hide()
            old.deleteLater()
        self._labelled, self.rows = [], {}
        for number, key in enumerate(keys):
            row = AnswerRow(key)
            row.pressed.connect(self._pass_on)
            labelled = LabelledRow(habits.label(key), row)
            labelled.setToolTip(habits.hint(key))
            self.rows[key] = row
            self._labelled.append(labelled)
            self._section.insertWidget(2 + number, labelled)

    def _pass_on(self, key: str, value: int | None) -> None:
        self.answered.emit(self.day, key, value)
