"""A person with an episode at the real program: lives from one change of the schedule to the next, and answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from backtracker.core import steps
from backtracker.core.protocol import Agenda, Session
from tests.stories.stage import Running
from tests.stories.witness import Card, Witness

MINUTE = timedelta(minutes=1)
CLOSE = "Close. It stays on the Today page."
SESSIONS = ("ice", "heat", "walk")
FOR_SESSIONS = ("session", "session_slept_through", "done", "done_ago", "typed", "skip_in_window")
"""Answers that only what is done for a while can be given; the other steps get one of their own."""
EVERY = (
    "session", "done", "snooze", "ignore", "done_ago", "skip", "pain", "session", "typed", "shut",
    "skip_in_window", "snooze_long", "session_slept_through", "pause",
)  # fmt: skip


class Person:
    """``answers`` are names of methods, taken one after the other as cards come up."""

    def __init__(self, program: Running, witness: Witness, answers: Iterator[str]) -> None:
        self.program, self.witness, self.answers = program, witness, answers
        self.given: list[str] = []

    # Time ------------------------------------------------------------------------------------

    def live_until(self, instant: datetime) -> list[Card]:
        """Let the time pass to ``instant``, answering what comes up; the cards that did.

        The clock stops at each instant at which the schedule changes by itself, so that no slot goes by unseen.
        """
        seen = len(self.witness.cards)
        while self.program.now < instant:
            wake = self.witness.agenda.wake
            self.program.set_clock(min(instant, wake) if wake is not None else instant)
            if self.witness.look():
                self.answer()
        return self.witness.cards[seen:]

    def will(self, *answers: str) -> None:
        """Give these answers to the next cards."""
        self.answers = chain(answers, self.answers)

    def next_card(self, answer: str) -> Card:
        """Live on until a card comes up, and give it ``answer``; that card."""
        self.will(answer)
        while not (came := self.live_until(self.agenda.wake or self.program.now + MINUTE)):
            pass
        return came[0]

    def after(self, deed: Callable[[], object]) -> list[Card]:
        """Do it, and look; the cards that came up by it. They are left alone."""
        deed()
        return self.witness.look()

    def kill(self, away: timedelta = timedelta()) -> list[Card]:
        """kill -9; the program is started again after ``away``. The cards that come up then."""
        self.program.kill()
        self.program.wind_clock(self.program.now + away)
        self.program.start_again()
        self.witness.restarted()
        return self.witness.look()

    # Answers ---------------------------------------------------------------------------------

    @property
    def agenda(self) -> Agenda:
        return self.witness.agenda

    @property
    def step(self) -> str:
        """What the pop-up asks for, as it can be read on it."""
        words = self.program.words(popup=True)
        return next((key for key in steps.STEPS if words and steps.title(key) == words[0]), "")

    def answer(self) -> None:
        """Give the next answer, and another one when it brings up a further card."""
        while (step := self.step) and not self._answered(step):
            pass

    def _answered(self, step: str) -> bool:
        """Whether nothing more came up after the answer."""
        answer = next(self.answers)
        if step not in SESSIONS and answer in FOR_SESSIONS:
            answer = "pain" if step == "pain" else "skip"
        if step == "close":
            answer = "stay"
        self.given.append(answer)
        getattr(self, answer)(step)
        return not self.witness.look()

    def press(self, name: str) -> None:
        self.program.press(name, popup=True)

    def done(self, _step: str) -> None:
        self.press("Done")

    def done_ago(self, _step: str) -> None:
        """Done ten minutes ago, by the menu beside the button."""
        self.press("Done: other choices")
        self.press("10 min ago")

    def session(self, step: str) -> None:
        """Start, let the time pass, and answer the end with the pain after it."""
        session = self._begun()
        self.program.set_clock(session.ends)
        self.witness.look()
        self.press("5")
        self.witness.look()
        self.press("It’s off" if step in steps.WORN else "Done")

    def _begun(self) -> Session:
        (begin,) = {each for each in self.program.words(popup=True) if each.startswith("Start ")}
        self.press(begin)
        self.witness.look()
        session = self.agenda.session
        assert session is not None
        return session

    def session_slept_through(self, step: str) -> None:
        """Start, and the computer falls asleep with its person: the alarm of the ice comes on waking, at once."""
        session = self._begun()
        length = session.ends - self.program.now + 13 * MINUTE
        self.program.sleep_until(self.program.now + length)
        self.witness.look()
        if step == "ice":
            self.press("It’s off")
        query = "SELECT seconds, running FROM treatments WHERE id = ?"
        seconds = length.total_seconds() if step == "ice" else session.treatment.planned
        assert self.program.rows(query, session.treatment.id) == [(seconds, 0)]

    def snooze(self, _step: str) -> None:
        self.press("Snooze")
        self.press("10 min")

    def snooze_long(self, _step: str) -> None:
        self.press("Snooze")
        self.press("60 min")

    def skip(self, _step: str) -> None:
        self.press("Skip")

    def stay(self, _step: str) -> None:
        self.press("Leave it running")

    def pain(self, step: str) -> None:
        """A pain level on the card; a step other than the pain check stays up, and is closed."""
        self.press("4")
        if step != "pain":
            self.witness.look()
            self.shut(step)

    def shut(self, _step: str) -> None:
        """Closed without an answer."""
        self.press(CLOSE)
        self.witness.put_away()

    def ignore(self, _step: str) -> None:
        """Left as it is."""

    def skip_in_window(self, step: str) -> None:
        """Closed, and left out with a reason on the card of the Today page."""
        self.shut(step)
        self.program.press("Skip with a reason")
        self.program.press("It hurts")

    def typed(self, step: str) -> None:
        """Told at the command line, while the pop-up is up."""
        self.program.types("did", step, "--for", "5")

    def pause(self, step: str) -> None:
        """Closed, and all reminders paused for half an hour."""
        self.shut(step)
        self.program.press("Pause reminders")
        self.program.press("For 30 min")
