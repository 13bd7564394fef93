"""Chips of what may have set a spasm off: the likely ones, the rest on demand, and the person's own words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backtracker.core import catalogue
from backtracker.core.model import Exposure
from backtracker.core.words import translate
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.chips import ChipGrid

LONGEST_OWN = 80


class _OwnLine(QLineEdit):
    """Enter adds what was typed and goes no further; a dialog's own Enter has to wait for an empty line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
            return
        super().keyPressEvent(event)


def more_words(all_shown: bool) -> tuple[str, str]:
    """Words and sign of the button that shows the rarer triggers, or folds them away again."""
    if all_shown:
        return translate("Spasm", "Fewer triggers"), "chevron-up"
    return translate("Spasm", "More triggers"), "more"


class TriggerPicker(QWidget):
    """Each press is told at once: ``toggled`` carries the trigger's key and whether it is chosen now."""

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._own: tuple[str, ...] = ()
        self._yes: frozenset[str] = frozenset()
        self._no: frozenset[str] = frozenset()
        self.grid = ChipGrid()
        self.grid.reserve(catalogue.label("trigger", each.key) for each in catalogue.TRIGGERS if each.likely)
        self.grid.toggled.connect(self._pressed)
        self.own_row = QWidget()
        row = QHBoxLayout(self.own_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.line = _OwnLine()
        self.line.setMaxLength(LONGEST_OWN)
        self.line.setPlaceholderText(translate("Spasm", "Something else, in your own words"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.entered.connect(self._add)
        self.add = outlined(translate("Spasm", "Add"), "plus")
        self.add.clicked.connect(self._add)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        self.own_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.grid)
        column.addWidget(self.own_row)
        self._fill()

    def shown(self) -> Sequence[str]:
        """The keys of the chips that stand there now."""
        return self.grid.order()

    def all_shown(self) -> bool:
        return self._all

    def show_all(self, wanted: bool = True) -> None:
        """Show the rarer ones too, and a line for the person's own."""
        self._all = wanted
        self.own_row.setVisible(wanted)
        self._fill()
        if wanted:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_own(self, keys: Iterable[str]) -> None:
        """Triggers that the person typed before."""
        self._own = tuple(keys)
        self._fill()

    def show_answers(self, exposures: Iterable[Exposure]) -> None:
        """Choose what was answered with yes for the two hours before the onset, and mark what was with no."""
        answers = {each.trigger: each.answer for each in exposures if not each.hours_before}
        self._yes = frozenset(key for key, answer in answers.items() if answer == "yes")
        self._no = frozenset(key for key, answer in answers.items() if answer == "no")
        self._fill()

    def _fill(self) -> None:
        entries = [each.key for each in catalogue.TRIGGERS if self._all or each.likely or each.key in self._yes]
        own = [key for key in self._own if self._all or key in self._yes]
        strange = sorted(key for key in self._yes if key not in entries and key not in own)
        keys = [*entries, *own, *strange]
        if list(self.grid.order()) != keys:
            self.grid.set_items(
                (key, catalogue.label("trigger", key), catalogue.entry("trigger", key).icon) for key in keys
            )
            self.updateGeometry()
        self.grid.set_chosen(self._yes)
        self.grid.set_refused(self._no)

    def _pressed(self, key: str, on: bool) -> None:
        self._yes = self._yes | {key} if on else self._yes - {key}
        self._no -= {key}
        self.grid.set_refused(self._no)
        self.toggled.emit(key, on)

    def _add(self) -> None:
        words = " ".join(self.line.text().split())
        if not words:
            return
        self.line.clear()
        same = {catalogue.label("trigger", each.key).casefold(): each.key for each in catalogue.TRIGGERS}
        key = same.get(words.casefold(), catalogue.OWN + words)
        if key not in self._own and key.startswith(catalogue.OWN):
            self._own = (key, *self._own)
        self._pressed(key, True)
        self._fill()
