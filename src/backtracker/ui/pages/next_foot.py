"""The foot of the main card: what comes after, what went by, and the time with neither ice nor heat."""

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import steps, telling
from backtracker.core.model import EpisodeLog
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.pages.sign import Sign
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph, label


class NextFoot(QWidget):
    """Lines that are there only when they have something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.then = QWidget()
        self._items = FlowLayout(self.then, gap=10, row_gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.then.setSizePolicy(policy)
        column.addWidget(self.then)
        self.gap = Paragraph("", tokens.BODY, "quiet")
        column.addWidget(self.gap)

    def show_agenda(self, agenda: Agenda, log: EpisodeLog, zone: tzinfo) -> None:
        """What follows the present step, two of them at most."""
        coming = agenda.then if agenda.session is None else agenda.slots
        missed = telling.unseen_text(telling.unseen(agenda, log))
        self._show_row([slot for slot in coming if slot.step != "close"][:2], missed, agenda, zone)
        self.gap.setText(telling.gap_text(agenda, zone))
        self.gap.setVisible(bool(self.gap.text()))
        self.setVisible(any(words for _, words in self._shown) or bool(self.gap.text()))

    def _show_row(self, slots: list[Slot], missed: str, agenda: Agenda, zone: tzinfo) -> None:
        first = translate("Today", "After it") if agenda.session is not None else translate("Today", "Then")
        items = [(slot.step, telling.then_text(slot, agenda.now, zone)) for slot in slots]
        wanted = (("", first if items else ""), *items, ("", missed))
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._items.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (step, words) in enumerate(wanted):
            if words:
                if step and number > 1:
                    self._add(label("·", tokens.BODY, "quiet"))
                self._add(_item(step, words) if step else label(words, tokens.BODY, "quiet"))
        self.then.setVisible(self._items.count() > 0)

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
