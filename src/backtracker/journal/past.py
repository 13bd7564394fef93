"""The past put right: whole episodes from memory, corrected times, and one that is not over after all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from backtracker.core import model
from backtracker.core.model import Episode, EpisodeLog, Exposure, Moment, Reading, Record, new_id
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.journal.base import Change
from backtracker.journal.episodes import Episodes


class Past(Episodes):
    """The part of the journal that adds and corrects episodes afterwards."""

    def add_past(
        self,
        began: datetime,
        ended: datetime,
        worst: int,
        *,
        places: Iterable[str] = (),
        triggers: Iterable[str] = (),
        helped: Iterable[str] = (),
        note: str = "",
    ) -> tuple[Change, Episode]:
        """A whole episode from memory. ``worst`` is the pain at its onset; times are aware instants.

        Pain and treatments that were recorded in that time and belong to no episode become part of it.
        """
        model.check_level(worst)
        start, end = self.moment(began), self.moment(ended)
        episode = Episode(new_id(), start, end, frozenset(places), frozenset(helped), note)
        self.refuse_overlap(episode)
        put: list[Record] = [episode, Reading(new_id(), start, worst, episode.id, role="onset")]
        put += [Exposure(new_id(), start, episode.id, key) for key in triggers]
        put += self.at_home(EpisodeLog(episode))
        return self.save(translate("journal", "Episode added"), put), episode

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
    ) -> Change:
        """Everything a person can say about an episode, as it should read from now on, in one change.

        ``ended`` counts for an episode that is over; ``level`` is the pain at its onset, which
        moves with it. ``triggers`` are those that were there: others lose a yes, and keep a no.
        """
        old = self.log(episode_id)
        episode = self._moved(old.episode, began, ended)
        episode = replace(episode, places=frozenset(places), helped=frozenset(helped), note=note)
        wanted = frozenset(triggers)
        put: list[Record] = [episode, *self._onset(old, began, level), *self.said_yes(old, wanted)]
        if episode.began != old.episode.began or episode.ended != old.episode.ended:
            put += self.at_home(replace(old, episode=episode))
        gone = [e for e in old.exposures if e.hours_before == 0 and e.answer == "yes" and e.trigger not in wanted]
        return self.save(translate("journal", "Changed: {what}", what=self.name(episode)), put, gone)

    def move_onset(self, episode_id: str, began: datetime) -> Change:
        """Correct when an episode began; its first reading moves with it."""
        old = self.log(episode_id)
        start = model.moved(old.episode.began, self.moment(began).at, self.zone())
        episode = self._moved(old.episode, start, old.episode.ended)
        put = [episode, *self._onset(old, start, None), *self.at_home(replace(old, episode=episode))]
        return self.save(translate("journal", "Time of the episode changed"), put)

    def reopen(self, episode_id: str) -> Change:
        """The episode is not over after all; what was recorded since belongs to it."""
        if self.store.running_episode() is not None:
            raise UserError(translate("journal", "Another episode is running. Close it first."))
        log = self.log(episode_id)
        newest = self.store.latest_episode()
        if newest is not None and newest.id != episode_id:
            raise UserError(translate("journal", "Only the latest episode can be opened again."))
        log = replace(log, episode=replace(log.episode, ended=None))
        return self.save(translate("journal", "Episode opened again"), [log.episode, *self.at_home(log)])

    def _moved(self, episode: Episode, began: Moment, ended: Moment | None) -> Episode:
        """``episode`` with other times, refused where they are impossible or another one's."""
        for moment in (began, ended):
            if moment is not None:
                model.check_past(moment.at, self.now())
        moved = replace(episode, began=began, ended=(ended or episode.ended) if episode.ended else None)
        self.refuse_overlap(moved)
        return moved

    def _onset(self, log: EpisodeLog, began: Moment, level: int | None) -> list[Record]:
        """The first reading of ``log`` at ``began``, with ``level`` where that is given."""
        there = [each for each in log.readings if each.role == "onset"]
        if not there and level is not None:
            return [Reading(new_id(), began, model.check_level(level), log.episode.id, role="onset")]
        return [replace(each, moment=began, level=each.level if level is None else level) for each in there]
