"""The wall clock that a person lived by when something was recorded. Standard library only."""

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backtracker.core.model import Moment


def zone_at_entry(moment: Moment) -> tzinfo:
    """The named zone where it is known here and agrees with what was recorded, else the recorded offset."""
    offset = timedelta(seconds=moment.offset)
    if moment.zone:
        try:
            zone = ZoneInfo(moment.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return timezone(offset)
        if moment.at.astimezone(zone).utcoffset() == offset:
            return zone
    return timezone(offset)
