"""One step of the guide over a form that it is about: read it, close it, and the form is as it was."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import guide
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.dialogs.place import centre, keep_on_screen
from backtracker.ui.pages.guide_card import GuideCard
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Line

SIZE = QSize(760, 620)
_FROM_EDGE = 48


class GuidanceDialog(QDialog):
    """The step ``key``."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(guide.title(guide.BY_KEY[key]))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.card = GuideCard(alone=True)
        self.card.show_step(guide.BY_KEY[key])
        self.close_button = outlined(translate("Guide", "Close"), height=tokens.CONTROL_POPUP)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 14, 28, 14)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card, 1)
        column.addWidget(Line())
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        edge = QSize(_FROM_EDGE, _FROM_EDGE)
        wanted = QSize(theme.px(SIZE.width()), theme.px(SIZE.height()))
        self.resize(wanted.boundedTo(self.screen().availableSize() - edge))
        centre(self)
        keep_on_screen(self)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        painter.end()
