"""Which change of pain matters to a person. Standard library only."""

POINTS, SHARE = 2, 0.30
"""A change that matters: 2 points or 30 %. Source: Ostelo 2008, Spine 33:90."""


def clearly_lower(before: float, after: float) -> bool:
    """Whether pain fell from ``before`` to ``after`` by as much as matters: by :data:`POINTS` or :data:`SHARE`."""
    return after < before and (before - after >= POINTS or before - after >= SHARE * before)
