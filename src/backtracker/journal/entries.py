"""Single entries: pain, treatments, and changing or deleting anything that was recorded."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from backtracker.core import catalogue, model
from backtracker.core.model import Check, Episode, Flare, Reading, Record, Treatment, new_id
from backtracker.core.words import clock_text, translate
from backtracker.journal.base import Base, Change, Logged


class Entries(Base):
    """The part of the journal that records pain and treatments, and edits what is there."""

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
        episode = self.episode_at(moment.at)
        reading = Reading(
            new_id(), moment, level, episode.id if episode else None, treatment_id, role, frozenset(places), note
        )
        label = translate("journal", "Pain {level} at {time}", level=level, time=clock_text(moment.local))
        return Logged(self.save(label, [reading]), reading)

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
        """A treatment that was begun at ``at`` (default: now) and is done; ``seconds`` is its length where known."""
        moment = self.moment(at)
        running = self.store.running_session()
        if at is None and running is not None and running.kind == kind:
            end = moment.at if seconds is None else running.moment.at + timedelta(seconds=seconds)
            done = self.ended_session(running, end)
            done = replace(done, note=note or done.note)
            return self._with_pain(done, before, after)
        episode = self.episode_at(moment.at)
        treatment = Treatment(
            new_id(), moment, kind, seconds,
            product=product, amount=amount, note=note, episode_id=episode.id if episode else None, slot=slot,
        )  # fmt: skip
        return self._with_pain(treatment, before, after)

    def ended_session(self, treatment: Treatment, at: datetime) -> Treatment:
        """The running ``treatment`` as ended at ``at``, with its true length; unknown when over a day passed."""
        length = max(0, round((at - treatment.moment.at).total_seconds()))
        known = length <= model.LONGEST_SESSION.total_seconds()
        return replace(treatment, running=False, seconds=length if known else None)

    def edit(self, record: Reading | Flare) -> Change:
        """Store ``record`` in place of the one with its id. An entry moved in time goes to the episode of that time."""
        label = translate("journal", "Changed: {what}", what=self.name(record))
        model.check_past(record.moment.at, self.now())
        if isinstance(record, Reading) and not record.role and record.treatment_id is None:
            episode = self.episode_at(record.moment.at)
            record = replace(record, episode_id=episode.id if episode else None)
        return self.save(label, [record])

    def change_treatment(self, treatment: Treatment, before: int | None, after: int | None) -> Change:
        """Store a changed ``treatment`` with the pain before and after it; None takes such a reading away."""
        model.check_past(treatment.moment.at, self.now())
        episode = self.episode_at(treatment.moment.at)
        treatment = replace(treatment, episode_id=episode.id if episode else None)
        return self._with_pain(treatment, before, after, changed=True).change

    def delete(self, record: Record) -> Change:
        """Take ``record`` away, with what hangs on it: an episode with all that is in it, a treatment with its pain."""
        label = translate("journal", "Deleted: {what}", what=self.name(record))
        return self.save(label, [], [record, *self._hanging_on(record)])

    def name(self, record: Record) -> str:
        """A few words that say which record it is."""
        if isinstance(record, Episode):
            return translate("journal", "episode of {day}", day=f"{record.began.day:%Y-%m-%d}")
        time = clock_text(record.moment.local)
        if isinstance(record, Reading):
            return translate("journal", "pain {level} at {time}", level=record.level, time=time)
        if isinstance(record, Treatment):
            return translate("journal", "{kind} at {time}", kind=catalogue.label("treatment", record.kind), time=time)
        if isinstance(record, Flare):
            return translate("journal", "new spasm at {time}", time=time)
        if isinstance(record, Check):
            return translate("journal", "warning signs at {time}", time=time)
        return translate("journal", "entry at {time}", time=time)

    def _with_pain(
        self, treatment: Treatment, before: int | None, after: int | None, *, changed: bool = False
    ) -> Logged[Treatment]:
        """Save ``treatment`` and the readings asked for it; when ``changed``, in place of the ones there are."""
        there = {reading.role: reading for reading in self.store.treatment_readings(treatment.id)}
        put: list[Record] = [treatment]
        remove: list[Record] = []
        end = treatment.ended_at or treatment.moment.at
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
        label = translate(
            "journal", "{kind} at {time}",
            kind=catalogue.label("treatment", treatment.kind), time=clock_text(treatment.moment.local),
        )  # fmt: skip
        return Logged(self.save(label, put, remove), treatment)

    def _hanging_on(self, record: Record) -> list[Record]:
        if isinstance(record, Episode):
            log = self.log(record.id)
            return [*log.readings, *log.treatments, *log.flares, *log.exposures, *log.acts, *log.checks]
        if isinstance(record, Treatment):
            return list(self.store.treatment_readings(record.id))
        if isinstance(record, Flare):
            log = self.log(record.episode_id)
            return [each for each in log.readings if each.role == "flare" and each.moment.at == record.moment.at]
        return []
