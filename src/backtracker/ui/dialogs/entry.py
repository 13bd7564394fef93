"""The sheet for an entry that can only be read and deleted: an answer to a reminder."""

from PySide6.QtWidgets import QWidget

from backtracker.core.model import Act
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import hint
from backtracker.ui.dialogs.sheet import Deed, Sheet


class EntryDialog(Sheet):
    """Says what ``record`` is; it can be deleted."""

    def __init__(
        self, desk: Desk, *, record: Act, title: str, when: str, detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent=parent)
        self.record = record
        self.add_row(translate("Dialogs", "When"), hint(when))
        if detail:
            self.add_row(translate("Dialogs", "What"), hint(detail))
        self.save_button.hide()
        self.cancel_button.setText(translate("Dialogs", "Close"))
        self.cancel_button.setDefault(True)
        self.offer_delete(record)

    def deed(self) -> Deed:
        """Nothing is to be saved: Ctrl+Enter closes."""
        return lambda journal: None
