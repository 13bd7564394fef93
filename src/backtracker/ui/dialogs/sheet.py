"""The sheet: a modal dialog in the program's own look, the base of all that record or change something.

A title, rows of questions, one sentence in place when something is wrong, then Save and Cancel,
and Delete where there is something to delete. It closes only once the change is on disk; a
refusal leaves everything as it was typed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.records import Record
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui import icons, theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.place import centre, keep_on_screen
from backtracker.ui.widgets.buttons import outlined, primary, quiet
from backtracker.ui.widgets.card import Line
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import Journal

Deed = Callable[["Journal"], Any]

WIDTH = 860
_SIDES = 28
_FROM_EDGE = 24  # px that stay free around it


class Sheet(QDialog):
    """Rows go into it with :meth:`add_row`; a subclass says what to save in :meth:`deed`.

    ``saved`` carries what the deed returned, once it is on disk.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, title: str, *, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._asked_to_leave = False
        self._had_keyboard: QWidget | None = None
        self._deletable: Record | None = None
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scroll = ScrollPage(sides=_SIDES, top=4, gap=16)
        self._scroll.content.installEventFilter(self)
        self.rows = self._scroll.column
        self.rows.addStretch(1)
        self._standing, self._trouble, self._above_standing = _Notice(), _Notice(), Line()
        self._above_standing.hide()
        self.save_button = primary(translate("Sheet", "Save"), "check", tokens.CONTROL_POPUP)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = outlined(translate("Sheet", "Cancel"), height=tokens.CONTROL_POPUP)
        self.cancel_button.clicked.connect(self.reject)
        self.delete_button = quiet(translate("Sheet", "Delete"), "trash", tokens.CONTROL_POPUP)
        self.delete_button.clicked.connect(self.delete)
        self.delete_button.hide()
        self.how_button = quiet(translate("Sheet", "How"), "help", tokens.CONTROL_POPUP)
        self.how_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title, lead))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._above_standing)
        column.addWidget(self._standing)
        column.addWidget(self._trouble)
        column.addWidget(Line())
        column.addLayout(self._foot())

    # For subclasses --------------------------------------------------------------------------

    def add_row(self, words: str, content: QWidget | QLayout, control_height: int = tokens.CONTROL) -> LabelledRow:
        """A question at the left, what answers it beside it."""
        row = LabelledRow(words, _held(content), control_height)
        row.installEventFilter(self)
        self.rows.insertWidget(self.rows.count() - 1, row)
        return row

    def deed(self) -> Deed:
        """What Save does, from what is in the fields now. May raise :class:`UserError`."""
        raise NotImplementedError

    def removal(self) -> Deed:
        """What Delete does: the record that was given to :meth:`offer_delete` goes."""
        record = self._deletable
        if record is None:
            raise ValueError("nothing was offered to be deleted")
        return lambda journal: journal.delete(record)

    def offer_delete(self, record: Record | None = None) -> None:
        """Show the button that deletes ``record``; undo brings it back, so it asks nothing."""
        self._deletable = record
        self.delete_button.show()

    def offer_how(self, key: str) -> None:
        """Show the button, and let F1, open the step ``key`` of the guide over the sheet."""
        self.how_button.clicked.connect(lambda: show_how(key, self))
        self.how_button.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.how_button.show()

    def stand_by_save(self, sentence: str, icon: str = "info") -> None:
        """Show what is to be known before saving above the buttons, where it is seen however far the rows scroll.

        An empty ``sentence`` takes it away. The rows say it too, so a screen reader is told nothing here.
        """
        self._standing.say(sentence, icon)
        self._above_standing.setVisible(bool(sentence))

    def stands_by_save(self) -> str:
        """The sentence that stands there now, or an empty text."""
        return self._standing.words.text() if not self._standing.isHidden() else ""

    def unsaved_words(self) -> bool:
        """Whether closing now would lose words, or more presses than anyone would make again."""
        return False

    # What happens ----------------------------------------------------------------------------

    def save(self) -> None:
        """Hand the deed in; close once it is on disk, or say what is wrong and stay."""
        self._hand_in(self.deed)

    def delete(self) -> None:
        """Take the thing away and close."""
        self._hand_in(self.removal)

    def reject(self) -> None:
        """Close without saving; typed words are asked about once, in place."""
        if self.unsaved_words() and not self._asked_to_leave:
            self._asked_to_leave = True
            self.cancel_button.setText(translate("Sheet", "Throw away"))
            self.show_trouble(translate("Sheet", "What you entered is not saved. Save it, or throw it away."), "info")
            return
        super().reject()

    def show_trouble(self, sentence: str, icon: str = "warning") -> None:
        """Say it in place, and to a screen reader; the fields stay as they are."""
        self._set_busy(False)
        if self._had_keyboard is not None and shiboken6.isValid(self._had_keyboard):
            self._had_keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_keyboard = None
        self._trouble.say(sentence, icon)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._trouble.words, sentence))
        self.fit()

    def trouble(self) -> str:
        """The sentence that stands there now, or an empty text."""
        return self._trouble.words.text() if not self._trouble.isHidden() else ""

    def fit(self) -> None:
        """Take the height that the rows need, as far as the screen or the window behind has room."""
        room = self._room()
        width = min(theme.px(WIDTH), room.width())
        self.setMinimumWidth(min(width, theme.px(420)))
        rows = self._rows_height(width - 2 * _SIDES)
        others = self._head_height + self._foot_height + 1
        for notice in (self._standing, self._trouble):
            notice.setFixedHeight(notice.height_for(width))
            others += 0 if notice.isHidden() else notice.height()
        self.resize(width, min(rows + others, room.height()))
        keep_on_screen(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves from everywhere, also from a field of several lines."""
        strong = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if strong and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What grows in a row makes the row grow, and the sheet with it."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            if watched is self._scroll.content:
                self.fit()
            else:
                watched.updateGeometry()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        centre(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.end()

    def _hand_in(self, making: Callable[[], Deed]) -> None:
        if not self.save_button.isEnabled():
            return
        try:
            deed = making()
        except UserError as refused:
            self.show_trouble(str(refused))
            return
        self._had_keyboard = self.focusWidget()  # a button that is switched off would give it away
        self._set_busy(True)
        self.desk.do(deed, self._done, self, self.show_trouble)

    def _done(self, answer: object) -> None:
        self.saved.emit(answer)
        self.accept()

    def _set_busy(self, busy: bool) -> None:
        for button in (self.save_button, self.delete_button):
            button.setEnabled(not busy)

    def _room(self) -> QSize:
        edge = 2 * _FROM_EDGE
        screen = self.screen().availableSize() - QSize(edge, edge)
        above = self.parentWidget()
        if above is None:
            return screen
        return screen.boundedTo(above.window().size().expandedTo(QSize(640, 480)) - QSize(edge, edge))

    def _rows_height(self, width: int) -> int:
        """What the rows take at ``width``; asked of each, because the layout's margins depend on the scroll bar."""
        shown = [row for row in self.findChildren(LabelledRow) if not row.isHidden()]
        gaps = self.rows.spacing() * len(shown)  # one more before the stretch at the end
        margins = self.rows.contentsMargins()
        return sum(row.heightForWidth(width) for row in shown) + gaps + margins.top() + margins.bottom()

    def _head(self, title: str, lead: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(_SIDES, 22, _SIDES, 14)
        head.setSpacing(2)
        head.addWidget(label(title, tokens.POPUP))
        self._head_height = 36 + theme.px(tokens.POPUP.line)
        if lead:
            head.addWidget(label(lead, tokens.LEAD, "quiet"))
            self._head_height += 2 + theme.px(tokens.LEAD.line)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDES, 14, _SIDES, 14)
        foot.setSpacing(12)
        foot.addWidget(self.delete_button)
        foot.addWidget(self.how_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        self._foot_height = 28 + theme.px(tokens.CONTROL_POPUP)
        return foot


class _Notice(QWidget):
    """A sentence above the buttons, with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "warning"
        self._sign = QLabel()
        self.words = Paragraph("", tokens.STRONG)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDES, 12, _SIDES, 14)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, sentence: str, icon: str) -> None:
        self._sign.setPixmap(icons.pixmap(icon, "warning" if icon == "warning" else "quiet", theme.px(20)))
        self.words.setText(sentence)
        self.setVisible(bool(sentence))

    def height_for(self, width: int) -> int:
        return self.words.heightForWidth(width - 2 * _SIDES - theme.px(20) - 10) + 26


def show_how(key: str, parent: QWidget) -> None:
    """The step ``key`` of the guide over ``parent``."""
    from backtracker.ui.dialogs.guidance import GuidanceDialog  # few ask

    GuidanceDialog(key, parent).open()


def _held(content: QWidget | QLayout) -> QWidget:
    """``content`` as a widget that passes on how high it is at a width."""
    if isinstance(content, QWidget):
        return content
    holder = QWidget()
    holder.setLayout(content)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(content.hasHeightForWidth())
    holder.setSizePolicy(policy)
    return holder
