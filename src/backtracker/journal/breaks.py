"""Breaks from sitting: what was asked and what was answered, as acts outside any episode."""

from datetime import datetime, timedelta

from backtracker.core import breaks
from backtracker.core.model import Act, new_id
from backtracker.core.words import clock_text, translate
from backtracker.journal.base import Base, Change, use_case

_LATELY = timedelta(days=1)  # a break that came up earlier comes again no more


class Breaks(Base):
    """The part of the journal that the card about breaks talks to. Told twice, an answer is one."""

    @use_case
    def break_shown(self) -> str:
        """A break is about to come up; its name, for the answers. On disk before the card is on screen."""
        moment = self.moment(None)
        name = breaks.key(moment.at)
        self.save("", [Act(new_id(), moment, "shown", None, breaks.STEP, name)])
        return name

    @use_case
    def break_taken(self, name: str, every: timedelta, at: datetime | None = None) -> Change:
        """The break ``name`` was taken; the next is not before ``every`` has passed.

        With ``at`` nobody said so: the computer was left then.
        """
        words = translate("journal", "Break taken") if at is None else ""
        moment = self.moment(at)
        return self._answer(words, Act(new_id(), moment, breaks.TAKEN, None, breaks.STEP, name, moment.at + every))

    @use_case
    def break_later(self, name: str) -> Change:
        """The break ``name`` comes again a little later."""
        moment = self.moment(None)
        until = moment.at + timedelta(minutes=breaks.LATER_MINUTES)
        words = translate("journal", "Break again at {time}", time=clock_text(until.astimezone(self.zone())))
        return self._answer(words, Act(new_id(), moment, "snoozed", None, breaks.STEP, name, until))

    @use_case
    def break_skipped(self, name: str) -> Change:
        """The break ``name`` is left out."""
        act = Act(new_id(), self.moment(None), "skipped", None, breaks.STEP, name)
        return self._answer(translate("journal", "Break skipped"), act)

    def break_put_off(self) -> datetime | None:
        """When a break comes again that was put off, if there is one and its time has not long passed."""
        return breaks.put_off_until(self.store.acts_named(*breaks.names(self.now(), _LATELY)), self.now())

    def _answer(self, words: str, act: Act) -> Change:
        told = any(each.slot == act.slot and each.kind != "shown" for each in self.store.acts_about([act.slot]))
        return Change("", "") if told else self.save(words, [act])
