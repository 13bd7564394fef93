"""Where things lie: the person's folder, and what the program ships."""

from pathlib import Path

import pytest

from backtracker import paths


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("BACKTRACKER_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/someone")


def test_the_folder_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKTRACKER_DATA", "~/elsewhere")
    assert paths.data_folder() == Path("/home/someone/elsewhere")


def test_else_it_is_that_of_the_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data/share")
    assert paths.data_folder() == Path("/data/share/backtracker")


@pytest.mark.parametrize("wish", ["", "relative/share"])
def test_a_relative_wish_of_the_desktop_does_not_count(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", wish)
    assert paths.data_folder() == Path("/home/someone/.local/share/backtracker")


def test_no_folder_is_made_by_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths.data_folder()
    assert list(tmp_path.iterdir()) == []


def test_what_ships_is_found() -> None:
    assert paths.resource("icons/ice.svg").is_file()


def test_the_package_carries_its_own_files_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "backtracker" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "_package", tmp_path / "backtracker")
    assert paths.resource("a") == tmp_path / "backtracker" / "resources" / "a"


@pytest.mark.parametrize(("frozen", "words"), [(True, 1), (False, 3)])
def test_a_bundle_starts_itself_again(frozen: bool, words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", frozen, raising=False)
    assert len(paths.own_command()) == words
