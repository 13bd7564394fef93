"""Words on a page: labels in the program's type, and paragraphs with its line height.

Colours are roles of the palette, so a label follows the theme without being told.
"""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.flow import FlowLayout, follow_width

_LONGEST_WORD = 180
_WIDTHS = 8
"""So many widths of a paragraph are remembered: layouts ask for the same few again and again."""
_ROLES = {
    "text": QPalette.ColorRole.WindowText,
    "quiet": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
    "warning": QPalette.ColorRole.BrightText,
}


def label(words: str, kind: Type = tokens.BODY, tone: str = "text", parent: QWidget | None = None) -> QLabel:
    """One line of text. ``tone`` is text, quiet, accent or warning."""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(kind))
    made.setForegroundRole(_ROLES[tone])
    made.setMinimumHeight(theme.px(kind.line))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


class Heading(QWidget):
    """A page's title with a quieter line beside it on the same base line; the line goes below when it is narrow."""

    def __init__(self, title: str = "", line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, tokens.TITLE)
        self.line = label(line, tokens.LEAD, "quiet")
        large, small = self.title.fontMetrics(), self.line.fontMetrics()
        drop = (large.ascent() - large.descent()) - (small.ascent() - small.descent())
        self.line.setContentsMargins(0, drop, 0, 0)
        row = FlowLayout(self, gap=13, row_gap=0, centred=True)
        row.addWidget(self.title)
        row.addWidget(self.line)
        follow_width(self)

    def set_words(self, title: str, line: str = "") -> None:
        """Another title and line."""
        self.title.setText(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))


class Paragraph(QLabel):
    """Text that wraps, with the line height of its type (a QLabel's lines stand too close).

    Breaking it into lines is the dearest part of laying out a page, so what was found is kept until words or
    type are others.
    """

    def __init__(
        self, words: str = "", kind: Type = tokens.BODY, tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._kind = kind
        self._found_for: tuple[str, QFont, float] | None = None
        self._counts: dict[int, int] = {}
        self._natural = self._longest = -1
        self._broken: tuple[int, QTextLayout] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(kind))
        self.setForegroundRole(_ROLES[tone])
        follow_width(self, QSizePolicy.Policy.Preferred)

    def set_kind(self, kind: Type) -> None:
        """Another type of the program's."""
        self._kind = kind
        self.setFont(theme.font(kind))
        self.updateGeometry()

    def _check_found(self) -> None:
        """Forget what was found for other words or another type."""
        wanted = self.text(), self.font(), theme.scale()
        if wanted != self._found_for:
            self._found_for, self._broken = wanted, None
            self._natural = self._longest = -1
            self._counts.clear()

    def _lines(self, width: int) -> QTextLayout:
        self._check_found()
        if self._broken is None or self._broken[0] != width:
            self._broken = width, self._break(width)
        return self._broken[1]

    def _break(self, width: int) -> QTextLayout:
        """The lines of the text; where the last would be one word, its neighbour comes down to it."""
        plain = self._lines_of(self.text(), width)
        head, space, last = self.text().rpartition(" ")
        if plain.lineCount() < 2 or not space or " " in self.text()[plain.lineAt(plain.lineCount() - 1).textStart() :]:
            return plain
        kept = self._lines_of(f"{head}\u00a0{last}", width)
        return kept if kept.lineCount() == plain.lineCount() else plain

    def _lines_of(self, words: str, width: float) -> QTextLayout:
        layout = QTextLayout(words, self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step = theme.px(self._kind.line)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        return layout

    def heightForWidth(self, width: int) -> int:
        self._check_found()
        count = self._counts.get(width)
        if count is None:
            if len(self._counts) == _WIDTHS:
                self._counts.clear()
            fits = self._natural_width() <= width and len(self.text().splitlines()) < 2
            count = self._counts[width] = 1 if fits else max(1, self._lines(width).lineCount())
        return count * theme.px(self._kind.line)

    def _natural_width(self) -> int:
        """The width of the text in one line, px."""
        self._check_found()
        if self._natural < 0:
            self._natural = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return self._natural

    def sizeHint(self) -> QSize:
        width = min(self._natural_width(), theme.px(520))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A word that is longer than a narrow page, such as the path of a file, is broken."""
        self._check_found()
        if self._longest < 0:
            metrics = self.fontMetrics()
            self._longest = max((metrics.horizontalAdvance(word) for word in set(self.text().split())), default=0)
        return QSize(min(self._longest, theme.px(_LONGEST_WORD)) + 2, theme.px(self._kind.line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._lines(self.width()).draw(painter, QPointF(0, 0))
        painter.end()
