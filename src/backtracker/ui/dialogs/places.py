"""Where it hurt, for sheets: the places in words, and the drawing of the back on a press."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue
from backtracker.core.words import translate
from backtracker.ui.widgets.back_map import BackMap
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.text import label

_ROWS = (
    ("neck", "Neck"), ("upper", "Upper back"), ("mid", "Mid back"), ("lower", "Lower back"),
    ("buttock", "Buttocks"), ("leg", "Legs"),
)  # fmt: skip


def back_map(parent: QWidget | None = None) -> BackMap:
    """The drawing with its regions named from the catalogue."""
    names = {place.key: catalogue.label("place", place.key) for place in catalogue.PLACES}
    return BackMap(names, {key: translate("BackMap", words) for key, words in _ROWS}, parent)


class PlacesField(QWidget):
    """The chosen places in words; the drawing opens under them and stays open."""

    changed = Signal()
    grown = Signal()

    def __init__(self, places: Iterable[str] = (), *, opened: bool = False) -> None:
        super().__init__()
        self._other = frozenset(places)
        self.map = back_map(self)
        self.map.set_places(self._other)
        self._other -= self.map.places()
        self.map.changed.connect(self._say)
        self.map.changed.connect(self.changed)
        self.open_button = outlined(translate("Dialogs", "Show where"), "place")
        self.open_button.clicked.connect(self._open)
        self._words = label("", tokens.BODY, "quiet")
        self._words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.open_button)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.map)
        self.map.setVisible(opened)
        self.open_button.setVisible(not opened)
        self._say()

    def places(self) -> frozenset[str]:
        """What is chosen; places that the drawing does not know are kept."""
        return self.map.places() | self._other

    def _open(self) -> None:
        self.open_button.hide()
        self.map.show()
        self.updateGeometry()
        self.grown.emit()
        self.map.regions["lower_middle"].setFocus()

    def _say(self) -> None:
        chosen = catalogue.places_text(self.places())
        self._words.setText(chosen or translate("Dialogs", "Seen from behind: your left is left."))
