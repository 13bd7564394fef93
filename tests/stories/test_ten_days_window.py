"""The same ten days pressed in the window and typed at the command line leave the same history."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backtracker import clock
from backtracker.core import catalogue, steps
from tests.cli.conftest import Person
from tests.cli.test_ten_days import replay
from tests.stories.facts import facts
from tests.stories.stage import Running
from tests.story import STORY, Step, instant

SESSIONS = ("ice", "heat", "walk")
CLOSE = "Close. It stays on the Today page."
PAUSES = {30: "For 30 min", 60: "For 1 h", 120: "For 2 h"}
LENGTHS = (5, 10, 20, 30, 60)


class Hand:
    """The person at the window: one method for each action of the story."""

    def __init__(self, program: Running) -> None:
        self.program = program
        self.press = program.press
        self.kind = self.taken = ""

    def does(self, step: Step) -> None:
        """Set the clock to the step, and do it."""
        self.program.set_clock(instant(step))
        getattr(self, step.action)(**step.words)

    # Spasm -----------------------------------------------------------------------------------

    def spasm(self, level: int, places: list[str], triggers: list[str], note: str) -> None:
        again = self.program.rows("SELECT count(*) FROM episodes WHERE deleted IS NULL") != [(0,)]
        self.press("Spasm now")
        self.press(str(level), within="Pain from 0 to 10")
        self.program.wait_for("Close, finish later")
        for place in places:
            self.press(catalogue.label("place", place))
        for trigger in triggers:
            self.press(catalogue.label("trigger", trigger))
        self.press("Note")
        self.program.type(note)
        self.press("Close, finish later")
        assert again == (self.program.rows("SELECT count(*) FROM flares") == [(1,)])

    # Sessions --------------------------------------------------------------------------------

    def start(self, kind: str) -> None:
        self.kind = kind
        asked = self.asked() == kind
        if not asked:
            self.lead(kind)
        (begin,) = {each for each in self.program.words(popup=asked) if re.fullmatch(r"Start \d+ min", each)}
        self.press(begin, popup=asked)

    def stop(self, pain: int | None) -> None:
        words = self.program.words(popup=True)
        if not words:  # before the time is up
            self.press("Stop early")
            if pain is not None:
                self.pain(pain)
            return
        if pain is not None:
            self.press(str(pain), popup=True)
        self.press("It’s off" if self.kind in steps.WORN else "Done", popup=True)

    def end_ice(self) -> None:
        self.clear_view()
        self.press("Swelling is down, no more ice")

    # What is logged --------------------------------------------------------------------------

    def pain(self, level: int) -> None:
        asked = bool(self.program.words(popup=True))
        self.press(str(level), popup=asked, within="" if asked else "Pain from 0 to 10")
        self.clear_view()

    def did(self, kind: str, minutes: int | None = None, **words: Any) -> None:
        if kind == "medicine":
            self.take(words["product"], words["amount"])
        elif self.asked() == kind and f"Start {minutes} min" in self.program.words(popup=True) and not words:
            self.press("Done", popup=True)
        else:
            self.clear_view()
            self.fill_in(kind, minutes, **words)

    def take(self, product: str, amount: str) -> None:
        self.clear_view()
        self.press("Medicine")
        self.program.wait_for("What did you take?")
        (chip,) = {each for each in self.program.words(popup=False) if each.startswith(f"{product} ")}
        if self.taken != product:  # the one that was taken last is pressed already, with as many as then
            self.press(chip)
            self.press("How many: more")
        self.taken = product
        self.press("Save")
        self.program.wait_gone("What did you take?")

    def fill_in(
        self, kind: str, minutes: int | None, note: str = "", before: int | None = None, after: int | None = None
    ) -> None:
        """The whole form behind "More"."""
        self.press("More")
        self.program.wait_for("What did you do?")
        if kind.startswith(catalogue.OWN):
            self.press("Something else, in your own words")
            self.program.type(kind.removeprefix(catalogue.OWN))
            self.press("Add")
        else:
            name = catalogue.label("treatment", kind)
            if not catalogue.entry("treatment", kind).likely and name not in self.program.words(popup=False):
                self.press("More")
            self.press(name)
        if minutes in LENGTHS:
            self.press(f"{minutes} min")
        elif minutes is not None:
            self.press("Length in minutes")
            self.program.type(str(minutes))
        for level, row in ((before, "Pain before"), (after, "Pain after")):
            if level is not None:
                self.press(str(level), within=row)
        if note:
            self.press("Note")
            self.program.type(note)
        self.press("Save")
        self.program.wait_gone("What did you do?")

    # Answers to reminders --------------------------------------------------------------------

    def snooze(self, step: str, minutes: int) -> None:
        assert self.asked() == step
        self.press("Snooze", popup=True)
        self.press(f"{minutes} min", popup=True)

    def skip(self, step: str, reason: str) -> None:
        if not reason:
            assert self.asked() == step
            self.press("Skip", popup=True)
            return
        self.lead(step)
        self.press("Skip with a reason")
        self.press(reason[:1].upper() + reason[1:])

    def pause(self, minutes: int) -> None:
        self.clear_view()
        self.press("Pause reminders")
        self.press(PAUSES[minutes])

    def morning(self) -> None:
        self.clear_view()
        self.press("Pause reminders")
        self.press("Until morning")

    def resume(self) -> None:
        (name,) = {each for each in self.program.words(popup=False) if each.startswith("Paused until")}
        self.press(name)

    def close(self, helped: list[str], triggers: list[str]) -> None:
        self.clear_view()
        self.press("It’s over")
        self.press("Yes, it’s over")
        self.program.wait_for("What helped?")
        for kind in helped:
            self.press(catalogue.label("treatment", kind))
        for trigger in triggers:
            self.press(catalogue.label("trigger", trigger))
        self.press("Done")

    # The pop-up ------------------------------------------------------------------------------

    def asked(self) -> str:
        """The session that the pop-up asks for, if any."""
        words = self.program.words(popup=True)
        return next((kind for kind in SESSIONS if steps.title(kind) in words), "")

    def lead(self, kind: str) -> None:
        """Bring ``kind`` to the card of the Today page, where something else was asked for after it."""
        self.clear_view()
        words = self.program.words(popup=False)
        if steps.title(kind) not in words:
            name = steps.short(kind)
            self.press(next(each for each in words if each.startswith(f"{name[:1].upper()}{name[1:]}, due since")))
            self.program.wait_for(steps.title(kind))

    def clear_view(self) -> None:
        """Put pop-ups away that ask for something else; another may come after the first."""
        while CLOSE in self.program.words(popup=True):
            self.press(CLOSE, popup=True)


def test_the_two_databases_tell_the_same_history(
    start: Callable[..., Running], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(instant(STORY[0]), stands=True)
    program.press("Start right away")
    hand = Hand(program)
    for step in STORY:
        hand.does(step)
    program.close()
    by_window = facts(program.folder, instant(STORY[-1]), ("shown", "missed"), slots=False)

    typist = Person(tmp_path / "typed", capsys)
    monkeypatch.setattr(clock, "now", lambda: typist.now)
    monkeypatch.setattr(clock, "zone", lambda: typist.zone)
    replay(typist)
    by_command = facts(typist.folder, instant(STORY[-1]), ("shown", "missed"), slots=False)
    assert [each for each in by_window if each not in by_command] == []
    assert [each for each in by_command if each not in by_window] == []
    assert by_window == by_command
