"""What may have set a spasm off: the matched questions, and their answers."""

from collections.abc import Iterable, Mapping, Sequence

from backtracker.core import asking, catalogue
from backtracker.core.asking import EPISODES_BACK, HOURS_BEFORE, Asking, Key
from backtracker.core.model import EpisodeLog, Exposure, new_id
from backtracker.core.words import translate
from backtracker.journal.base import Base, Change, use_case


class Triggers(Base):
    """The part of the journal that asks what was there before a spasm. One question has one stored answer."""

    def asking(self, episode_id: str) -> Asking:
        """The questions about the onset of that episode, as they stand."""
        return self._asking_of(self.log(episode_id))

    def asking_now(self, log: EpisodeLog | None = None) -> Asking | None:
        """The questions that are offered now: those about the latest onset, while it is not too long ago.

        ``log`` is that of the running episode, where it was asked for already.
        """
        latest, now = self.store.latest_episode(), self.now()
        if latest is None or not asking.is_time(latest.began, now):
            return None
        known = log if log is not None and log.episode.id == latest.id else self.log(latest.id)
        found = self._asking_of(known)
        return found if found.is_offered(now) else None

    def _asking_of(self, log: EpisodeLog) -> Asking:
        return asking.asking(log, self.store.named_triggers(log.episode.began.at, EPISODES_BACK))

    @use_case
    def answer_triggers(self, episode_id: str, wanted: Mapping[Key, str | None], label: str = "") -> Change:
        """Store the ``wanted`` answers, each yes, no, unknown, or None to take it back, in one change."""
        log = self.log(self.need(episode_id).id)
        fresh, kept, gone = asking.changes(log, wanted)
        moment = self.moment(None)
        put = [Exposure(new_id(), moment, log.episode.id, *key, answer) for key, answer in fresh.items()]
        return self.save(label or _label(wanted), [*kept, *put], gone)

    def answer_trigger(self, episode_id: str, trigger: str, answer: str | None, hours_before: int = 0) -> Change:
        """One answer: whether ``trigger`` was there in the two hours that lie ``hours_before`` the onset."""
        return self.answer_triggers(episode_id, {(trigger, hours_before): answer})

    @use_case
    def answer_rest(self, episode_id: str, triggers: Iterable[str], answer: str, hours: Sequence[int] = (0,)) -> Change:
        """The same answer to what has none yet of ``triggers`` and ``hours``: "the rest: no"."""
        keys = list(triggers)
        said = asking.answers(self.log(self.need(episode_id).id).exposures)
        wanted = {(key, each): answer for key in keys for each in hours if (key, each) not in said}
        alone = len(keys) == 1 and tuple(hours) == HOURS_BEFORE
        label = _label({(keys[0], 0): answer}) if alone else translate("journal", "The other triggers answered")
        return self.answer_triggers(episode_id, wanted, label)


def _label(wanted: Mapping[Key, str | None]) -> str:
    if len({trigger for trigger, _ in wanted}) != 1:
        return translate("journal", "Triggers answered")
    (trigger, hours), answer = next(iter(wanted.items()))
    said = {
        "yes": translate("journal", "yes"),
        "no": translate("journal", "no"),
        "unknown": translate("journal", "don’t know"),
    }.get(answer or "", translate("journal", "no answer"))
    name = catalogue.label("trigger", trigger)
    if len(wanted) > 1 and len(set(wanted.values())) > 1:
        return translate("journal", "{trigger}: answered", trigger=name)
    if len(wanted) > 1 or hours == 0:
        return translate("journal", "{trigger}: {answer}", trigger=name, answer=said)
    if hours == HOURS_BEFORE[1]:
        return translate("journal", "{trigger}, a day before: {answer}", trigger=name, answer=said)
    return translate("journal", "{trigger}, two days before: {answer}", trigger=name, answer=said)
