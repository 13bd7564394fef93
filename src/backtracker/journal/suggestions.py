"""Quiet suggestions: what the record of the last months says, unless it was put away."""

from datetime import timedelta

from backtracker.core import suggestions
from backtracker.core.care.visits import Question
from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.model import new_id
from backtracker.core.suggestions import Dismissal, Suggestion
from backtracker.core.words import translate
from backtracker.journal.base import Base, Change, use_case


class Suggestions(Base):
    """The part of the journal that says when a doctor should hear of it."""

    def suggestions(self) -> list[Suggestion]:
        """What is to be shown now, the most pressing first; empty on most days."""
        now, one = self.now(), timedelta(days=1)
        today = now.astimezone(self.zone()).date()
        since = now - timedelta(days=suggestions.DAYS) - one
        episodes = self.store.episodes_between(since.date(), today + one)
        often = len(episodes) >= suggestions.OFTEN
        logs = self.store.episode_logs([each for each in episodes if often or each.ended is None])
        taken = self.store.taken(now - timedelta(days=suggestions.MEDICINE_SPAN_DAYS) - one, now + one)
        products = SHIPPED | {each.id: each for each in self.store.products()} if taken else SHIPPED
        days = suggestions.days_with_medicine(taken, products)
        found = suggestions.found(logs, days, now, today)
        return suggestions.shown(found, self.store.latest_dismissals(), now) if found else []

    @use_case
    def ask_about(self, suggestion: Suggestion) -> Change:
        """Keep ``suggestion`` as a question for the next visit; so it is put away here, in the same change."""
        moment = self.moment(None)
        question = Question(new_id(), moment, suggestion.words)
        put_away = Dismissal(new_id(), moment, suggestion.kind, suggestion.evidence)
        return self.save(translate("journal", "Question kept"), [question, put_away])

    @use_case
    def dismiss(self, suggestion: Suggestion) -> Change:
        """Put ``suggestion`` away: it comes back only with new evidence, and not for a while."""
        put_away = Dismissal(new_id(), self.moment(None), suggestion.kind, suggestion.evidence)
        return self.save(translate("journal", "Suggestion put away"), [put_away])
