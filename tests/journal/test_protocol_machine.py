"""The same lives on a journal with its file, where marks on disk and refusals are real."""

from tests.machine import Real, lived

HOURS = 1_500


def test_lives_on_a_journal_with_its_file() -> None:
    count = lived(Real, HOURS, lives=10)
    assert count["seconds"] >= HOURS * 3600
    for what in ("cards", "deeds", "restarts", "clock set", "sessions"):
        assert count[what] > 0, what
