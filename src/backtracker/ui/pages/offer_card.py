"""A quiet card that offers something: a question with a line under it, and the answers beside it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.text import Paragraph

BESIDE = 640
"""Px of the card's inside: with less, the answers go under the words."""


class OfferCard(Card):
    """Hidden until a subclass has something to offer."""

    def __init__(self, question: str, line: str, answers: Iterable[Button], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Paragraph(question, tokens.STRONG))
        self.state = Paragraph(line, tokens.SMALL, "quiet")
        words.addWidget(self.state)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12, row_gap=4)
        for answer in answers:
            flow.addWidget(answer)
        row = Columns(shares=(1, 0), below=BESIDE, gap=18, row_gap=8, centred=True)
        row.addWidget(said)
        row.addWidget(buttons)
        self.add_section(top=12, bottom=12).addLayout(row)
        self.hide()
