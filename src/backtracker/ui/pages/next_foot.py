"""The foot of the main card: what else is open, what comes after, what went by, the time with neither ice nor heat."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import steps, telling
from backtracker.core.model import EpisodeLog
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.flow import FlowLayout, empty, follow_width
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph, label

MOST = 2
LIFT = 8
"""Px between a line of words and the edge of the card, beside what a card leaves there for the row of steps."""


class NextFoot(QWidget):
    """Lines that are there only when they have something to say. ``chosen`` carries the open slot that was pressed.

    ``held`` is whether reminders wait for the end of do not disturb, said when it is next shown.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._open: dict[str, Slot] = {}
        self.open: list[Button] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.then = QWidget()
        self._items = FlowLayout(self.then, gap=10, row_gap=2)
        follow_width(self.then)
        column.addWidget(self.then)
        self.gap = Paragraph("", tokens.BODY, "quiet")
        column.addWidget(self.gap)
        self.held = False
        self.waits = Paragraph(translate("Today", "Reminders wait: do not disturb is on."), tokens.BODY, "quiet")
        column.addWidget(self.waits)

    def show_agenda(self, agenda: Agenda, log: EpisodeLog, zone: tzinfo, shown: Slot | None) -> None:
        """What is there besides the ``shown`` step, two others at most: what is open first."""
        missed = telling.unseen_text(telling.unseen(agenda, log), agenda.now, zone)
        others = [slot for slot in agenda.slots if slot.step != "close" and slot is not shown][:MOST]
        self._show_row(others, missed, agenda, zone)
        self.gap.setText(telling.gap_text(agenda, zone))
        self.gap.setVisible(bool(self.gap.text()))
        self.waits.setVisible(self.held)
        plain = self.held or bool(self.gap.text())  # a line of words, lower than the row of steps
        self._column.setContentsMargins(0, LIFT if self.then.isHidden() else 0, 0, LIFT if plain else 0)
        self.setVisible(not self.then.isHidden() or not self.gap.isHidden() or self.held)

    def _show_row(self, slots: list[Slot], missed: str, agenda: Agenda, zone: tzinfo) -> None:
        """*Also open* before those that can be answered now, which a press brings up; *Then* before what comes."""
        self._open = {slot.step: slot for slot in slots if slot.show <= agenda.now}
        after = translate("Today", "After it") if agenda.session is not None else translate("Today", "Then")
        items = []
        for what, head in (("open", translate("Today", "Also open")), ("then", after)):
            some = [slot for slot in slots if (slot.step in self._open) == (what == "open")]
            items += [("head", "", head)] if some else []
            items += [(what, slot.step, telling.then_text(slot, agenda.now, zone)) for slot in some]
        wanted = (*items, *([("said", "", missed)] if missed else []))
        if wanted != self._shown:
            self._shown = wanted
            self._fill(wanted)

    def _fill(self, wanted: tuple[tuple[str, str, str], ...]) -> None:
        empty(self._items)
        self.open = []
        before = ""
        for what, step, words in wanted:
            if what == before and what in ("then", "open"):
                self._add(label("·", tokens.BODY, "quiet"))
            before = what
            if what == "open":
                self._add(self._button(step, words))
            else:
                self._add(_item(step, words) if step else label(words, tokens.BODY, "quiet"))
        self.then.setVisible(bool(wanted))

    def _button(self, key: str, words: str) -> Button:
        button = Button(words, "link", steps.STEPS[key].icon)
        button.setAccessibleDescription(translate("Today", "Press to answer this one first"))
        button.clicked.connect(lambda: self.chosen.emit(self._open[key]))
        self.open.append(button)
        return button

    def _add(self, widget: QWidget) -> None:
        widget.setMinimumHeight(theme.px(32))
        self._items.addWidget(widget)
        widget.show()


def _item(key: str, words: str) -> QWidget:
    """The step's sign and its words."""
    step = steps.STEPS[key]
    item = QWidget()
    row = QHBoxLayout(item)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Sign(step.icon, step.tone, 18))
    row.addWidget(label(words, tokens.BODY, "quiet"))
    return item
