"""Reminders outside the protocol: who has some, what an answer writes, and what was shown.

A part of the care brings its own with a function in :data:`PROVIDERS`, and says in :data:`DONE` what its kinds
write when they are answered with the large button, beside the act that says so. Imports ``core`` and ``base``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from backtracker.core import errands, plan_errands, protocol, redflags
from backtracker.core.care import exercises
from backtracker.core.errand import Errand
from backtracker.core.errands import Docket
from backtracker.core.medicines import reminding
from backtracker.core.model import Act, Moment, new_id
from backtracker.core.prevention import PARTS
from backtracker.core.quiet import DAY, Calm, on_wall
from backtracker.core.records import Record
from backtracker.core.words import capitalized, translate
from backtracker.journal.answers import Answers
from backtracker.journal.base import Change, use_case

if TYPE_CHECKING:
    from backtracker.journal import Journal


@dataclass(frozen=True, slots=True)
class Deed:
    """What the large button of an errand writes: the records, beside the act that says so, and the words for it."""

    label: str
    records: tuple[Record, ...] = ()


Provider = Callable[["Journal", datetime], list[Errand]]
"""The errands that are open at an instant and those due in the day after it; bounded questions only."""

Answer = Callable[["Journal", Errand, Moment], Deed]
"""What "done" writes for one kind."""


def checkins(journal: "Journal", now: datetime) -> list[Errand]:
    """The one question of an ordinary day, where the settings ask for it, unless it was answered."""
    chosen = journal.chosen()
    if not chosen.checkin or journal.store.running_episode() is not None:
        return []
    today = now.astimezone(journal.zone()).date()
    told = any(reading.role == "worst" for reading in journal.day(today).readings)
    return [
        Errand(
            f"checkin:{day}",
            "checkin",
            on_wall(day, chosen.checkin_at, journal.zone()),
            translate("errands", "How was your back today?"),
            translate("errands", "The worst it got, one press. Good days count too."),
            action=translate("errands", "Answer"),
            icon="pain",
            opens="today",
            until=on_wall(day + DAY, time(), journal.zone()),
        )
        for day in ([today + DAY] if told else [today, today + DAY])
    ]


def doses(journal: "Journal", now: datetime) -> list[Errand]:
    """That the next dose is allowed, for who asked to be told."""
    return journal.dose_errands(now)


def _took_dose(journal: "Journal", errand: Errand, moment: Moment) -> Deed:
    """The same dose once more."""
    taken = journal.taken_again(reminding.dose_id(errand.key), moment)
    return Deed(capitalized(journal.name(taken)), (taken,))


def care(journal: "Journal", now: datetime) -> list[Errand]:
    """Appointments, sessions and exercises."""
    return journal.care_errands(now)


def plan(journal: "Journal", now: datetime) -> list[Errand]:
    """The parts of the plan for ordinary days."""
    return journal.plan_errands(now)


def trial(journal: "Journal", now: datetime) -> list[Errand]:
    """Which block of a trial it is."""
    return journal.trial_errands(now)


def _practised(answer: str) -> Answer:
    """One time of an exercise, with how it went."""

    def written(journal: "Journal", errand: Errand, moment: Moment) -> Deed:
        return Deed(*journal.practised(exercises.of_slot(errand.key), answer, moment, errand.key))

    return written


def _did_part(journal: "Journal", errand: Errand, moment: Moment) -> Deed:
    """What one press in the plan writes."""
    label, record = journal.part_record(plan_errands.part_of(errand.kind), moment)
    return Deed(label, (record,))


PROVIDERS: tuple[Provider, ...] = (checkins, doses, care, plan, trial)

DONE: dict[str, Answer] = {
    "dose": _took_dose,
    "exercise": _practised("done"),
    **{f"{plan_errands.KIND}{part}": _did_part for part in PARTS},
}

OTHER: dict[str, Answer] = {"exercise": _practised("stopped")}
"""The same for the second answer, of the kinds that have one."""

SKIPPED: dict[str, Answer] = {"exercise": _practised("skipped")}
"""The same for those left out, where that is worth more than the act."""


class Errands(Answers):
    """The part of the journal that the errands' card talks to. Told twice, an answer is one."""

    def errands(self, now: datetime) -> list[Errand]:
        """All that the parts of the care ask for at ``now`` and in the day after it."""
        return [errand for provider in PROVIDERS for errand in provider(self._whole, now)]

    def docket(self, *, silenced: bool = False, card_up: bool = False) -> Docket:
        """What stands now; see :func:`backtracker.core.errands.docket`."""
        now = self.now()
        found = self.errands(now)
        acts = self._acts_about([errand.key for errand in found]) if found else []
        agenda = self.agenda(now) if found else None
        quiet = silenced or redflags.silences(self.standing())
        return errands.docket(found, acts, now, self.calm(), agenda, silenced=quiet, card_up=card_up)

    def calm(self) -> Calm:
        """The quiet hours and the pauses in force: those of the running episode, and those outside of any."""
        log = self.running_log()
        acts = sorted((*self.pauses_outside(), *(log.acts if log else ())), key=lambda act: act.moment.at)
        return protocol.calm(self.rules(), tuple(acts), self.zone())

    @use_case
    def bring_up_errand(self, *, silenced: bool = False, card_up: bool = False) -> Errand | None:
        """What should come up now, already marked as shown on disk; None when nothing should."""
        errand = self.docket(silenced=silenced, card_up=card_up).errand
        if errand is not None:
            self.save("", [self._about(errand, "shown")])
        return errand

    @use_case
    def errand_done(self, errand: Errand) -> Change:
        """``errand`` was done, with whatever its kind writes then."""
        if self._is_over(errand):
            return Change("", "")
        words = translate("journal", "Done: {what}", what=errand.title)
        return self._answered(errand, "done", DONE.get(errand.kind), words)

    @use_case
    def errand_other(self, errand: Errand) -> Change:
        """``errand`` got its second answer."""
        if self._is_over(errand):
            return Change("", "")
        return self._answered(errand, "done", OTHER.get(errand.kind), f"{errand.title}: {errand.other}")

    @use_case
    def errand_later(self, errand: Errand, minutes: int) -> Change:
        """``errand`` comes again in ``minutes``, counted from now or from when it is due; it can only come later."""
        asked = [each for each in self.docket().waiting if each.errand.key == errand.key]
        if self._is_over(errand) or (asked and not asked[0].asked and asked[0].snoozes):
            return Change("", "")
        until = errands.later(asked[0] if asked else None, errand, self.now(), minutes)
        words = translate("journal", "{what} again at {time}", what=errand.title, time=self._clock(until))
        return self.save(capitalized(words), [self._about(errand, "snoozed", until)])

    @use_case
    def errand_skipped(self, errand: Errand) -> Change:
        """``errand`` is left out."""
        if self._is_over(errand):
            return Change("", "")
        words = translate("journal", "{what} skipped", what=errand.title)
        return self._answered(errand, "skipped", SKIPPED.get(errand.kind), capitalized(words))

    def _answered(self, errand: Errand, kind: str, answer: Answer | None, words: str) -> Change:
        """The act that says so, with what the kind writes then; without any that, ``words`` name it."""
        act = self._about(errand, kind)
        deed = Deed(words) if answer is None else answer(self._whole, errand, act.moment)
        return self.save(deed.label, [act, *deed.records])

    @property
    def _whole(self) -> "Journal":
        """Its other parts are asked too."""
        return cast("Journal", self)

    def _is_over(self, errand: Errand) -> bool:
        return any(act.kind in errands.ANSWERS for act in self.store.acts_about([errand.key]))

    def _acts_about(self, keys: list[str]) -> list[Act]:
        """In the order written: what was told about ``keys``, and what else came up lately."""
        about = self.store.acts_about(keys)
        known = {act.id for act in about}
        return [*(act for act in self.store.latest_acts() if act.id not in known), *about]

    def _about(self, errand: Errand, kind: str, until: datetime | None = None) -> Act:
        return Act(new_id(), self.moment(None), kind, None, errand.kind, errand.key, until)
