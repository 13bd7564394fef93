"""The left rail: Spasm now on top of every page, the pages, Settings at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import DangerButton, NavButton

_MARGIN = 12


class Rail(QWidget):
    """``pages`` and ``foot`` are (key, icon, text). The window says with ``set_narrow`` when there is little room."""

    page_requested = Signal(str)
    spasm_requested = Signal()

    def __init__(
        self,
        pages: Sequence[tuple[str, str, str]],
        foot: Sequence[tuple[str, str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.spasm = DangerButton(translate("Rail", "Spasm now"), "spasm")
        self.buttons: dict[str, NavButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 16, _MARGIN + 1, 16)
        self._column.setSpacing(4)
        self._column.addWidget(self.spasm)
        self._column.addSpacing(16)
        for key, icon, words in pages:
            self._column.addWidget(self._line(key, icon, words))
        self._column.addStretch(1)
        for key, icon, words in foot:
            self._column.addWidget(self._line(key, icon, words))
        self.spasm.clicked.connect(self.spasm_requested)
        self.setAccessibleName(translate("Rail", "Pages"))

    def _line(self, key: str, icon: str, words: str) -> NavButton:
        button = NavButton(words, icon)
        button.clicked.connect(lambda: self.page_requested.emit(key))
        self.buttons[key] = button
        return button

    def set_current(self, key: str) -> None:
        """Mark the page that is open."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def narrow(self) -> bool:
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Signs only, 88 px wide, with words under that of Spasm now; or with words beside them, 208 px."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.spasm.set_narrow(narrow)
        self.spasm.setMinimumHeight(self.spasm.sizeHint().height())  # where it is tight, the others give way
        for button in self.buttons.values():
            button.set_narrow(narrow)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(tokens.RAIL_NARROW if self._narrow else tokens.RAIL), self._column.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._column.minimumSize().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("line"))
        painter.end()
