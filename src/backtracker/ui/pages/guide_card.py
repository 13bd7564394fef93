"""One step of the guide in full: how, with its drawings; what to watch; when to stop; on whose word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import guide
from backtracker.core.guide import Guidance
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.drawing import Drawing, Figure
from backtracker.ui.widgets.flow import FigureGrid
from backtracker.ui.widgets.painted import show_focus
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph, label

_NUMBER = 24
_WIDEST = 760


class GuideCard(ScrollPage):
    """``back_requested`` wants the list; ``step_requested`` the key of a neighbour."""

    back_requested = Signal()
    step_requested = Signal(str)

    def __init__(self, *, alone: bool = False, parent: QWidget | None = None) -> None:
        """``alone``: there is no way to the other steps."""
        super().__init__(parent=parent)
        self._alone = alone
        self.step: Guidance | None = None
        self.back = Button(translate("Guide", "All steps"), "link", "chevron-left")
        self.back.clicked.connect(self.back_requested)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.back.setVisible(not alone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that arrow keys and Page Down read on
        self._body = QWidget()
        self.column.addWidget(self._body)
        self.column.addStretch(1)
        self.drawings: list[Drawing] = []

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring, for people at the keyboard."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            show_focus(self, tokens.RADIUS, inside=True)

    def set_back(self, shown: bool) -> None:
        """Whether the list is elsewhere, and a way back needed."""
        self.back.setVisible(shown)

    def show_step(self, step: Guidance) -> None:
        """Another step, from its top."""
        if self.step is step:
            return
        self.step, self.drawings = step, []
        self.setAccessibleName(guide.title(step))
        body = QWidget()
        body.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN_CARDS_ROOMY)
        column.addLayout(self._head(step))
        if guide.urgent(step):
            column.addWidget(_said(translate("Guide", "Do not wait"), [guide.urgent(step)]))
        column.addWidget(self._how(step))
        if guide.stop(step):
            column.addWidget(_said(translate("Guide", "When to stop"), [guide.stop(step)]))
        column.addWidget(self._rest(step))
        if not self._alone:
            column.addLayout(self._neighbours(step))
        self.column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()
        self.verticalScrollBar().setValue(0)
        self.settle()

    def _head(self, step: Guidance) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        of = translate("Guide", "Step {n} of 18", n=guide.number(step))
        words.addWidget(label(f"{of} · {guide.part_title(step.part)}", tokens.SMALL, "quiet"))
        words.addWidget(Paragraph(guide.title(step), tokens.TITLE))
        words.addWidget(Paragraph(guide.what(step), tokens.LEAD, "quiet"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Badge(step.icon, step.tone), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _how(self, step: Guidance) -> Card:
        card = Card("main")
        if step.drawings:
            grid = FigureGrid(gap=20, most_columns=len(step.drawings))
            for each in step.drawings:
                figure = Figure(each.file, translate("guide", each.words))
                self.drawings.append(figure.drawing)
                grid.addWidget(figure)
            card.add_section(top=20, bottom=16).addLayout(grid)
        section = card.add_section(top=18, bottom=20, gap=10)
        section.addWidget(label(translate("Guide", "What to do"), tokens.HEADLINE))
        for number, words in enumerate(guide.how(step), start=1):
            section.addLayout(_numbered(number, words))
        return card

    def _rest(self, step: Guidance) -> Card:
        card = Card()
        if step.watch:
            section = card.add_section(gap=8)
            section.addWidget(label(translate("Guide", "What to watch"), tokens.HEADLINE))
            _add_lines(section, guide.watch(step))
        words = translate("Guide", "Source: {source}", source=guide.source(step))
        card.add_section(top=12, bottom=12).addWidget(Paragraph(words, tokens.SMALL, "quiet"))
        return card

    def _neighbours(self, step: Guidance) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        at = guide.ALL.index(step)
        before = guide.ALL[at - 1] if at else None
        after = guide.ALL[at + 1] if at + 1 < len(guide.ALL) else None
        if before is not None:
            row.addWidget(self._to(before, outlined(guide.short(before), "chevron-left")))
        row.addStretch(1)
        if after is not None:
            row.addWidget(self._to(after, Button(guide.short(after), "outlined", arrow="chevron-right")))
        return row

    def _to(self, step: Guidance, button: Button) -> Button:
        button.clicked.connect(lambda: self.step_requested.emit(step.key))
        return button


def _numbered(number: int, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(0)
    count = Paragraph(str(number), tokens.STRONG, "accent")
    count.setFixedWidth(theme.px(_NUMBER))
    line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(words, tokens.BODY), 1)
    return line


def _said(title: str, lines: list[str]) -> Card:
    """A card of the warning look: what can do harm looks like nothing else."""
    card = Card("warning")
    row = card.add_section(horizontal=True, sides=24, top=14, bottom=14, gap=14)
    row.addWidget(Sign("warning", "warning", 24), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(title, tokens.HEADLINE))
    _add_lines(words, lines)
    row.addLayout(words, 1)
    return card


def _add_lines(column: QBoxLayout, lines: list[str]) -> None:
    for words in lines:
        column.addWidget(Paragraph(words, tokens.BODY))
