"""How often each place was named, and how bad it was there."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.analysis.where import where_of
from backtracker.core.catalogue import PLACES
from backtracker.core.model import Episode, EpisodeSummary, Moment


def summaries(*spasms: tuple[str, int | None]) -> list[EpisodeSummary]:
    """Each with its places, parted by spaces, and its worst level."""
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return [
        EpisodeSummary(Episode(str(n), Moment(start + timedelta(days=9 * n)), places=frozenset(words.split())), worst)
        for n, (words, worst) in enumerate(spasms)
    ]


def test_every_place_is_there() -> None:
    found = where_of([])
    assert [place.key for place in found.places] == [place.key for place in PLACES]
    assert {(place.spasms, place.worst) for place in found.places} == {(0, None)}
    assert (found.spasms, found.placed, found.highest, found.usual, found.missing) == (0, 0, 0, (), 5)


def test_counts_and_the_middle_of_the_worst() -> None:
    found = where_of(
        summaries(("lower_left", 8), ("lower_left lower_middle", 5), ("lower_left", None), ("", 9), ("neck_left", None))
    )
    places = {place.key: (place.spasms, place.worst) for place in found.places if place.spasms}
    assert places == {"lower_left": (3, 6.5), "lower_middle": (1, 5), "neck_left": (1, None)}
    assert (found.spasms, found.placed, found.highest, found.missing) == (5, 4, 3, 1)
    assert found.usual == ()  # four with a place are too few


@pytest.mark.parametrize(
    ("spasms", "usual"),
    [
        (["a"] * 3 + ["b"] * 2, ["a"]),
        (["a b"] * 3 + ["b"] * 2, ["b", "a"]),
        (["a"] * 3 + ["b"] * 3, []),
        (["a"] * 4, []),
        (["a"] * 3 + ["b"] * 2 + [""] * 20, ["a"]),
    ],
)
def test_the_usual_place_is_named_in_more_than_half(spasms: list[str], usual: list[str]) -> None:
    named = {"a": "lower_left", "b": "mid_right"}
    some = [(" ".join(named[each] for each in words.split()), 5) for words in spasms]
    assert [place.key for place in where_of(summaries(*some)).usual] == [named[each] for each in usual]


def test_a_place_from_elsewhere_stands_last() -> None:
    found = where_of(summaries(("shoulder", 4)))
    assert found.places[-1].key == "shoulder"
    assert len(found.places) == len(PLACES) + 1
