"""Charts: a sentence, a picture and a table from the same numbers.

May import ``analysis``, ``core``, ``tokens``, ``paths``. Everything that needs matplotlib lies in ``drawn``
and is imported by the first drawing; sentences and tables come without it. No pyplot, no Qt.
"""

from typing import Any

from backtracker.charts.burden import BURDEN
from backtracker.charts.calendar import CALENDAR
from backtracker.charts.chart import Chart
from backtracker.charts.doses import DOSES
from backtracker.charts.episode import EPISODE
from backtracker.charts.hours import HOURS
from backtracker.charts.onset import ONSET
from backtracker.charts.prevention import PREVENTION
from backtracker.charts.recurrence import RECURRENCE
from backtracker.charts.relief import RELIEF
from backtracker.charts.series import SERIES
from backtracker.charts.trial import TRIAL
from backtracker.charts.triggers import TRIGGERS
from backtracker.charts.weeks import WEEKS
from backtracker.charts.where import WHERE

CHARTS: tuple[Chart[Any], ...] = (
    EPISODE, CALENDAR, ONSET, BURDEN, WEEKS, HOURS, RECURRENCE, TRIGGERS, RELIEF, WHERE, DOSES, PREVENTION, SERIES,
    TRIAL,
)  # fmt: skip
"""In the order in which pages and reports show them."""


def chart(key: str) -> Chart[Any]:
    """The chart of that key."""
    return next(each for each in CHARTS if each.key == key)
