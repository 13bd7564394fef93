"""From a row of the log to the sheet that changes what it stands for. Sheets are imported when first opened."""

from PySide6.QtWidgets import QWidget

from backtracker.core.care.visits import Visit
from backtracker.core.model import Check, Flare, Reading, Treatment
from backtracker.ui.desk import Desk
from backtracker.ui.pages.entry_lines import Line


def open_sheet(desk: Desk, line: Line, parent: QWidget) -> None:
    """Open the sheet of what ``line`` stands for, with the pain that was asked for it."""
    record, (before, after) = line.record, line.asked
    if isinstance(record, Treatment) and record.kind == "medicine":
        from backtracker.ui.dialogs.dose import DoseDialog

        DoseDialog(desk, treatment=record, before=before, after=after, parent=parent).open()
    elif isinstance(record, Treatment):
        from backtracker.ui.dialogs.treatment import TreatmentDialog

        TreatmentDialog(desk, treatment=record, before=before, after=after, parent=parent).open()
    elif isinstance(record, Reading):
        from backtracker.ui.dialogs.reading import ReadingDialog

        ReadingDialog(desk, reading=record, parent=parent).open()
    elif isinstance(record, Flare):
        from backtracker.ui.dialogs.flare import FlareDialog

        FlareDialog(desk, flare=record, level=before, parent=parent).open()
    elif isinstance(record, Check):
        from backtracker.ui.dialogs.flags import FlagSheet

        FlagSheet(desk, check=record, parent=parent).open()
    elif isinstance(record, Visit):
        from backtracker.ui.dialogs.visit import VisitDialog

        VisitDialog(desk, visit=record, parent=parent).open()
    else:
        raise TypeError(f"no sheet for {type(record).__name__}")
