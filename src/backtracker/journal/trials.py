"""Trials on oneself: planned, with an order drawn by lot, stopped at any time; and the word of each morning."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random, SystemRandom

from backtracker.core import trial as rules_of
from backtracker.core.errand import Errand
from backtracker.core.habits import HabitDay
from backtracker.core.model import DayPain, new_id
from backtracker.core.trial import Trial
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, use_case
from backtracker.journal.entries import Entries


class Trials(Entries):
    """The part of the journal that keeps trials."""

    lots: Random = SystemRandom()
    """What the orders are drawn with."""

    @use_case
    def plan_trial(
        self,
        what: str,
        goal: int,
        *,
        at_most: bool = False,
        days: int = 7,
        blocks: int = 8,
        washout: int = 1,
        begins: date | None = None,
    ) -> Logged[Trial]:
        """A trial of ``what``, from ``begins`` (default: tomorrow) on, in an order of blocks that is drawn now."""
        moment = self.moment(None)
        if not rules_of.FEWEST_BLOCKS <= blocks <= rules_of.MOST_BLOCKS:
            words = translate("trial", "A trial has {low} to {high} blocks, of both kinds.")
            raise UserError(words.format(low=rules_of.FEWEST_BLOCKS, high=rules_of.MOST_BLOCKS))
        first = rules_of.check_begin(begins or moment.day + timedelta(days=1), moment.day, self.store.trials())
        arms = rules_of.drawn(blocks, self.lots)
        trial = Trial(new_id(), moment, what, goal, at_most, first, days, washout, arms)
        return Logged(self.save(translate("journal", "Planned: {what}", what=self.name(trial)), [trial]), trial)

    @use_case
    def stop_trial(self, trial_id: str) -> Change:
        """The trial ends today; what was recorded until now stays."""
        trial = self.store.get(Trial, trial_id)
        if trial is None:
            raise UserError(translate("trial", "That trial is no longer there. It was deleted or taken back."))
        if trial.over(self.today()):
            raise UserError(translate("trial", "That trial is over already."))
        label = translate("journal", "Stopped: {what}", what=self.name(trial))
        return self.save(label, [replace(trial, ended=self.moment(None))])

    def trial_now(self) -> Trial | None:
        """The trial that is under way or to come."""
        return rules_of.running(self.store.trials(), self.today())

    def trial_days(self, trial: Trial) -> tuple[list[DayPain], list[HabitDay]]:
        """The pain of its days, and what is known of them."""
        return self.store.day_pains(trial.begins, trial.until), self.store.habit_days(trial.begins, trial.until)

    def trial_errands(self, now: datetime) -> list[Errand]:
        """Which block it is, this morning and the next; nothing while an episode runs."""
        trial = self.trial_now()
        if trial is None or self.store.running_episode() is not None:
            return []
        return rules_of.errands(trial, now.astimezone(self.zone()).date(), self.zone(), now)
