"""A row with its label at the left (rule 9): the label column is the same for all rows of a card."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.text import label

_NARROW = 704  # px of the row: with less, eleven pain cells do not fit beside the label, and it stands above


class LabelledRow(QWidget):
    """``words`` in the column of 160, centred on the first ``control_height`` px of ``content``."""

    def __init__(self, words: str, content: QWidget, control_height: int = tokens.CONTROL) -> None:
        super().__init__()
        self.words = label(words, tokens.HEADLINE, parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.words.setBuddy(content)
        self.content = content
        self._control_height = control_height
        content.setParent(self)
        follow_width(self, down=QSizePolicy.Policy.Minimum)

    def _beside(self, width: int) -> bool:
        return width >= theme.px(_NARROW)

    def _column(self) -> int:
        return theme.px(tokens.LABEL_COLUMN)

    def _content_height(self, width: int) -> int:
        if self.content.hasHeightForWidth():
            return self.content.heightForWidth(width)
        return self.content.sizeHint().height()

    def heightForWidth(self, width: int) -> int:
        if self._beside(width):
            return self._content_height(width - self._column())
        return theme.px(tokens.HEADLINE.line) + 6 + self._content_height(width)

    def sizeHint(self) -> QSize:
        hint = self.content.sizeHint()
        return QSize(hint.width() + self._column(), self._content_height(hint.width()))

    def minimumSizeHint(self) -> QSize:
        width = max(self.content.minimumSizeHint().width(), self.words.sizeHint().width())
        return QSize(width, self.content.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._beside(self.width()):
            column = self._column()
            self.words.setGeometry(0, 0, column, theme.px(self._control_height))
            self.content.setGeometry(column, 0, self.width() - column, self.height())
        else:
            top = theme.px(tokens.HEADLINE.line)
            self.words.setGeometry(0, 0, self.width(), top)
            self.content.setGeometry(0, top + 6, self.width(), self.height() - top - 6)
        if event.oldSize().width() != self.width():
            self.updateGeometry()
