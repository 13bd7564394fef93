"""The sheet for a change: from which day on something was different, and what."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from backtracker.core.marks import LONGEST, Mark
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import DayField
from backtracker.ui.dialogs.sheet import Deed, Sheet


class MarkDialog(Sheet):
    """What changed, and since when. ``mark_id`` is the mark that is there once it is saved; empty when deleted."""

    def __init__(self, desk: Desk, *, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        lead = translate("Patterns", "Calm before it and since, side by side.")
        title = translate("Patterns", "A change") if mark is None else translate("Patterns", "Change: a change")
        super().__init__(desk, title, lead=lead, parent=parent)
        self.mark = mark
        self.mark_id = mark.id if mark else ""
        self.words = QLineEdit(mark.words if mark else "")
        self.words.setPlaceholderText(translate("Patterns", "Such as: started physiotherapy, a new mattress"))
        self.words.setAccessibleName(translate("Patterns", "What changed"))
        self.words.setMaxLength(LONGEST)
        self.add_row(translate("Patterns", "What changed"), self.words)
        here, today = desk.zone(), desk.local_now()
        self.day = DayField(translate("Patterns", "Since"), mark.day if mark else today.date(), here, today)
        self.add_row(translate("Patterns", "Since"), self.day)
        if mark is not None:
            self.offer_delete(mark)
        self.saved.connect(self._remember)

    def deed(self) -> Deed:
        """Mark it, or store the changed mark."""
        words, day, old = self.words.text(), self.day.chosen_day(), self.mark
        if old is None:
            return lambda journal: journal.mark(words, day)
        return lambda journal: journal.change_mark(replace(old, words=words, day=day), old)

    def removal(self) -> Deed:
        """Delete the mark."""
        self.mark_id = ""
        return super().removal()

    def unsaved_words(self) -> bool:
        """What changed."""
        return self.words.text().strip() != (self.mark.words if self.mark else "")

    def _remember(self, answer: object) -> None:
        value = getattr(answer, "value", None)
        if isinstance(value, Mark):
            self.mark_id = value.id
