"""The button under the chart of calm: mark a change, choose which one to look at, change or delete it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backtracker.core.marks import Idea, Mark
from backtracker.core.words import day_text, translate
from backtracker.patterns import Seen
from backtracker.ui.desk import Desk
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.menu import Menu

MOST_LISTED = 8


class ChangeButton(Button):
    """``chosen`` carries the id of the mark to look at, or an empty text for none."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(translate("Patterns", "Before and after a change"), "text", "calendar", parent=parent)
        self._desk = desk
        self.set_menu(Menu(self))
        self._shown: tuple[object, ...] | None = None

    def show_seen(self, seen: Seen) -> None:
        """Offer what can be done about the marks of ``seen``."""
        offered = (tuple(seen.marks), seen.mark, tuple(seen.ideas))
        if offered == self._shown:
            return
        self._shown = offered
        today = self._desk.local_now().date()
        menu = Menu(self)
        menu.add(translate("Patterns", "Mark a change …"), self.ask, "plus")
        for idea in seen.ideas:
            words = translate("Patterns", "Mark: {words}, {day}", words=idea.words, day=day_text(idea.day, today=today))
            menu.add(words, partial(self.mark, idea), "plus")
        if seen.marks:
            menu.addSeparator()
        for mark in seen.marks[:MOST_LISTED]:
            words = translate(
                "Patterns", "Compare: {words}, {day}", words=mark.words, day=day_text(mark.day, today=today)
            )
            action = menu.add(words, partial(self.chosen.emit, mark.id))
            action.setCheckable(True)
            action.setChecked(mark == seen.mark)
        if seen.mark is not None:
            menu.add(translate("Patterns", "Compare nothing"), partial(self.chosen.emit, ""))
            menu.addSeparator()
            words = translate("Patterns", "Change: {words} …", words=seen.mark.words)
            menu.add(words, partial(self.ask, seen.mark), "pencil")
        self.set_popup(menu)

    def ask(self, mark: Mark | None = None) -> None:
        """Open the sheet for a new mark, or for one that is there."""
        from backtracker.ui.dialogs.mark import MarkDialog  # few ask

        sheet = MarkDialog(self._desk, mark=mark, parent=self.window())
        sheet.saved.connect(lambda _: self.chosen.emit(sheet.mark_id))
        sheet.open()

    def mark(self, idea: Idea) -> None:
        """Mark what is offered, and look at it."""
        self._desk.do(
            lambda journal: journal.mark(idea.words, idea.day), lambda done: self.chosen.emit(done.value.id), self
        )
