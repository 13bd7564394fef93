"""The foot of the main card: what comes after, what went by, and the end of the ice phase."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import steps, telling
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph, label


class NextFoot(QWidget):
    """Lines that are there only when they have something to say."""

    ice_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._theme = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.then = QWidget()
        self._items = FlowLayout(self.then, gap=10, row_gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.then.setSizePolicy(policy)
        row.addWidget(self.then, 1)
        self.end_ice = Button(translate("Today", "Swelling is down, no more ice"), "link")
        self.end_ice.clicked.connect(self.ice_ended)
        row.addWidget(self.end_ice, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.gap = Paragraph("", tokens.BODY, "quiet")
        self.missed = Paragraph("", tokens.BODY, "quiet")
        for line in (self.gap, self.missed):
            line.setContentsMargins(0, 0, 0, 4)
            column.addWidget(line)

    def show_agenda(self, agenda: Agenda, zone: tzinfo) -> None:
        """What follows the present step, two of them at most."""
        coming = agenda.then if agenda.session is None else agenda.slots
        self._show_then([slot for slot in coming if slot.step != "close"][:2], agenda, zone)
        self.end_ice.setVisible(agenda.can_end_ice and agenda.session is None)
        for line, words in (
            (self.gap, telling.gap_text(agenda, zone)),
            (self.missed, telling.missed_text(len(agenda.missed)) if agenda.missed else ""),
        ):
            line.setText(words)
            line.setVisible(bool(words))
        self.setVisible(bool(self._shown) or agenda.can_end_ice or self.gap.text() != "" or self.missed.text() != "")

    def _show_then(self, slots: list[Slot], agenda: Agenda, zone: tzinfo) -> None:
        wanted = tuple((slot.step, telling.then_text(slot, agenda.now, zone)) for slot in slots)
        if wanted == self._shown and theme.current() is self._theme:
            return
        self._shown, self._theme = wanted, theme.current()
        while (item := self._items.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if wanted:
            first = translate("Today", "After it") if agenda.session is not None else translate("Today", "Then")
            self._add(label(first, tokens.BODY, "quiet"))
        for number, (step, words) in enumerate(wanted):
            if number:
                self._add(label("·", tokens.BODY, "quiet"))
            self._add(_item(step, words))
        self.then.setVisible(bool(wanted))

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
    sign = QLabel()
    sign.setPixmap(icons.pixmap(step.icon, step.tone, theme.px(18)))
    row.addWidget(sign)
    row.addWidget(label(words, tokens.BODY, "quiet"))
    return item
