"""Which change of pain matters: 2 points or 30 %, whichever is less, and only downwards."""

import pytest

from backtracker.core.change import clearly_lower


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (8, 6, True),
        (8, 7, False),
        (8, 6.5, False),
        (8, 8, False),
        (7, 9, False),
        (6, 4.2, True),
        (5, 3.5, True),
        (5, 3.6, False),
        (3, 2, True),
        (4, 3, False),
        (0, 0, False),
        (0, 1, False),
        (1, 0, True),
    ],
)
def test_a_change_that_matters_is_two_points_or_thirty_percent(before: float, after: float, told: bool) -> None:
    assert clearly_lower(before, after) is told
