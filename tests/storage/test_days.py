"""The daily summary that triggers keep is what a recount finds, whatever is written in whatever order."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from backtracker.core.model import Reading
from backtracker.storage.store import Store
from tests.storage.records import NOW, at, reading

LEVELS = st.integers(0, 10)
DAYS = st.integers(-2, 2)


class Summary(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name) / "days.db", NOW)
        self.known: list[Reading] = []

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(level=LEVELS, day=DAYS)
    def add(self, level: int, day: int) -> None:
        self.known.append(reading(level, at(days=day)))
        with self.store.change("add", NOW) as change:
            change.put(self.known[-1])

    @rule(levels=st.lists(LEVELS, max_size=5), day=DAYS)
    def bulk(self, levels: list[int], day: int) -> None:
        records = [reading(level, at(days=day)) for level in levels]
        self.known += records
        self.store.bulk(records, NOW)

    @rule(pick=st.integers(0), level=LEVELS, day=DAYS, note=st.sampled_from(["", "moved"]))
    def edit(self, pick: int, level: int, day: int, note: str) -> None:
        if self.known:
            index = pick % len(self.known)
            self.known[index] = replace(self.known[index], level=level, moment=at(days=day), note=note)
            with self.store.change("edit", NOW) as change:
                change.put(self.known[index])

    @rule(pick=st.integers(0))
    def delete(self, pick: int) -> None:
        if self.known:
            with self.store.change("delete", NOW) as change:
                change.remove(self.known[pick % len(self.known)])

    @rule(pick=st.integers(0))
    def erase(self, pick: int) -> None:
        if self.known:
            self.store._sql("DELETE FROM readings WHERE id = ?", (self.known[pick % len(self.known)].id,))
            self.store._sql("DELETE FROM revisions")

    @rule()
    def fail(self) -> None:
        try:
            with self.store.change("fail", NOW) as change:
                change.put(reading())
                raise LookupError
        except LookupError:
            pass

    @rule()
    def undo(self) -> None:
        self.store.undo(NOW)

    @rule()
    def redo(self) -> None:
        self.store.redo(NOW)

    @invariant()
    def a_recount_agrees(self) -> None:
        counted: dict[date, list[int]] = {}
        for each in self.store.sheet(at(days=-9).at, at(days=9).at).readings:
            counted.setdefault(each.moment.day, [0] * 11)[each.level] += 1
        told = self.store.day_pains(date.min, date.max)
        assert {each.day: list(each.counts) for each in told} == counted
        assert self.store.counts()["readings"] == sum(map(sum, counted.values()))
        assert self.store.check() == []


Summary.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_the_summary_is_a_recount = Summary.TestCase
