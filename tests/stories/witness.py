"""Watches the reminders of a running program, and holds them against what the pure schedule asks for.

The schedule's answer is computed here, from the record on disk as it was before anything came up. What
the program did is read from two places: the acts in the record, and the pop-up on the screen.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backtracker.core import protocol, standing, steps, telling
from backtracker.core.model import Act, EpisodeLog, Moment, Reading, Treatment
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.paths import DATABASE
from tests.stories.stage import Running

RULES = Rules()
MOST_ROUNDS = 20


class Card(NamedTuple):
    """What came up at once: the names of its showings, when, and in which time zone."""

    showings: tuple[str, ...]
    at: datetime
    zone: ZoneInfo


class Witness:
    """Looks after each thing that happens. The clock must stand still, and the usual rules be in force.

    ``cards`` is all that came up since it began to watch; ``missed`` are the slots recorded as missed.
    """

    def __init__(self, program: Running) -> None:
        self.program = program
        self.cards: list[Card] = []
        self.missed: list[str] = []
        self._known: set[str] = set()
        self._up: Slot | None = None
        self._last: EpisodeLog | None = None
        self._journal = Journal.open(
            program.folder / DATABASE, lambda: program.now, lambda: ZoneInfo(program.zone), Rules
        )

    def close(self) -> None:
        """Let go of the record."""
        self._journal.release()

    @property
    def agenda(self) -> Agenda:
        """What the schedule says now."""
        return self._agenda(self._log())

    def put_away(self) -> None:
        """Whatever was up was closed without an answer."""
        self._up = None

    def restarted(self) -> None:
        """The program was killed and runs again: what was up and waits for its answer comes back."""
        self._up = standing.left_open(self.agenda)

    def begin(self) -> None:
        """The spasm has just been logged: its first step was on the spasm screen, at whatever hour it hit."""
        log = self._last = self._settled_log()
        (shown,) = log.acts
        assert (shown.kind, shown.slot) == ("shown", Slot("ice", log.episode.began.at, log.episode.began.at).showing)
        self._known = {shown.id}
        assert self.program.words(popup=True) == []

    def look(self) -> list[Card]:
        """What came up since the last look. Fails where that is not what the schedule asks for."""
        assert self._last is not None, "begin first"
        log = self._settled_log()
        fresh = [act for act in log.acts if act.id not in self._known]
        shown = [act for act in fresh if act.kind == "shown"]
        before = replace(log, acts=tuple(act for act in log.acts if act not in shown))
        agendas, after = self._asked(before)
        asked = [each.popup for each in agendas]
        found = [act.slot for act in sorted(shown, key=self._written)]
        where = f"at {self.program.now:%d %H:%M:%S} UTC in {self.program.zone}"
        assert found == [slot.showing for card in asked for slot in card], f"another card than asked for {where}"
        missed = [act for act in fresh if act.kind == "missed"]
        self._check_missed(before, missed, card=bool(shown), where=where)
        self._last = log
        self._check_screen(agendas, after, where)
        zone = ZoneInfo(self.program.zone)
        came = [Card(tuple(slot.showing for slot in card), self.program.now, zone) for card in asked]
        self.cards += came
        self._known |= {act.id for act in log.acts}
        return came

    def check_all(self) -> None:
        """Over everything that was seen: nothing twice, nothing at night, nothing beside the record."""
        showings = [showing for card in self.cards for showing in card.showings]
        assert len(showings) == len(set(showings)), "shown twice"
        query = "SELECT slot, count(*) FROM acts WHERE kind IN ('shown', 'missed') GROUP BY kind, slot"
        assert {times for _, times in self.program.rows(query)} == {1}, "written twice"
        assert len(showings) == self.program.rows("SELECT count(*) FROM acts WHERE kind = 'shown'")[0][0] - 1
        for card in self.cards:
            assert 7 <= card.at.astimezone(card.zone).hour < 22, f"at night: {card}"

    # The record ------------------------------------------------------------------------------

    def _log(self) -> EpisodeLog:
        log = self._journal.running_log()
        assert log is not None
        return log

    def _settled_log(self) -> EpisodeLog:
        """The record, once the program knows all of it and has nothing to add."""
        log = self._log()
        for _ in range(MOST_ROUNDS):
            records: list[Treatment | Reading | Act] = [*log.treatments, *log.readings, *log.acts]
            self.program.ask("knows", ids=[each.id for each in records])
            self.program.settle()
            later = self._log()
            if later == log:
                return log
            log = later
        raise AssertionError("the program does not come to rest")

    def _written(self, act: Act) -> int:
        """The place of ``act`` in the order of writing."""
        return int(self.program.rows("SELECT rowid FROM acts WHERE id = ?", act.id)[0][0])

    # The schedule ----------------------------------------------------------------------------

    def _agenda(self, log: EpisodeLog) -> Agenda:
        return protocol.agenda(RULES, log, self.program.now, ZoneInfo(self.program.zone))

    def _asked(self, log: EpisodeLog) -> tuple[list[Agenda], Agenda]:
        """What the schedule says with each card that it asks for now, one after the other, and after them."""
        cards: list[Agenda] = []
        moment = Moment.of(self.program.now, ZoneInfo(self.program.zone))
        while (agenda := self._agenda(log)).popup:
            assert len(cards) < MOST_ROUNDS, "the schedule asks without end"
            cards.append(agenda)
            marked = [
                Act(slot.showing, moment, "shown", log.episode.id, slot.step, slot.showing) for slot in agenda.popup
            ]
            log = replace(log, acts=(*log.acts, *marked))
        return cards, agenda

    def _check_missed(self, before: EpisodeLog, written: list[Act], *, card: bool, where: str) -> None:
        """What is written down as missed had gone by, and with a card nothing of it is left out.

        It is written with a card, or with the answer that the schedule goes on from.
        """
        unwritten = replace(before, acts=tuple(act for act in before.acts if act not in written))
        now = {slot.key for slot in self._agenda(unwritten).missed}
        answered = {slot.key for slot in self._agenda(self._last).missed} if self._last is not None else set()
        found = {act.slot for act in written}
        assert found <= now | answered, f"missed, though it did not go by, {where}"
        assert now <= found or not card, f"gone by and not written down {where}"
        self.missed += [act.slot for act in written]

    # The screen ------------------------------------------------------------------------------

    def _check_screen(self, asked: list[Agenda], after: Agenda, where: str) -> None:
        """The pop-up has the last card while it is asked for and may be there, the alarm while time is up.

        A pain check is asked on the card that is up already.
        """
        for agenda in asked:
            if not standing.rides(agenda, self._up):
                self._up = agenda.popup[0]
        if self._up is not None and not standing.is_open(after, self._up):
            self._up = None
        session, title = after.session, ""
        if session is not None and standing.may_tell_end(after):
            title = telling.session_words(session.treatment, True, session.ends, ZoneInfo(self.program.zone))[0]
        elif self._up is not None and standing.may_stand(after, self._up):
            title = steps.title(self._up.step)
        words = self.program.words(popup=True)
        assert (title in words) if title else words == [], f"{words} on screen, not {title!r}, {where}"
