"""Single entries: pain, treatments, and changing or deleting anything that was recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from backtracker.core import catalogue, model, protocol, telling, trial
from backtracker.core.care import courses, exercises, visits
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit
from backtracker.core.marks import Mark
from backtracker.core.medicines import naming, wording
from backtracker.core.medicines.catalogue import PRODUCTS
from backtracker.core.medicines.product import Product
from backtracker.core.model import Check, Episode, EpisodeLog, Flare, Reading, Treatment, new_id
from backtracker.core.reasons import when_text
from backtracker.core.records import Record
from backtracker.core.trial import Trial
from backtracker.core.words import capitalized, clock_text, day_text, translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, use_case
from backtracker.journal.flags import Flags

Changed = TypeVar("Changed", Reading, Treatment, Flare, Visit, Question, Course, Exercise, Mark)
Pains = tuple[int | None, int | None]


class Entries(Flags):
    """The part of the journal that records pain and treatments, and edits what is there."""

    @use_case
    def log_pain(
        self,
        level: int,
        at: datetime | None = None,
        *,
        places: Iterable[str] = (),
        note: str = "",
        role: str = "",
        treatment_id: str | None = None,
    ) -> Logged[Reading]:
        """A pain level 0 to 10 at ``at`` (default: now), in or outside an episode."""
        model.check_level(level)
        moment = self.moment(at)
        home = self.episode_id_at(moment.at)
        reading = Reading(new_id(), moment, level, home, treatment_id, role, frozenset(places), note)
        label = translate("journal", "Pain {level} at {time}", level=level, time=clock_text(moment.local))
        return Logged(self.save(label, [reading, *self.missed_until_now()]), reading)

    @use_case
    def did(
        self,
        kind: str,
        at: datetime | None = None,
        *,
        seconds: int | None = None,
        product: str = "",
        amount: str = "",
        note: str = "",
        before: int | None = None,
        after: int | None = None,
        slot: str = "",
    ) -> Logged[Treatment]:
        """A treatment that was begun at ``at`` and is done; ``seconds`` is its length where known.

        Without ``at`` it is done just now: a running session of that kind ends, and one of
        ``seconds`` began that long ago. A medicine whose ``product`` and ``amount`` are known ones is a dose.
        """
        self.end_overdue()
        running = self.store.running_session()
        if at is None and running is not None and running.kind == kind:
            end = self.now() if seconds is None else running.moment.at + timedelta(seconds=seconds)
            done = self.ended_at_home(running, end)
            done = replace(done, note=note or done.note)
            return self._with_pain(done, before, after, label=self.ended_label(done, end))
        if at is None and seconds is not None:
            at = self.now() - timedelta(seconds=seconds)
        moment = self.moment(at)
        episode = self.episode_at(moment.at) or (self.store.running_episode() if slot else None)
        treatment = Treatment(
            new_id(), moment, kind, seconds,
            product=product, amount=amount, note=note, episode_id=episode.id if episode else None, slot=slot,
        )  # fmt: skip
        treatment = self._recognised(treatment) if kind == "medicine" else treatment
        self._refuse_unfinished(treatment)
        return self._with_pain(treatment, before, after)

    def _recognised(self, treatment: Treatment) -> Treatment:
        """``treatment`` as a dose, where its words name a product and an amount of it; else as it was typed."""
        found = naming.recognised(treatment.product, treatment.amount, [*self.store.products(), *PRODUCTS])
        return treatment if found is None else self.redosed(treatment, *found)

    @staticmethod
    def redosed(treatment: Treatment, product: Product, units: float) -> Treatment:
        """``treatment`` as a dose of ``units`` of ``product``; one of the same keeps what it was recorded with."""
        if treatment.medicine == product.id and treatment.units == units:
            return treatment
        return replace(
            treatment, product=product.name, amount=wording.amount_text(product, units), medicine=product.id,
            units=units, contents=product.amounts(units),
        )  # fmt: skip

    def ended_session(self, treatment: Treatment, at: datetime) -> Treatment:
        """The running ``treatment`` as ended at ``at``, with its true length; unknown when over a day passed.

        It is unknown too when the clock was set back to before its start. A walk or heat that nobody
        ended has ended by itself, with its time.
        """
        at = protocol.ended_by_itself(treatment, at) or at
        length = max(0, round((at - treatment.moment.at).total_seconds()))
        back = treatment.moment.at > self.now() + model.CLOCKS_DIFFER
        known = not back and length <= model.LONGEST_SESSION.total_seconds()
        return replace(treatment, running=False, seconds=length if known else None)

    def ended_at_home(self, treatment: Treatment, at: datetime, seconds: int | None = None) -> Treatment:
        """The running ``treatment`` as ended at ``at`` or after ``seconds``, in the episode that it then belongs to."""
        done = self.ended_session(treatment, at)
        if seconds is not None and seconds <= model.LONGEST_SESSION.total_seconds():
            done = replace(done, seconds=max(0, seconds))
        return replace(done, episode_id=self._home(done))

    @use_case
    def end_overdue(self) -> None:
        """Write down the end of a walk or heat that nobody ended and whose time is long up."""
        running = self.store.running_session()
        if running is not None and protocol.ended_by_itself(running, self.now()) is not None:
            self.save("", [self.ended_session(running, self.now())])

    @use_case
    def edit(self, reading: Reading, was: Reading | None = None) -> Change:
        """Store ``reading`` in place of the one with its id; moved in time it goes to the episode of that time.

        One that was asked for something keeps its time: that of the spasm or of the treatment.
        ``was`` is the reading that the person began to change: see :meth:`lay_over`.
        """
        reading = self.lay_over(was, reading)
        model.check_past(reading.moment.at, self.now())
        there = self.store.reading(reading.id)
        if is_loose(reading) and not (there and there.moment == reading.moment):
            reading = replace(reading, episode_id=self.episode_id_at(reading.moment.at))
        return self.save(translate("journal", "Changed: {what}", what=self.name(reading)), [reading])

    @use_case
    def change_treatment(
        self,
        treatment: Treatment,
        before: int | None,
        after: int | None,
        *,
        was: Treatment | None = None,
        asked: Pains | None = None,
    ) -> Change:
        """Store a changed ``treatment`` with the pain before and after it; None takes such a reading away.

        ``was`` and ``asked`` are the treatment and its pains that the person began to change: see :meth:`lay_over`.
        """
        treatment = self.lay_over(was, treatment)
        if asked is not None:
            there = {each.role: each.level for each in self.store.treatment_readings(treatment.id)}
            before = model.laid_over(asked[0], before, there.get("before"))
            after = model.laid_over(asked[1], after, there.get("after"))
        model.check_past(treatment.moment.at, self.now())
        self._refuse_unfinished(treatment)
        treatment = replace(treatment, episode_id=self._home(treatment))
        label = translate("journal", "Changed: {what}", what=self.name(treatment))
        moved = [replace(each, moment=treatment.moment) for each in self._practised(treatment)]
        return self._with_pain(treatment, before, after, changed=label, along=moved).change

    @use_case
    def change_flare(
        self, flare: Flare, level: int | None = None, *, was: Flare | None = None, asked: int | None = None
    ) -> Change:
        """Store a changed ``flare``; the reading taken with it moves along, to ``level`` if one is given.

        ``was`` and ``asked`` are the flare and its level that the person began to change: see :meth:`lay_over`.
        """
        flare = self.lay_over(was, flare)
        model.check_past(flare.moment.at, self.now())
        log = self.log(flare.episode_id)
        end = log.episode.ended.at if log.episode.ended else flare.moment.at
        old = next(each for each in log.flares if each.id == flare.id)
        if flare.moment != old.moment and not log.episode.began.at <= flare.moment.at <= end:
            raise UserError(translate("journal", "A new spasm lies inside its episode. Check the time."))
        there = self._readings_of(old, log)
        if was is not None and level is not None:
            level = model.laid_over(asked, level, there[0].level if there else None)
        put: list[Record] = [flare]
        put += [replace(each, moment=flare.moment, level=each.level if level is None else level) for each in there]
        if level is not None and not there:
            put.append(Reading(new_id(), flare.moment, level, flare.episode_id, role="flare"))
        return self.save(translate("journal", "Changed: {what}", what=self.name(flare)), put)

    @use_case
    def delete(self, record: Record) -> Change:
        """Take ``record`` away, with what hangs on it: an episode with all that is in it, a treatment with its pain.

        A warning sign that nobody has read stays, and stands for itself from then on.
        """
        self.need_there(record)
        label = translate("journal", "Deleted: {what}", what=self.name(record))
        hanging = self._hanging_on(record)
        stays = self._unread(hanging)
        kept = {each.id for each in stays}
        return self.save(label, stays, [record, *(each for each in hanging if each.id not in kept)])

    def lay_over(self, was: Changed | None, wanted: Changed) -> Changed:
        """``wanted`` as it can be stored: what was changed in it since it ``was``, laid over the record as it is now.

        So what someone else changed meanwhile stays; :class:`UserError` when it is the same field, or
        when the record was deleted. Without ``was`` all of ``wanted`` counts.
        """
        self.need_there(wanted)
        there = self.store.get(type(wanted), wanted.id)
        return wanted if was is None or there is None else model.all_laid_over(was, wanted, there)

    def at_home(self, log: EpisodeLog) -> list[Record]:
        """What changes when the episode of ``log`` has the times it has there now.

        Pain and treatments that lie outside them stand for themselves from now on; those that lie
        inside and belonged to no episode belong to it. The session that is on belongs to the episode
        that runs, whenever it was begun, and ends with one that does not. While the onset stays where it
        is, so does what was recorded with the clock set back to before it. Raises :class:`UserError` for a
        new spasm outside.
        """
        episode, was = log.episode, self.store.episode(log.episode.id)
        start, over = episode.began.at, episode.ended is not None
        since = datetime.min.replace(tzinfo=UTC) if was is not None and was.began == episode.began else start
        end = episode.ended.at if episode.ended else self.now() + model.CLOCKS_DIFFER
        if any(flare.moment.at < since or (over and end < flare.moment.at) for flare in log.flares):
            raise UserError(
                translate("journal", "A new spasm of this episode lies outside these times. Change or delete it first.")
            )
        around = self.store.sheet(start, end + timedelta(milliseconds=1))
        moved: list[Record] = []
        there: list[Reading | Treatment] = [*_loose(log.readings), *log.treatments]
        for entry in there:
            if not _lies_in(entry, episode) and not since <= entry.moment.at < start:
                moved += self._moved_home(entry, None)
        near: list[Reading | Treatment] = [*_loose(around.readings), *around.treatments]
        on = self.store.running_session()
        if on is not None and not over and on not in near and protocol.ended_by_itself(on, self.now()) is None:
            near.append(on)
        for entry in near:
            if entry.episode_id is None:
                if over and isinstance(entry, Treatment) and entry.running:
                    entry = self.ended_session(entry, end)
                moved += self._moved_home(entry, episode.id)
        return moved

    def _home(self, treatment: Treatment) -> str | None:
        """The episode that ``treatment`` belongs to: that of its time, or the one that it reaches into and was in.

        One that was in it all the same stays while it is not moved: it answered a reminder there, or was
        recorded with the clock set back.
        """
        episode, there = self.episode_at(treatment.moment.at), self.store.treatment(treatment.id)
        if episode is None and treatment.episode_id is not None:
            episode = self.store.episode(treatment.episode_id)
        if episode is None:
            return None
        if self.lies_ahead(episode) or _lies_in(treatment, episode):
            return episode.id
        if there is None or (there.moment, there.episode_id) != (treatment.moment, episode.id):
            return None
        return episode.id if treatment.slot or not _lies_in(there, episode) else None

    def _moved_home(self, entry: Reading | Treatment, episode_id: str | None) -> list[Record]:
        asked = self.store.treatment_readings(entry.id) if isinstance(entry, Treatment) else []
        return [replace(entry, episode_id=episode_id), *(replace(each, episode_id=episode_id) for each in asked)]

    def name(self, record: Record) -> str:
        """A few words that say which record it is."""
        now = self.now()
        if isinstance(record, Episode):
            today = now.astimezone(self.zone()).date()
            return translate("journal", "spasm of {day}", day=day_text(record.began.day, today=today))
        if isinstance(record, Question | Exercise | Course | Product):
            return self.titled(record)
        if isinstance(record, Trial):
            return translate("journal", "trial, {what}", what=trial.goal_text(record))
        if isinstance(record, Mark):
            return translate("journal", "change “{words}”", words=record.words)
        when = when_text(record.moment.at, now, record.moment.local.tzinfo or self.zone())
        if isinstance(record, Reading):
            return translate("journal", "pain {level} {when}", level=record.level, when=when)
        if isinstance(record, Treatment):
            return translate("journal", "{what} {when}", what=self.called(record), when=when)
        if isinstance(record, Flare):
            return translate("journal", "new spasm {when}", when=when)
        if isinstance(record, Check):
            return translate("journal", "warning signs {when}", when=when)
        if isinstance(record, Visit):
            return translate("journal", "visit, {what} {when}", what=visits.visit_name(record), when=when)
        if isinstance(record, Practice) and (exercise := self.store.get(Exercise, record.exercise_id)) is not None:
            return translate("journal", "exercise {name} {when}", name=exercise.name, when=when)
        return translate("journal", "entry {when}", when=when)

    @staticmethod
    def titled(record: Question | Exercise | Course | Product) -> str:
        """What stands for itself without a time: the question, the exercise, the course or the product by name."""
        if isinstance(record, Product):
            return record.name
        if isinstance(record, Question):
            return translate("journal", "question “{words}”", words=record.words)
        if isinstance(record, Exercise):
            return translate("journal", "exercise {name}", name=record.name)
        return translate("journal", "course, {name}", name=courses.course_name(record))

    @staticmethod
    def called(treatment: Treatment) -> str:
        """A treatment's name inside a sentence; one that the person gave stays as it was typed."""
        name = telling.treatment_name(treatment)
        known = not treatment.product and catalogue.known("treatment", treatment.kind)
        return name.lower() if known else name

    def ended_label(self, treatment: Treatment, end: datetime) -> str:
        """What is said when a session is over."""
        time = clock_text(end.astimezone(self.zone()))
        return capitalized(translate("journal", "{what} ended at {time}", what=self.called(treatment), time=time))

    def _with_pain(
        self,
        treatment: Treatment,
        before: int | None,
        after: int | None,
        *,
        label: str = "",
        changed: str = "",
        along: Iterable[Record] = (),
    ) -> Logged[Treatment]:
        """Save ``treatment`` and the readings asked for it; with the label ``changed`` they replace what is there.

        What goes ``along`` is saved in the same change.
        """
        there = {reading.role: reading for reading in self.store.treatment_readings(treatment.id)}
        put: list[Record] = [treatment, *([] if changed else self.missed_until_now())]
        remove: list[Record] = []
        put += along
        end = treatment.ended_at or (self.now() if treatment.running else treatment.moment.at)
        times = {"before": treatment.moment, "after": model.moved(treatment.moment, min(end, self.now()), self.zone())}
        for role, level in (("before", before), ("after", after)):
            if level is not None:
                old = there.get(role)
                fresh = Reading(
                    old.id if old else new_id(), times[role], level, treatment.episode_id, treatment.id, role,
                    old.places if old else frozenset(), old.note if old else "",
                )  # fmt: skip
                put.append(fresh)
            elif changed and role in there:
                remove.append(there[role])
            elif role in there:
                put.append(replace(there[role], episode_id=treatment.episode_id))
        return Logged(self.save(changed or label or capitalized(self.name(treatment)), put, remove), treatment)

    def _refuse_unfinished(self, treatment: Treatment) -> None:
        """What is told as done has ended by now."""
        if treatment.ended_at is not None and treatment.ended_at > self.now() + model.CLOCKS_DIFFER:
            raise UserError(
                translate("journal", "That would end later than now. Choose an earlier start or a shorter time.")
            )

    def _hanging_on(self, record: Record) -> Sequence[Record]:
        if isinstance(record, Episode):
            log = self.log(record.id)
            practised = [each for treatment in log.treatments for each in self._practised(treatment)]
            return [
                *log.readings, *log.treatments, *practised, *log.flares, *log.exposures, *log.acts, *log.checks,
            ]  # fmt: skip
        if isinstance(record, Treatment):
            return [*self.store.treatment_readings(record.id), *self._practised(record)]
        if isinstance(record, Flare):
            return self._readings_of(record, self.log(record.episode_id))
        return []

    def _unread(self, hanging: Iterable[Record]) -> list[Record]:
        """The warning signs in ``hanging`` that nobody has read, as they stand for themselves, outside an episode."""
        notice = self.standing()
        unread = {each.id for each in notice.checks} if notice else set()
        return [replace(each, episode_id=None) for each in hanging if isinstance(each, Check) and each.id in unread]

    def _practised(self, treatment: Treatment) -> list[Practice]:
        """How the exercise went that ``treatment`` was, where it was one of a plan."""
        return self.store.practices_as(treatment.id) if exercises.of_slot(treatment.slot) else []

    @staticmethod
    def _readings_of(flare: Flare, log: EpisodeLog) -> list[Reading]:
        """The readings taken with ``flare``."""
        return [each for each in log.readings if each.role == "flare" and each.moment.at == flare.moment.at]


def is_loose(reading: Reading) -> bool:
    """Whether the reading has a time of its own, and not that of a spasm or a treatment."""
    return not reading.role and reading.treatment_id is None


def taking_in(log: EpisodeLog, records: Iterable[Record]) -> EpisodeLog:
    """``log`` with those of the pain and treatments among ``records`` that belong to its episode now."""
    found = [each for each in records if isinstance(each, Reading | Treatment) and each.episode_id == log.episode.id]
    readings = {each.id: each for each in (*log.readings, *found) if isinstance(each, Reading)}
    treatments = {each.id: each for each in (*log.treatments, *found) if isinstance(each, Treatment)}
    return replace(
        log,
        readings=tuple(sorted(readings.values(), key=lambda each: each.moment.at)),
        treatments=tuple(sorted(treatments.values(), key=lambda each: each.moment.at)),
    )


def _lies_in(entry: Reading | Treatment, episode: Episode) -> bool:
    """Whether an entry of ``episode`` may stay in it: it lies in its time, or was still on when the spasm hit."""
    if episode.ended is not None and entry.moment.at > episode.ended.at:
        return False
    if entry.moment.at >= episode.began.at:
        return True
    if isinstance(entry, Reading):
        return False
    return entry.running or (entry.ended_at is not None and entry.ended_at > episode.began.at)


def _loose(readings: Iterable[Reading]) -> list[Reading]:
    return [each for each in readings if is_loose(each)]
