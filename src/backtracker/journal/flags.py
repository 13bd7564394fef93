"""The check of warning signs: its answers, the notice that a yes brings up, and who has read it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from backtracker.core import redflags
from backtracker.core.model import Check, new_id
from backtracker.core.records import Record
from backtracker.core.redflags import Acknowledgement, Standing
from backtracker.core.words import translate
from backtracker.journal.base import Base, Change, Logged, use_case

CORRECTED_WITHIN = timedelta(minutes=15)
"""A second answer to the red-flag check this soon after the first one takes its place."""


class Flags(Base):
    """The part of the journal that hears of warning signs."""

    @use_case
    def record_check(self, flags: Iterable[str], episode_id: str | None = None) -> Change:
        """Answers to the red-flag check: the flags that were there; none of them is a no to all.

        An answer soon after another one for the same episode corrects it: two that contradict each
        other within minutes are a slip of the hand.
        """
        return self._record(flags, episode_id, None).change

    @use_case
    def check_flags(self, flags: Iterable[str], at: datetime | None = None) -> Logged[Check]:
        """The same for the episode that was running at ``at`` (default: now), or outside of any."""
        episode = self.episode_at(self.moment(at).at)
        return self._record(flags, episode.id if episode else None, at)

    @use_case
    def change_check(self, check: Check, flags: Iterable[str]) -> Change:
        """The answer ``check`` was another one: exactly ``flags`` were there. Its time stays."""
        self.need_there(check)
        changed = replace(check, flags=frozenset(flags))
        return self.save(translate("journal", "Changed: {what}", what=translate("journal", "warning signs")), [changed])

    def last_check(self) -> Check | None:
        """What was answered last, in or outside an episode."""
        return self.store.newest_check()

    def fresh_check(self, episode_id: str | None = None) -> Check | None:
        """The answer that :meth:`record_check` for the same episode would correct now."""
        there = self._there(episode_id)
        near = there is not None and abs(self.now() - there.moment.at) <= CORRECTED_WITHIN
        return there if near else None

    def standing(self) -> Standing | None:
        """The notice that is up: until it is acknowledged, whatever happens in between."""
        checks = self.store.yes_checks()
        return (
            redflags.standing(checks, self.store.acknowledgements_of([each.id for each in checks])) if checks else None
        )

    @use_case
    def acknowledge(self, seen: Standing) -> Change:
        """The notice ``seen`` was read. What came to it since, in another window, stays up."""
        there = self.standing()
        open_ = {check.id for check in there.checks} if there else set()
        moment = self.moment(None)
        put: list[Record] = [
            Acknowledgement(new_id(), moment, check.id, check.flags) for check in seen.checks if check.id in open_
        ]
        return self.save(translate("journal", "Notice read"), put)

    def _there(self, episode_id: str | None) -> Check | None:
        if episode_id is not None:
            return next(iter(self.log(episode_id).checks[::-1]), None)
        newest = self.store.newest_check()
        return newest if newest is not None and newest.episode_id is None else None

    def _record(self, flags: Iterable[str], episode_id: str | None, at: datetime | None) -> Logged[Check]:
        check = Check(new_id(), self.moment(at), episode_id, frozenset(flags))
        there = self._there(episode_id)
        if there is not None and abs(check.moment.at - there.moment.at) <= CORRECTED_WITHIN:
            check = replace(check, id=there.id)
        none, some = translate("journal", "Warning signs: none"), translate("journal", "Warning signs: yes")
        return Logged(self.save(some if check.flags else none, [check]), check)
