"""Episodes: from "it just hit" to "it's over"."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backtracker.core import asking, catalogue, model, protocol
from backtracker.core.care.exercises import Practice
from backtracker.core.model import (
    Act,
    Episode,
    EpisodeLog,
    Exposure,
    Flare,
    Moment,
    Reading,
    Treatment,
    new_id,
)
from backtracker.core.records import Record
from backtracker.core.words import clock_text, day_text, translate
from backtracker.errors import TwiceError, UnendedError, UserError
from backtracker.journal.base import Change, taken_back, use_case
from backtracker.journal.entries import Entries, taking_in

ASK_SAME_WITHIN = timedelta(hours=72)
"""A spasm this soon after the last episode ended may belong to it; the person is asked."""

AT_ONCE = timedelta(minutes=2)
"""A spasm logged now, this little before the onset of the running episode, was logged at once by two processes."""

TWICE = timedelta(minutes=2)
"""Spasms closer to each other than this are more often one that was told twice."""

NO_EARLIER = "There is no earlier episode that ended in the three days before."


@dataclass(frozen=True, slots=True)
class Onset:
    """What :meth:`Episodes.log_spasm` wrote. ``flare`` inside a running episode; ``previous`` when one ended lately.

    ``home`` are the ids of records that were there before and have become part of the episode.
    """

    change: Change
    episode: Episode
    flare: Flare | None
    previous: Episode | None
    home: frozenset[str] = frozenset()


class Episodes(Entries):
    """The part of the journal that begins, describes and closes episodes."""

    @use_case
    def log_spasm(
        self,
        level: int,
        at: datetime | None = None,
        *,
        places: Iterable[str] = (),
        triggers: Iterable[str] = (),
        note: str = "",
        same: bool = False,
        once: bool = False,
    ) -> Onset:
        """A spasm of ``level`` 0 to 10 at ``at`` (default: now): a new episode, or a flare in the running one.

        With ``same`` it belongs to the episode that ended lately, which runs on; with the clock set back
        to before the onset or the end of the latest one, it belongs to that. Two processes that log at once
        make one episode, not two. What was recorded since then and belongs to no episode belongs to this
        one, and so does the session that is on. Raises :class:`UnendedError` for one that lies before a
        later episode, and, with ``once``, :class:`TwiceError` for one that was told already.
        """
        model.check_level(level)
        moment, places = self.moment(at), frozenset(places)
        label = translate("journal", "Spasm, {level} at {time}", level=level, time=clock_text(moment.local))
        self.end_overdue()
        flare: Flare | None = None
        latest = self.store.latest_episode()
        previous = self._ended_lately(latest, moment)
        if same and previous is None and (latest is None or latest.ended is not None):
            raise UserError(translate("journal", NO_EARLIER))
        ahead = latest if at is None and self.lies_ahead(latest) else None
        goes_on = ahead or (previous if same else None)
        owner = self.store.running_episode() or (replace(goes_on, ended=None) if goes_on else None)
        if at is None and owner is not None and timedelta() < owner.began.at - moment.at <= AT_ONCE:
            moment = owner.began  # another process was first, while this one waited for it
        if once and owner is not None:
            self._refuse_twice(owner, moment)
        if owner is not None and (moment.at >= owner.began.at or self.episode_at(moment.at) == owner or ahead):
            episode, previous = replace(owner, places=owner.places | places), None
            flare = Flare(new_id(), moment, episode.id, note)
            put: list[Record] = [episode, flare, Reading(new_id(), moment, level, episode.id, role="flare")]
            put += self.missed_until_now()
            log = self.log(owner.id)
            log = replace(log, episode=episode, flares=(*log.flares, flare))
        else:
            episode = Episode(new_id(), moment, places=places, note=note)
            self._refuse_unended(episode)
            self.refuse_overlap(episode)
            reading = Reading(new_id(), moment, level, episode.id, role="onset")
            put, log = [episode, reading], EpisodeLog(episode, (reading,))
        home = self.at_home(log)
        put += [*home, *self.first_step_shown(taking_in(log, home))]
        put += (Exposure(new_id(), moment, episode.id, key) for key in triggers)
        return Onset(self.save(label, put), episode, flare, previous, frozenset(record.id for record in home))

    @use_case
    def same_as_before(self, episode_id: str) -> Change:
        """The spasm of ``episode_id`` belongs to the episode before it: that one runs on, and this is a flare in it.

        Answers about triggers go along where that episode has none of its own to the same question.
        """
        log = self.log(episode_id)
        earlier = [
            each
            for each in self.store.episodes_between(
                log.episode.began.day - ASK_SAME_WITHIN - timedelta(days=1), log.episode.began.day
            )
            if each.id != episode_id and self._ended_lately(each, log.episode.began)
        ]
        if not earlier:
            raise UserError(translate("journal", NO_EARLIER))
        target = max(earlier, key=lambda each: each.began.at)
        joined = replace(target, ended=log.episode.ended, places=target.places | log.episode.places)
        moves: list[Record] = [joined, Flare(new_id(), log.episode.began, target.id, log.episode.note)]
        for reading in log.readings:
            role = "flare" if reading.role == "onset" else reading.role
            moves.append(replace(reading, episode_id=target.id, role=role))
        for family in (log.treatments, log.flares, log.acts, log.checks):
            moves += [replace(record, episode_id=target.id) for record in family]
        said = asking.answers(self.log(target.id).exposures)
        doubled = [each for each in log.exposures if (each.trigger, each.hours_before) in said]
        moves += [replace(each, episode_id=target.id) for each in log.exposures if each not in doubled]
        moves += self.at_home(replace(self.log(target.id), episode=joined))
        return self.save(translate("journal", "Joined with the episode before"), moves, [*doubled, log.episode])

    @use_case
    def close(self, at: datetime | None = None, helped: Iterable[str] = (), triggers: Iterable[str] = ()) -> Change:
        """The running episode is over at ``at`` (default: now). A session that still runs ends with it.

        ``helped`` and ``triggers`` add to what was said before.
        """
        episode, moment = self.need(None), self.moment(at)
        if at is None and moment.at < episode.began.at:
            raise UserError(
                translate(
                    "journal",
                    "On record, the spasm lies later than this computer’s clock. "
                    "Set the clock, or change in History when the spasm began.",
                )
            )
        log = self.log(episode.id)
        episode = replace(episode, ended=moment, helped=episode.helped | frozenset(helped))
        done = [
            self.ended_session(each, moment.at if each.moment.at <= moment.at else self.now()) if each.running else each
            for each in log.treatments
        ]
        log = replace(log, episode=episode, treatments=tuple(done))
        put: list[Record] = [episode, *done, *self.missed_until(moment)]
        put += [*self.at_home(log), *self.said_yes(log, triggers)]
        return self.save(translate("journal", "Episode closed"), put)

    @use_case
    def describe(
        self,
        episode_id: str,
        *,
        places: Iterable[str] | None = None,
        helped: Iterable[str] | None = None,
        note: str | None = None,
        triggers: Iterable[str] = (),
    ) -> Change:
        """Set what is given of an episode's places, what helped, and note; ``triggers`` add to those there are."""
        episode = self.need(episode_id)
        if places is not None:
            episode = replace(episode, places=frozenset(places))
        if helped is not None:
            episode = replace(episode, helped=frozenset(helped))
        if note is not None:
            episode = replace(episode, note=note)
        added = self.said_yes(self.log(episode.id), triggers)
        if note is None and helped is None and not added:
            where = catalogue.places_text(episode.places)
            label = translate("journal", "Marked {places}", places=where[:1].lower() + where[1:])
            label = label if where else translate("journal", "No place marked")
        elif places is None and helped is None and not added:
            label = translate("journal", "Note saved") if note else translate("journal", "Note taken away")
        else:
            label = translate("journal", "Changed: {what}", what=self.name(episode))
        return self.save(label, [episode, *added])

    def take_back(self, onset: Onset) -> Change | None:
        """The spasm that was just logged was none. What was added to it since goes along, in one change.

        What was there before it and became part of its episode stands for itself again.
        """
        try:
            return self.undo(onset.change.batch)
        except UserError:
            return self._take_back_late(onset)

    @use_case
    def _take_back_late(self, onset: Onset) -> Change:
        record = onset.flare or onset.episode
        self.need_there(record)
        hanging = self._hanging_on(record)
        spasms = [each.level for each in hanging if isinstance(each, Reading) and each.role in ("onset", "flare")]
        level = spasms[0] if spasms else "–"
        time = clock_text((onset.flare.moment if onset.flare else self.need(onset.episode.id).began).local)
        what = translate("journal", "Spasm, {level} at {time}", level=level, time=time)
        home = [each for each in hanging if each.id in onset.home and isinstance(each, Reading | Treatment)]
        stays = [*(replace(each, episode_id=None) for each in home), *self._unread(hanging)]
        kept = {each.id for each in stays}
        gone = [each for each in hanging if each.id not in kept and not _is_of(each, kept)]
        return self.save(taken_back(what), stays, [record, *gone])

    def said_yes(self, log: EpisodeLog, triggers: Iterable[str]) -> list[Exposure]:
        """A yes to each of ``triggers``, in place of the answer it had."""
        fresh, kept, _ = asking.changes(log, {(key, 0): "yes" for key in triggers})
        now = self.moment(None)
        return [*kept, *(Exposure(new_id(), now, log.episode.id, key) for key, _ in fresh)]

    def _ended_lately(self, previous: Episode | None, moment: Moment) -> Episode | None:
        if previous is None or previous.ended is None:
            return None
        return previous if timedelta() <= moment.at - previous.ended.at < ASK_SAME_WITHIN else None

    def _refuse_twice(self, running: Episode, moment: Moment) -> None:
        """:class:`TwiceError` when a spasm of the ``running`` episode is told for almost the same time."""
        spasms = [running.began, *(each.moment for each in self.log(running.id).flares)]
        near = [each for each in spasms if abs(each.at - moment.at) < TWICE]
        if near:
            words = translate("journal", "The spasm at {time} is on record already.")
            raise TwiceError(words.format(time=clock_text(near[-1].local)))

    def _refuse_unended(self, episode: Episode) -> None:
        """:class:`UnendedError` when another episode began after the new one, which has no end, and none was there."""
        if self.episode_at(episode.began.at) is not None:
            return
        today = self.today()
        newest = self.store.latest_episode()
        last = max(today + timedelta(days=1), newest.began.day if newest else today)
        others = self.store.episodes_between(episode.began.day, last)
        later = [each.began for each in others if each.began.at > episode.began.at]
        if later:
            first = min(later, key=lambda moment: moment.at)
            words = translate(
                "journal", "Another episode began later, on {day} at {time}, so this one has ended. Say when that was."
            )
            day = day_text(first.day, today=today)
            raise UnendedError(words.format(day=day, time=clock_text(first.local)))

    def refuse_overlap(self, episode: Episode) -> None:
        """:class:`UserError` when ``episode`` shares time with another one."""
        last = episode.ended.day if episode.ended else self.today()
        one = timedelta(days=1)
        model.check_overlap(episode, self.store.episodes_between(episode.began.day - one, last + one), self.now())

    def first_step_shown(self, log: EpisodeLog) -> list[Act]:
        """The answer to logging a spasm is the first step on screen, so it need not pop up as well."""
        moment = self.moment(None)
        agenda = protocol.agenda(self.rules(), log, moment.at, self.zone())
        slot = agenda.next if agenda.session is None else None
        due = slot is not None and slot.show <= moment.at
        return [Act(new_id(), moment, "shown", log.episode.id, slot.step, slot.showing)] if slot and due else []


def _is_of(record: Record, treatments: Collection[str]) -> bool:
    """Whether ``record`` says how an exercise went that is one of these ``treatments``."""
    return isinstance(record, Practice) and record.treatment_id in treatments
