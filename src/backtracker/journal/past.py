"""The past put right: whole episodes from memory, corrected times, and one that is not over after all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from backtracker.core import asking, model
from backtracker.core.model import Act, Episode, EpisodeLog, Exposure, Moment, Reading, new_id
from backtracker.core.reasons import when_text
from backtracker.core.records import Record
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, use_case
from backtracker.journal.episodes import Episodes


class Past(Episodes):
    """The part of the journal that adds and corrects episodes afterwards."""

    @use_case
    def add_past(
        self,
        began: datetime,
        ended: datetime,
        worst: int | None,
        *,
        places: Iterable[str] = (),
        triggers: Iterable[str] = (),
        helped: Iterable[str] = (),
        note: str = "",
    ) -> tuple[Change, Episode]:
        """A whole episode from memory. ``worst`` is the pain at its onset, None where nobody remembers.

        Pain and treatments that were recorded in that time and belong to no episode become part of it.
        """
        start, end = self.moment(began), self.moment(ended)
        episode = Episode(new_id(), start, end, frozenset(places), frozenset(helped), note)
        self.refuse_overlap(episode)
        put: list[Record] = [episode]
        if worst is not None:
            put.append(Reading(new_id(), start, model.check_level(worst), episode.id, role="onset"))
        put += [Exposure(new_id(), start, episode.id, key) for key in triggers]
        put += self.at_home(EpisodeLog(episode))
        return self.save(translate("journal", "Added: {what}", what=self.name(episode)), put), episode

    @use_case
    def change_episode(
        self,
        episode_id: str,
        *,
        began: Moment,
        ended: Moment | None = None,
        level: int | None = None,
        places: Iterable[str] = (),
        triggers: Iterable[str] = (),
        helped: Iterable[str] = (),
        note: str = "",
        was: EpisodeLog | None = None,
    ) -> Change:
        """Everything a person can say about an episode, as it should read from now on, in one change.

        ``ended`` counts for an episode that is over; ``level`` is the pain at its onset, which
        moves with it. ``triggers`` are those that were there: others lose a yes, and keep a no.
        ``was`` is what the person began to change: only what differs from it is laid over the episode as it
        is now. :class:`UserError` when someone else has changed the same meanwhile.
        """
        old = self.log(episode_id)
        was = was or old
        wanted = replace(
            self._moved(was.episode, began, ended), places=frozenset(places), helped=frozenset(helped), note=note
        )
        episode = model.all_laid_over(was.episode, wanted, old.episode)
        self.refuse_overlap(episode)
        if level is not None:
            level = model.laid_over(_onset_level(was), level, _onset_level(old))
        yes, yet = frozenset(triggers), _set_off_by(was)
        put: list[Record] = [episode, *self._onset(old, episode.began, level), *self.said_yes(old, yes - yet)]
        if episode.began != old.episode.began or episode.ended != old.episode.ended:
            put += self.at_home(replace(old, episode=episode))
        gone = [e for e in old.exposures if e.hours_before == 0 and e.answer == "yes" and e.trigger in yet - yes]
        label = translate("journal", "Changed: {what}", what=self.name(episode))
        outdated = asking.out_of_date(old, episode.began)
        return self.save(_asked_again(label, outdated), put, [*gone, *outdated])

    @use_case
    def move_onset(self, episode_id: str, began: datetime) -> Change:
        """Correct when an episode began; its first reading moves with it.

        Moved far, the answers about the days before go, because they were about other hours.
        """
        old = self.log(episode_id)
        start = model.moved(old.episode.began, self.moment(began).at, self.zone())
        episode = self._moved(old.episode, start, old.episode.ended)
        self.refuse_overlap(episode)
        put = [episode, *self._onset(old, start, None), *self.at_home(replace(old, episode=episode))]
        label = translate("journal", "The spasm began {when}", when=when_text(start.at, self.now(), self.zone()))
        outdated = asking.out_of_date(old, start)
        return self.save(_asked_again(label, outdated), put, outdated)

    @use_case
    def rate(self, episode_id: str, level: int, flare_id: str = "") -> Change:
        """Correct how bad the spasm was that began the episode, or the new spasm ``flare_id`` in it."""
        log = self.log(episode_id)
        flare = next((each for each in log.flares if each.id == flare_id), None)
        moment = flare.moment if flare else log.episode.began
        if flare is None:
            put = self._onset(log, moment, level)
        else:
            put = [replace(each, level=model.check_level(level)) for each in self._readings_of(flare, log)]
            put = put or [Reading(new_id(), moment, level, episode_id, role="flare")]
        when = when_text(moment.at, self.now(), moment.local.tzinfo or self.zone())
        what = translate("journal", "spasm, {level} {when}", level=level, when=when)
        return self.save(translate("journal", "Changed: {what}", what=what), put)

    @use_case
    def reopen(self, episode_id: str) -> Change:
        """The episode is not over after all; what was recorded since belongs to it.

        While it was taken for over nothing could come up, so that time counts as a pause: nothing in it was missed.
        """
        if self.store.running_episode() is not None:
            raise UserError(translate("journal", "Another episode is running. Close it first."))
        log = self.log(episode_id)
        newest = self.store.latest_episode()
        if newest is not None and newest.id != episode_id:
            raise UserError(translate("journal", "Only the latest episode can be opened again."))
        ended, log = log.episode.ended, replace(log, episode=replace(log.episode, ended=None))
        put: list[Record] = [log.episode, *self.at_home(log)]
        if ended is not None and ended.at < self.now():
            put.append(Act(new_id(), ended, "paused", episode_id, until=self.now()))
        return self.save(translate("journal", "Episode opened again"), put)

    def _moved(self, episode: Episode, began: Moment, ended: Moment | None) -> Episode:
        """``episode`` with other times, refused where they are impossible."""
        for moment in (began, ended):
            if moment is not None:
                model.check_past(moment.at, self.now())
        return replace(episode, began=began, ended=(ended or episode.ended) if episode.ended else None)

    def _onset(self, log: EpisodeLog, began: Moment, level: int | None) -> list[Record]:
        """The first reading of ``log`` at ``began``, with ``level`` where that is given."""
        there = [each for each in log.readings if each.role == "onset"]
        if not there and level is not None:
            return [Reading(new_id(), began, model.check_level(level), log.episode.id, role="onset")]
        return [replace(each, moment=began, level=each.level if level is None else level) for each in there]


def _asked_again(label: str, outdated: list[Exposure]) -> str:
    """``label``, and that answers about other hours are gone where some are."""
    if not outdated:
        return label
    return translate("journal", "{label}; the days before are asked about again", label=label)


def _onset_level(log: EpisodeLog) -> int | None:
    return next((each.level for each in log.readings if each.role == "onset"), None)


def _set_off_by(log: EpisodeLog) -> frozenset[str]:
    return frozenset(each.trigger for each in log.exposures if each.answer == "yes" and not each.hours_before)
