"""The sheet for one pain level: a new one, or one that is there."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from backtracker.core.model import Reading
from backtracker.core.words import clock_text, day_text, translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import MomentField, NoteField, PainField, hint
from backtracker.ui.dialogs.places import PlacesField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.when import WhenChips

if TYPE_CHECKING:
    from backtracker.journal import Journal


class ReadingDialog(Sheet):
    """How bad it was, when, where, and a note. One that belongs to a spasm or a treatment keeps its time."""

    def __init__(self, desk: Desk, *, reading: Reading | None = None, parent: QWidget | None = None) -> None:
        asked = translate("Dialogs", "How bad was it?")
        super().__init__(desk, translate("Dialogs", "Change: pain") if reading else asked, parent=parent)
        self.reading = reading
        self.pain = PainField(asked, reading.level if reading else None, clearable=False)
        self.add_row(translate("Dialogs", "Pain"), self.pain, control_height=48)
        self.when: WhenChips | None = None
        self.moment_field: MomentField | None = None
        self._add_when(reading)
        self.where = PlacesField(reading.places if reading else ())
        self.where.grown.connect(self.fit)
        self.add_row(translate("Dialogs", "Where"), self.where)
        self.note = NoteField(reading.note if reading else "")
        self.add_row(translate("Dialogs", "Note"), self.note)
        if reading is not None:
            self.offer_delete(reading)

    def deed(self) -> Deed:
        """Record the level, or store the changed one."""
        level = self.pain.chosen_level()
        if level is None:
            raise UserError(translate("Dialogs", "Press a number from 0 to 10."))
        places, note, old = self.where.places(), self.note.words(), self.reading
        if old is not None:
            moment = self.moment_field.moment() if self.moment_field else old.moment
            changed = replace(old, level=level, moment=moment, places=places, note=note)
            return lambda journal: journal.edit(changed, old)
        at = self.when.moment() if self.when else None

        def record(journal: "Journal") -> object:
            return journal.log_pain(level, at, places=places, note=note)

        return record

    def unsaved_words(self) -> bool:
        """The note."""
        return self.note.touched()

    def _add_when(self, reading: Reading | None) -> None:
        words = translate("Dialogs", "When")
        if reading is None:
            self.when = WhenChips(self.desk.local_now)
            self.add_row(words, self.when)
        elif reading.role or reading.treatment_id:
            local = reading.moment.local
            said = translate("Dialogs", "{day}, {time}. It was asked for with something else, and moves with it.")
            self.add_row(words, hint(said.format(day=day_text(local.date()), time=clock_text(local))))
        else:
            self.moment_field = MomentField(words, reading.moment, self.desk.zone(), self.desk.local_now())
            self.add_row(words, self.moment_field)
