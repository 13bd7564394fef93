"""A page that scrolls when the window is too low for it, and is never wider than the window."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui.widgets.painted import Stage


class ScrollPage(QScrollArea):
    """Put cards into ``column``. Content that bends with the width gets the height it then needs."""

    def __init__(
        self,
        sides: int = tokens.PAGE_SIDE,
        top: int = tokens.PAGE_TOP,
        gap: int = tokens.BETWEEN_CARDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.content = Stage()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(sides, top, sides, 20)
        self.column.setSpacing(gap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.content)
        # The style sheet makes the viewport see-through: asking for it from Python costs 15 ms at the start.
        self.content.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.installEventFilter(self)
        self._sides, self._top = sides, top
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.content:
            self._fit_width()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab brings what it reaches into view; the keyboard passing on from what has gone moves nothing."""
        now, at = QApplication.focusWidget(), self.verticalScrollBar().value()
        moved = super().focusNextPrevChild(next)
        if now is not None and not now.isVisible():
            self.verticalScrollBar().setValue(at)
        return moved

    def settle(self) -> None:
        """Give what was put into the column its room now: left to itself, Qt may paint it squeezed once before."""
        self.column.activate()
        wide = self.content.width()
        needed = self.column.totalHeightForWidth(wide) if self.column.hasHeightForWidth() else 0
        if needed > self.content.height():
            self.content.resize(wide, needed)

    def _make_room(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin, so that cards keep their width when it comes and goes."""
        bar = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self.column.setContentsMargins(self._sides, self._top, max(0, self._sides - bar), 20)

    def _fit_width(self) -> None:
        """The page may not be narrower than its content, else the right edge would be cut."""
        wanted = self.content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        if self.minimumWidth() != wanted:
            self.setMinimumWidth(wanted)
