"""What speaks against what was set or is about to be done: a card of sentences under the warning sign."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from backtracker import tokens
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import empty
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph


class Advice(Card):
    """What speaks against what stands above it, a line each; it stands below, so that pressing on moves nothing."""

    def __init__(self) -> None:
        super().__init__("warning")
        row = self.add_section(horizontal=True, sides=20, top=12, bottom=12, gap=14)
        row.addWidget(Sign("warning", "warning", 24), 0, Qt.AlignmentFlag.AlignTop)
        self._said = QVBoxLayout()
        self._said.setSpacing(6)
        row.addLayout(self._said, 1)
        self.sentences: list[str] = []
        self.hide()

    def show_sentences(self, sentences: list[str]) -> None:
        """Say these, or nothing."""
        if sentences == self.sentences:
            return
        self.sentences = sentences
        empty(self._said)
        for sentence in sentences:
            self._said.addWidget(Paragraph(sentence, tokens.BODY))
        self.setAccessibleName(" ".join(sentences))
        self.setVisible(bool(sentences))
