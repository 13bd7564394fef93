"""The sheet for a new spasm inside an episode: its time, its pain, a note."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from backtracker.core.model import Flare
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import MomentField, NoteField, PainField
from backtracker.ui.dialogs.sheet import Deed, Sheet


class FlareDialog(Sheet):
    """Changes ``flare``; ``level`` is the pain that was logged with it, if any."""

    def __init__(self, desk: Desk, *, flare: Flare, level: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            translate("Dialogs", "Change: new spasm"),
            lead=translate("Dialogs", "A new spasm starts the ice phase again from its time."),
            parent=parent,
        )
        self.flare = flare
        self._asked = level
        words = translate("Dialogs", "When")
        self.moment_field = MomentField(words, flare.moment, desk.zone(), desk.local_now())
        self.add_row(words, self.moment_field)
        self.pain = PainField(translate("Dialogs", "Pain"), level, clearable=False)
        self.add_row(translate("Dialogs", "Pain"), self.pain, control_height=48)
        self.note = NoteField(flare.note)
        self.add_row(translate("Dialogs", "Note"), self.note)
        self.offer_delete(flare)

    def deed(self) -> Deed:
        """Store the changed flare with its reading."""
        changed = replace(self.flare, moment=self.moment_field.moment(), note=self.note.words())
        level = self.pain.chosen_level()
        old, asked = self.flare, self._asked
        return lambda journal: journal.change_flare(changed, level, was=old, asked=asked)

    def unsaved_words(self) -> bool:
        """The note."""
        return self.note.touched()
