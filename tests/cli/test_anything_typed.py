"""Whatever is typed, the answer is the verb's or one sentence: never a traceback, never a mistake of ours."""

import contextlib
import io
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backtracker import cli, clock
from backtracker.cli import times
from backtracker.cli.parser import VERBS
from backtracker.errors import UserError

NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 in Berlin, the second time
BERLIN = ZoneInfo("Europe/Berlin")
OPTIONS = [
    "--at", "--until", "--place", "--note", "--trigger", "--same", "--new", "--again", "--for", "--before", "--after",
    "--product", "--amount", "--pain", "--reason", "--helped", "--search", "--since", "--limit", "--json", "--help",
    "--version", "--example", "--in-tray", "--theme", "-h", "-x", "--", "-", "",
]  # fmt: skip
WORDS = [
    "0", "4", "8", "10", "11", "-1", "7.5", "99999999999999999999", "ice", "heat", "walk", "medicine", "own:", "own:x",
    "massage", "lower_left", "lower", "lift", "own:my desk", "20", "20m", "1h30m", "9999d", "morning", "pain", "close",
    "now", "14:10", "24:00", "yesterday", "today", "2026-10-25", "02:30", "2026-03-29", "-10m", "10", "min", "ago",
    "9999 days ago", "2026-10-25T02:30+01:00", "0001-01-01", "9999-12-31 23:59", "1850-01-01 10:00", "é", "\0",
    "\udcff", "🧊", "a\nb", "x" * 21_000, ",", "'", "%", "_", "*", "{", "}", "{n}",
]  # fmt: skip
LINES = st.tuples(
    st.lists(st.sampled_from(OPTIONS), max_size=1),
    st.sampled_from([*VERBS, *VERBS, *VERBS, "spsm", ""]),
    st.lists(st.sampled_from(OPTIONS) | st.sampled_from(WORDS) | st.text(max_size=6), max_size=7),
).map(lambda parts: [*parts[0], parts[1], *(word for word in parts[2] if not word.startswith("--d"))])
TIMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join) | st.text(max_size=12)
TIMES |= st.from_regex(r"(today |yesterday |[0-2][0-9]{3}-[0-9]{2}-[0-9]{2}[ T])?[0-9]{1,2}[:.][0-9]{2}( ?(am|pm|Z|[+-][0-9]{2}:?[0-9]{2}))?", fullmatch=True)  # fmt: skip  # noqa: E501


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record")


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(line=LINES)
@example(line=["spasm", "8", "--at", "2026-10-25 02:30"])
@example(line=["history", "--since", "0001-01-01"])
@example(line=["show", "9" * 30])
@example(line=["did", "a\nb\r\x0b\u2028c"])
@example(line=["a\nb"])
@example(line=["spasm", "4", "--at", "yesterday 10:00", "--until", "11:00"])
def test_whatever_is_typed_is_answered_in_words(record: Path, monkeypatch: pytest.MonkeyPatch, line: list[str]) -> None:
    monkeypatch.setenv("BACKTRACKER_DATA", str(record))  # not --data: a line may swallow it
    ticks = count(1)
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(second=next(ticks) % 60))
    monkeypatch.setattr(clock, "zone", lambda: BERLIN)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(line, lambda *_: 0)
    told = err.getvalue()
    if code == 2:
        assert (len(told.splitlines()), told[-1:], out.getvalue()) == (1, "\n", ""), (line, told)
    else:
        assert (code, told) == (0, ""), (line, told)
    assert "Traceback" not in told


@settings(max_examples=600, deadline=None, derandomize=True)
@given(text=TIMES, zone=st.sampled_from([BERLIN, ZoneInfo("Pacific/Apia"), ZoneInfo("Australia/Lord_Howe")]))
def test_whatever_stands_for_a_time_is_one_or_gets_a_sentence(text: str, zone: ZoneInfo) -> None:
    ends = lambda text, now, zone: times.parse_end(text, now, now, zone)  # noqa: E731
    for parse in (times.parse, ends):
        with contextlib.suppress(UserError):
            assert parse(text, NOW, zone).at.utcoffset() is not None
