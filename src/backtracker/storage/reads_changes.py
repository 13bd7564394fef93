"""What is asked about changes that the person marked.

Every answer is bounded and goes through an index. Imports ``core`` and ``shapes``.
"""

from sqlalchemy import ColumnElement, literal_column

from backtracker.core.marks import Mark
from backtracker.storage.reads_care import CareReads
from backtracker.storage.schema import marks
from backtracker.storage.shapes import MARKS

_ROWID: ColumnElement[int] = literal_column("rowid")
_MARKS = MARKS.live.order_by(marks.c.day.desc(), _ROWID.desc())


class ChangeReads(CareReads):
    """Questions about changes."""

    def marks(self, limit: int = 50) -> list[Mark]:
        """The marked changes, the latest day first."""
        return self._all(MARKS, _MARKS.limit(limit))
