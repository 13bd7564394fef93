"""The sheet for an injection that was given. What it did to the pain is worked out, not asked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from backtracker.core.model import Moment
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import MomentField, NoteField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from backtracker.journal import Journal


class InjectionDialog(Sheet):
    """When it was given, and what it was."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        lead = translate("Care", "How long it helps is worked out from your pain readings.")
        super().__init__(desk, translate("Care", "An injection"), lead=lead, parent=parent)
        words, here, today = translate("Care", "When"), desk.zone(), desk.local_now()
        self.when = MomentField(words, Moment.of(today, here), here, today)
        self.add_row(words, self.when)
        self.product = QLineEdit()
        self.product.setPlaceholderText(translate("Care", "What it was"))
        self.product.setAccessibleName(translate("Care", "What was injected"))
        self.product.setMaxLength(200)
        cortisone = translate("Care", "Cortisone")
        self.cortisone = Chip(cortisone, "injection")
        self.cortisone.clicked.connect(lambda on: self.product.setText(cortisone if on else ""))
        self.product.textChanged.connect(lambda typed: self.cortisone.setChecked(typed.strip() == cortisone))
        row = FlowLayout(gap=8)
        row.addWidget(self.cortisone)
        row.addWidget(self.product)
        self.add_row(translate("Care", "What"), row)
        self.note = NoteField()
        self.note.setPlaceholderText(translate("Care", "Where, by whom, anything worth keeping"))
        self.add_row(translate("Care", "Note"), self.note)

    def deed(self) -> Deed:
        """Record the injection."""
        at, product, note = self.when.moment().at, self.product.text().strip(), self.note.words()

        def record(journal: "Journal") -> object:
            return journal.log_injection(at, product=product, note=note)

        return record

    def unsaved_words(self) -> bool:
        """What it was, and the note."""
        return bool(self.product.text().strip()) or self.note.touched()
