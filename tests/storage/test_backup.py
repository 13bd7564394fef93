"""Copies that can be relied on, and which of them stay."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backtracker.errors import StoreError
from backtracker.storage import backup, copies
from backtracker.storage.store import Store
from tests.storage.records import NOW, at, episode, reading


@pytest.fixture
def filled(path: Path) -> Path:
    with Store.open(path, NOW) as store:
        store.bulk([episode(), *(reading(n % 11, at(hours=n), note=f"note {n}") for n in range(200))], NOW)
    return path


def test_a_copy_holds_what_the_file_holds_and_opens_as_one(filled: Path, tmp_path: Path) -> None:
    copy = backup.copy(filled, tmp_path / "backups", NOW + timedelta(milliseconds=7), "daily")
    assert copy.name == "backtracker-20261012T100000007Z-daily.db"
    assert copies.made_at(copy) == NOW + timedelta(milliseconds=7)
    with Store.open(filled, NOW) as store, Store.open(copy, NOW) as twin:
        assert twin.check() == []
        assert twin.counts() == store.counts()
        assert twin.sheet(NOW, at(days=30).at) == store.sheet(NOW, at(days=30).at)


def test_a_copy_of_a_copy_is_sealed_anew(filled: Path, tmp_path: Path) -> None:
    copy = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    with Store.open(copy, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading())
    second = backup.copy(copy, tmp_path / "backups", NOW, "again")
    backup.verify(second)
    with Store.open(second, NOW) as store:
        assert store.counts()["readings"] == 201


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
def test_a_copy_is_private_whatever_the_umask(filled: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        copy = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    finally:
        os.umask(before)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_writer_does_not_hold_up_a_copy_and_what_he_has_not_finished_is_not_in_it(
    filled: Path, tmp_path: Path
) -> None:
    with Store.open(filled, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading())
        copy = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    with Store.open(copy, NOW) as twin:
        assert twin.counts()["readings"] == 200


def test_a_flipped_bit_that_sqlite_does_not_see_is_noticed(filled: Path, tmp_path: Path) -> None:
    copy = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    content = copy.read_bytes()
    copy.write_bytes(content.replace(b"note 150", b"note 151"))
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(StoreError, match="damaged"):
        backup.verify(copy)


def test_a_copy_that_lost_rows_or_a_table_is_noticed(filled: Path, tmp_path: Path) -> None:
    for number, loss in enumerate(("DELETE FROM readings WHERE level = 3", "DROP TABLE checks", "DROP TABLE readings")):
        copy = backup.copy(filled, tmp_path / "backups", NOW + timedelta(seconds=number), "daily")
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute(loss)
            connection.commit()
        with pytest.raises(StoreError, match="damaged"):
            backup.verify(copy)


def test_a_copy_cut_short_or_empty_is_noticed(filled: Path, tmp_path: Path) -> None:
    copy = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    content = copy.read_bytes()
    for left in (len(content) // 2, 100, 0):
        copy.write_bytes(content[:left])
        with pytest.raises(StoreError, match="use an older one"):
            backup.verify(copy)


def test_a_file_copied_by_hand_is_checked_for_its_structure(filled: Path) -> None:
    backup.verify(filled)


def test_nothing_is_left_of_a_copy_that_fails(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsound(path: Path) -> None:
        raise StoreError("damaged")

    monkeypatch.setattr(backup, "verify", unsound)
    with pytest.raises(StoreError):
        backup.copy(filled, tmp_path / "backups", NOW, "daily")
    assert list((tmp_path / "backups").iterdir()) == []


def test_no_copy_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        backup.copy(tmp_path / "nowhere.db", tmp_path / "backups", NOW, "daily")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_never_overwrites_another(filled: Path, tmp_path: Path) -> None:
    first = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    with Store.open(filled, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading())
    second = backup.copy(filled, tmp_path / "backups", NOW, "daily")
    assert first != second
    for copy in (first, second):
        backup.verify(copy)


def ago(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ([], []),
        (ago(4000), ago(4000)),
        (ago(0, 0.01, 0.02, 0.03, 0.04), ago(0, 0.01, 0.02, 0.03, 0.04)),
        (ago(0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06), ago(0, 0.01, 0.02, 0.03, 0.04)),
        (ago(0, 0.1, 0.2, 0.3, 0.4, 1, 1.1, 2, 2.1, 6, 6.1), ago(0, 0.1, 0.2, 0.3, 0.4, 1, 2, 6)),
        # NOW is a Monday, so 8 to 14 days ago are one week; 13 days ago is the last of September
        (ago(0, 0, 0, 0, 0, 8, 9, 10, 13, 14, 15, 16), ago(0, 8, 13, 15)),
        # months before the two that are kept by the week: July, June, and more than a year ago
        (ago(0, 0, 0, 0, 0, 80, 81, 90, 110, 130, 300, 400), ago(0, 80, 110, 300)),
        (ago(-400, -1, 0, 0, 0, 0), ago(-400, -1, 0)),
    ],
)
def test_which_copies_stay(made: list[datetime], kept: list[datetime]) -> None:
    assert backup.kept(made, NOW) == set(kept)


def test_a_year_of_daily_copies_comes_down_to_some_thirty() -> None:
    made = [NOW - timedelta(days=day) for day in range(800)]
    keep = backup.kept(made, NOW)
    assert 24 <= len(keep) <= 32
    assert max(NOW - at for at in keep) >= timedelta(days=330)


def test_thinning_day_by_day_keeps_as_much_as_thinning_once() -> None:
    standing: set[datetime] = set()
    for day in range(500):
        now = NOW + timedelta(days=day)
        standing = backup.kept({*standing, now}, now)
    months = {(at.year, at.month) for at in standing}
    assert len(months) >= 12
    assert len(standing) <= 32


def test_thinning_removes_only_copies_of_ours_that_are_not_to_stay(tmp_path: Path) -> None:
    def name(at: datetime) -> str:
        return f"backtracker-{at:%Y%m%dT%H%M%S}000Z-daily.db"

    keep = [name(at) for at in ago(0, 1, 2, 3, 4)] + [f"{name(ago(0.5)[0])}.part", "notes.txt", "backtracker-old.db"]
    go = [name(at) for at in ago(400, 500)] + [f"{name(ago(2)[0])}.part", f"{name(ago(2)[0])}.part-journal"]
    for each in keep + go:
        (tmp_path / each).touch()
    assert sorted(path.name for path in backup.thin(tmp_path, NOW)) == sorted(go)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(keep)
    assert backup.thin(tmp_path / "none", NOW) == []


def test_a_copy_is_known_by_its_name(tmp_path: Path) -> None:
    assert copies.made_at(tmp_path / "backtracker-20261012T100000123Z-daily.db") == datetime(
        2026, 10, 12, 10, 0, 0, 123_000, tzinfo=UTC
    )
    assert copies.made_at(tmp_path / "holiday.db") is None
