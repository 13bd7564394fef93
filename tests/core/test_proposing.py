"""What a form proposes, by tables: a past episode lies where no other was."""

from datetime import UTC, datetime

import pytest

from backtracker.core import proposing
from backtracker.core.model import Episode, Moment

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def episode(first: int, last: int | None) -> Episode:
    began = datetime(2026, 11, first, 8, tzinfo=UTC)
    ended = datetime(2026, 11, last, 20, tzinfo=UTC) if last else None
    return Episode(f"{first}", Moment(began), Moment(ended) if ended else None)


@pytest.mark.parametrize(
    ("others", "days"),
    [
        ((), (18, 19)),
        ((episode(20, None),), (18, 19)),
        ((episode(19, None),), (17, 18)),
        ((episode(16, 18),), (14, 15)),
        ((episode(16, 17),), (18, 19)),
        ((episode(16, 19), episode(14, 15)), (12, 13)),
        ((episode(14, 15), episode(16, 19)), (12, 13)),
        ((episode(18, 18), episode(10, 12)), (16, 17)),
    ],
)
def test_a_past_episode_lies_where_no_other_was(others: tuple[Episode, ...], days: tuple[int, int]) -> None:
    began, ended = proposing.past_episode(others, NOW)
    assert (began.day, ended.day) == days
    assert began < ended < NOW
    assert all(other.ended is None or ended < other.began.at or other.ended.at < began for other in others)
