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

SAID_AGAIN_WITHIN = timedelta(minutes=15)
"""A no to all this soon after another one is the same no, said again."""

LOOKED_AT = 20
"""The last answers with a sign that are looked at first, for those that nobody has read."""


class Flags(Base):
    """The part of the journal that hears of warning signs."""

    @use_case
    def record_check(self, flags: Iterable[str], episode_id: str | None = None) -> Change:
        """Answers to the red-flag check: the flags that were there; none of them is a no to all.

        It stands beside what was said before, and changes nothing of that: a slip of the hand erases no
        warning. What was wrong is corrected by :meth:`change_check` and :meth:`change_standing`, or undone.
        """
        return self._record(flags, episode_id, None).change

    @use_case
    def check_flags(self, flags: Iterable[str], at: datetime | None = None) -> Logged[Check]:
        """The same for the episode that was running at ``at`` (default: now), or outside of any."""
        return self._record(flags, self.episode_id_at(self.moment(at).at), at)

    @use_case
    def change_check(self, check: Check, flags: Iterable[str]) -> Change:
        """The answer ``check`` was another one: exactly ``flags`` were there. Its time stays."""
        self.need_there(check)
        changed = replace(check, flags=frozenset(flags))
        return self.save(translate("journal", "Changed: {what}", what=translate("journal", "warning signs")), [changed])

    @use_case
    def change_standing(self, seen: Standing, flags: Iterable[str], episode_id: str | None = None) -> Change:
        """What the notice ``seen`` says was another answer: exactly ``flags`` were there.

        A sign that is not among them goes from every answer that named it. One that is new takes the place
        of an answer of which nothing is left; else it is an answer of now, in the episode ``episode_id`` or
        the one that is running. What came meanwhile, in another window, stays.
        """
        wanted, named = frozenset(flags), frozenset(seen.flags)
        there = [check for each in seen.checks if (check := self.store.get(Check, each.id)) is not None]
        put = [replace(check, flags=check.flags & wanted | check.flags - named) for check in there]
        if more := wanted - named:
            emptied = [number for number, check in enumerate(put) if not check.flags]
            if emptied:
                put[emptied[-1]] = replace(put[emptied[-1]], flags=more)
            else:
                moment = self.moment(None)
                home = self.episode_id_at(moment.at) if episode_id is None else self.need(episode_id).id
                put.append(Check(new_id(), moment, home, more))
        label = translate("journal", "Changed: {what}", what=translate("journal", "warning signs"))
        return self.save(label, [check for check in put if check not in there])

    def last_check(self) -> Check | None:
        """What was answered last, in or outside an episode."""
        return self.store.newest_check()

    def standing(self) -> Standing | None:
        """The notice that is up, of all that nobody has acknowledged: whatever happens in between."""
        many = LOOKED_AT
        while checks := self.store.yes_checks(many):
            read = self.store.acknowledgements_of([each.id for each in checks])
            notice = redflags.standing(checks, read)
            if notice is None or len(notice.checks) < many:
                return notice
            many *= 2  # none of them was read: older ones may stand as well
        return None

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
        again = there is not None and not there.flags and not check.flags
        if there is not None and again and abs(check.moment.at - there.moment.at) <= SAID_AGAIN_WITHIN:
            check = replace(check, id=there.id)
        none, some = translate("journal", "Warning signs: none"), translate("journal", "Warning signs: yes")
        return Logged(self.save(some if check.flags else none, [check]), check)
