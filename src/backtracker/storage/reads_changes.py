"""What is asked about changes that the person marked, and about trials on oneself.

Every answer is bounded and goes through an index. Imports ``core``, ``reads_care``,
``schema`` and ``shapes``.
"""

from sqlalchemy import ColumnElement, literal_column

from backtracker.core.marks import Mark
from backtracker.core.trial import Trial
from backtracker.storage.reads_care import CareReads
from backtracker.storage.schema import marks, trials
from backtracker.storage.shapes import MARKS, TRIALS

_ROWID: ColumnElement[int] = literal_column("rowid")
_MARKS = MARKS.live.order_by(marks.c.day.desc(), _ROWID.desc())
_TRIALS = TRIALS.live.order_by(trials.c.begins.desc(), _ROWID.desc())


class ChangeReads(CareReads):
    """Questions about changes and trials."""

    def marks(self, limit: int = 50) -> list[Mark]:
        """The marked changes, the latest day first."""
        return self._all(MARKS, _MARKS.limit(limit))

    def trials(self, limit: int = 20) -> list[Trial]:
        """The trials, the one that begins last first."""
        return self._all(TRIALS, _TRIALS.limit(limit))
