"""What the sections of the Care page are made of: a row with a badge, words and buttons; a card with a heading."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout, empty, follow_width
from backtracker.ui.widgets.text import Paragraph

BESIDE, BESIDE_ONE = 640, 420
"""Px of a row's inside: with less, several buttons, or the one, stand under the words."""


class CareRow(QWidget):
    """A badge, a name, lines under it in quiet, and what can be done about it at the right."""

    def __init__(
        self,
        icon: str,
        tone: str,
        name: str,
        lines: Iterable[str] = (),
        buttons: Iterable[Button] = (),
        kind: Type = tokens.STRONG,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(Badge(icon, tone, 40), 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(1)
        self.name = Paragraph(name, kind)
        self.words.addWidget(self.name)
        self.lines = [Paragraph(line, tokens.BODY, "quiet") for line in lines if line]
        for line in self.lines:
            self.words.addWidget(line)
        self.words.addStretch(1)
        row.addLayout(self.words, 1)
        self.buttons = list(buttons)
        whole = Columns(self, shares=(1, 0), below=BESIDE if len(self.buttons) > 1 else BESIDE_ONE, gap=16, row_gap=10)
        whole.addWidget(left)
        if self.buttons:
            right = QWidget()
            flow = FlowLayout(right, gap=8)
            for button in self.buttons:
                flow.addWidget(button)
            whole.addWidget(right)
        follow_width(self)


def main_card(icon: str, tone: str, title: str, lines: Iterable[str], buttons: Iterable[Button]) -> Card:
    """The one card with the stronger outline: what to do next here."""
    card = Card("main")
    row = CareRow(icon, tone, title, lines, buttons, tokens.HEADLINE)
    card.add_section(top=20, bottom=20).addWidget(row)
    return card


def change_button(what: str, pressed: Callable[[], object]) -> Button:
    """Opens the sheet of ``what``."""
    button = outlined(translate("Care", "Change"), "pencil")
    button.setAccessibleName(translate("Care", "Change: {what}", what=what))
    button.clicked.connect(lambda _on: pressed())
    return button


class ListCard(Card):
    """A card with a heading and rows, a line between any two; ``nothing`` stands there without rows.

    ``button`` stands beside the heading, ``hint`` under it.
    """

    def __init__(
        self,
        title: str,
        nothing: str = "",
        button: Button | None = None,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.title = Paragraph(title, tokens.HEADLINE)
        head = self.add_section(top=14, bottom=12, gap=2)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        if hint:
            words.addWidget(Paragraph(hint, tokens.SMALL, "quiet"))
        if button is None:
            head.addLayout(words)
        else:
            head.setContentsMargins(24, 6, 24, 6)
            words.insertStretch(0, 1)
            words.addStretch(1)
            row = QHBoxLayout()
            row.addLayout(words, 1)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            head.addLayout(row)
        self.nothing = Paragraph(nothing, tokens.BODY, "quiet")
        head.addWidget(self.nothing)
        self.nothing.setVisible(bool(nothing))  # not before: without a parent it would be a window
        self._rows: list[QWidget] = []

    def add(self, row: QWidget) -> None:
        """One more row at the end."""
        self.nothing.hide()
        self.add_section(top=12, bottom=12).addWidget(row)
        self._rows.append(row)

    @property
    def rows(self) -> list[QWidget]:
        """The rows, in their order."""
        return list(self._rows)


class Filled(QWidget):
    """A column of cards that is built anew when what it shows has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ("", -1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.BETWEEN_CARDS)
        follow_width(self)

    def clear(self) -> None:
        """Take all cards away, and remember where the keyboard was."""
        self._held = self._keyboard()
        empty(self._column)

    def add_card(self, card: QWidget) -> None:
        """One more at the end."""
        self._column.addWidget(card)
        card.show()
        self.updateGeometry()

    def settle(self) -> None:
        """All are there: what had the keyboard gives it to what has taken its place."""
        name, at = self._held
        if at >= 0:
            self._give_keyboard(name, at)

    def _reachable(self) -> list[QPushButton]:
        return [each for each in self.findChildren(QPushButton) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _keyboard(self) -> tuple[str, int]:
        """The name of the button that has the keyboard, and the how manieth it is; -1 for none."""
        for at, button in enumerate(self._reachable()):
            if button.hasFocus():
                return button.accessibleName() or button.text(), at
        return "", -1

    def _give_keyboard(self, name: str, at: int) -> None:
        shown = [each for each in self._reachable() if each.isVisibleTo(self)]
        same = [each for each in shown if (each.accessibleName() or each.text()) == name]
        if same or shown:
            (same[0] if same else shown[min(at, len(shown) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def cards(self) -> list[QWidget]:
        """What is shown now."""
        found = [self._column.itemAt(at).widget() for at in range(self._column.count())]  # type: ignore[union-attr]
        return [each for each in found if each is not None]
