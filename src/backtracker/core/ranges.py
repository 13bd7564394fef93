"""The spans of time that can be looked at: so many days back, from a visit on, or all there is."""

from collections.abc import Sequence
from datetime import date, timedelta

RANGES = {"month": 30, "quarter": 90, "year": 365, "three": 3 * 365, "visit": 0, "visits": 0, "all": 0}
"""How many days each range goes back; 0 where it begins with a visit, or with the first record."""
VISITS_NEEDED = {"visit": 1, "visits": 2}
"""How many visits there must have been before a range that begins with one can be looked at."""


def span_of(range_: str, since: date, today: date, visits: Sequence[date]) -> tuple[date, date]:
    """The first and the last day of a range; the days of both visits count where it begins or ends with one.

    ``visits`` are their days, the latest first; without those that it needs, the range is all since ``since``.
    """
    days = RANGES[range_]
    if days:
        return max(since, today - timedelta(days=days)), today
    if range_ == "visits" and len(visits) > 1:
        return visits[1], visits[0]
    return (visits[0] if range_ == "visit" and visits else since), today
