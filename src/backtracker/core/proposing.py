"""What a form proposes before a person says anything. Standard library only."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from backtracker.core.model import Episode

FROM, TO = time(9), time(18)


def past_episode(episodes: Iterable[Episode], local_now: datetime) -> tuple[datetime, datetime]:
    """When a past episode may have begun and ended: two days up to yesterday, or before the ``episodes`` there are.

    Both are wall-clock times with the zone of ``local_now``. They touch no day of the others.
    """
    last = local_now.date() - timedelta(days=1)
    for episode in sorted(episodes, key=lambda each: each.began.at, reverse=True):
        ended = episode.ended.day if episode.ended else local_now.date()
        if ended >= last - timedelta(days=1) and episode.began.day <= last:
            last = episode.began.day - timedelta(days=1)
    first = last - timedelta(days=1)
    zone = local_now.tzinfo
    return datetime.combine(first, FROM, tzinfo=zone), datetime.combine(last, TO, tzinfo=zone)
