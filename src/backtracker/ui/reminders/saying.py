"""A few words beside the tray: the program's own card, that can be closed and goes by itself."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.painted import round_corners, within
from backtracker.ui.widgets.text import Paragraph

WIDTH = 400
FROM_EDGE = 16
STAYS_MS = 12_000


class Saying(QWidget):
    """Never takes the keyboard; stays while the pointer is on it."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card("main", self)
        box.addWidget(card)
        row = card.add_section(horizontal=True, sides=16, top=14, bottom=14, gap=14)
        row.addWidget(Badge("bell", "accent", 44), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title = Paragraph("", tokens.HEADLINE)
        self.words = Paragraph("", tokens.BODY, "quiet")
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.close_button = sign_button("close", translate("Saying", "Close"))
        self.close_button.clicked.connect(self.hide)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)

    def say(self, title: str, words: str, near: QRect) -> None:
        """Say it beside ``near``, the icon on the screen, or at the bottom right where that is not known."""
        self.setWindowTitle(title)
        self.setAccessibleName(f"{title}. {words}")
        self.title.setText(title)
        self.words.setText(words)
        self.setFixedWidth(theme.px(WIDTH))
        self.setFixedHeight(self._box.totalHeightForWidth(self.width()))
        known = QGuiApplication.screenAt(near.center()) if near.isValid() else None
        room = (known or QGuiApplication.primaryScreen()).availableGeometry()
        area = QRect(QPoint(0, 0), self.size())
        area.moveBottomRight(room.bottomRight() - QPoint(FROM_EDGE, FROM_EDGE))
        if known is not None:
            area.moveCenter(QPoint(near.center().x(), area.center().y()))
            if near.center().y() < room.center().y():
                area.moveTop(max(near.bottom(), room.top()) + FROM_EDGE)
        edge = QRect(room).adjusted(FROM_EDGE, FROM_EDGE, -FROM_EDGE, -FROM_EDGE)
        self.move(within(area, edge))
        self.show()
        self.raise_()
        self._timer.start(STAYS_MS)

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start(STAYS_MS)
        else:
            self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, tokens.RADIUS_CARD)
