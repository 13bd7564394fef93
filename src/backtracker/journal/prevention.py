"""Prevention: the answers of the check-in, the parts of the plan as they are done, weights and heights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from backtracker.core import body, breaks, habits, plan_errands, plan_kept, prevention
from backtracker.core.body import Measure
from backtracker.core.catalogue import OWN
from backtracker.core.errand import Errand
from backtracker.core.habits import Habit, HabitDay
from backtracker.core.model import EARLIEST_YEAR, Moment, Treatment, new_id, one_line
from backtracker.core.plan import Plan
from backtracker.core.plan_kept import Streak, Week
from backtracker.core.prevention import Grown, Row
from backtracker.core.records import Record
from backtracker.core.words import capitalized, counted, translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, use_case
from backtracker.journal.entries import Entries

OWN_WITHIN = timedelta(days=90)
"""An item of the person's own is asked for so long after it was last answered."""

_BREAKS_WITHIN = timedelta(days=2)  # one that is taken today came up yesterday at the earliest


@dataclass(frozen=True, slots=True)
class PlanToday:
    """The plan as it stands: the parts, what is known of today and yesterday, what the check-in asks.

    ``breaks`` from sitting were taken today.
    """

    day: HabitDay
    yesterday: HabitDay
    rows: tuple[Row, ...] = ()
    asked: tuple[str, ...] = ()
    grown: Grown = field(default_factory=lambda: Grown(0, 0))
    healed: bool = True
    breaks: int = 0

    def row(self, part: str) -> Row | None:
        """That part, where it belongs to the plan."""
        return next((row for row in self.rows if row.part == part), None)


@dataclass(frozen=True, slots=True)
class PlanKept:
    """What was kept of the plan as far back as it is followed, up to ``today``.

    ``on`` has the days on which each part was kept, ``known`` those of which anything is recorded, ``resting``
    those of episodes.
    """

    today: date
    on: dict[str, frozenset[date]]
    known: frozenset[date] = frozenset()
    resting: frozenset[date] = frozenset()

    def weeks(self, many: int) -> list[Week]:
        """The last ``many`` weeks up to the running one, oldest first."""
        return plan_kept.weeks(self.on, self.today, many)

    def streaks(self) -> dict[str, Streak]:
        """The streak of each part."""
        return {part: plan_kept.streak(days, self.today, self.resting) for part, days in self.on.items()}


class Prevention(Entries):
    """The part of the journal for ordinary days."""

    # Questions ----------------------------------------------------------------------------------

    def habit_days(self, first: date, last: date) -> list[HabitDay]:
        """What is known of each local day from ``first`` to ``last``, in order; a day that is not in it is unknown."""
        return self.store.habit_days(first, last)

    def habit_day(self, day: date) -> HabitDay:
        """What is known of the local ``day``."""
        return next(iter(self.store.habit_days(day, day)), HabitDay(day))

    def plan_kept(self) -> PlanKept:
        """What was kept of the plan. However many weeks of it are looked at, a day looks the same."""
        plan, today = self.plan(), self.today()
        first = prevention.first_day(today)
        days = self.store.habit_days(first, today)
        spasms = [(each.began.day, each.ended.day if each.ended else today)
                  for each in self.store.episodes_between(first, today)]  # fmt: skip
        resting = frozenset(
            start + timedelta(days=number) for start, end in spasms for number in range((end - start).days + 1)
        )
        kept = plan_kept.kept_days(plan, days, spasms)
        return PlanKept(today, kept, frozenset(each.day for each in days), resting)

    def plan_today(self) -> PlanToday:
        """The plan as it stands now; it has grown as :meth:`plan_kept` tells it, since the last spasm."""
        plan, today = self.plan(), self.today()
        latest = self.store.latest_episode()
        healed = latest is None or latest.ended is not None
        since = None if latest is None else latest.ended.day if latest.ended else today
        first = prevention.first_day(today)
        days = self.store.habit_days(today - OWN_WITHIN, today)
        there = {each.day: each for each in days}
        growth = self.store.habit_days(max(first, since or first), today, growth=True)
        grown = prevention.grown(plan, growth, since, today)
        day = there.get(today, HabitDay(today))
        return PlanToday(
            day,
            there.get(today - timedelta(days=1), HabitDay(today - timedelta(days=1))),
            tuple(prevention.rows(plan, day, grown, healed=healed)),
            tuple(habits.asked(plan.silent, _own(days, today))),
            grown,
            healed,
            breaks=sum(
                each.step == breaks.STEP and each.kind == breaks.TAKEN and each.moment.day == today
                for each in self.store.acts_named(*breaks.names(self.now(), _BREAKS_WITHIN))
            ),
        )

    def own_items(self) -> list[str]:
        """The person's own items that were answered lately, in the order of their names."""
        today = self.today()
        return _own(self.store.habit_days(today - OWN_WITHIN, today), today)

    def own_key(self, key: str) -> str:
        """``key`` as it was written before, where an item of the person's own differs in its capitals only."""
        if not key.startswith(OWN):
            return key
        return next((each for each in self.own_items() if each.casefold() == one_line(key).casefold()), key)

    def weights(self, since: datetime, until: datetime) -> list[Measure]:
        """The weights from ``since`` to before ``until``, oldest first."""
        return self.store.measures("weight", since, until)

    def newest_measure(self, kind: str) -> Measure | None:
        """The latest weight or height, as ``kind`` says."""
        return self.store.newest_measure(kind)

    def plan(self) -> Plan:
        """The plan as it was chosen."""
        return self.chosen().plan

    # Check-in -----------------------------------------------------------------------------------

    @use_case
    def check_in(self, day: date, answers: Mapping[str, int | None]) -> Change:
        """The answers about ``day``, each in place of the one before; None makes an item unknown again.

        ``water`` is the whole of the day's glasses. :class:`UserError` for a day that has not come, or an
        answer that makes no sense.
        """
        self._refuse_day(day)
        moment, there = self.moment(None), self.habit_day(day)
        answers = {self.own_key(key): value for key, value in answers.items()}
        put: list[Record] = []
        gone: list[Record] = []
        for key, value in answers.items():
            if not habits.known(key):
                raise UserError(translate("journal", "“{key}” is not a question of the check-in.", key=key))
            if value is None:
                old = self.store.habit(day, key)
                gone += [old] if old is not None else []
                continue
            kept = max(0, value - there.drinks) if key == "water" else value
            put.append(Habit.about(day, key, kept, moment))
        changed = [each for each in put if isinstance(each, Habit) and there.answers.get(each.item) != each.value]
        return self.save(self._check_in_label(day, answers), changed, gone)

    def _check_in_label(self, day: date, answers: Mapping[str, int | None]) -> str:
        when = "" if day == self.today() else f", {habits.day_name(day, self.today())}"
        if len(answers) != 1:
            words = counted(
                len(answers),
                translate("journal", "Check-in: {n} answer"),
                translate("journal", "Check-in: {n} answers"),
            )  # fmt: skip
            return words + when
        ((key, value),) = answers.items()
        if key in habits.KEPT_SILENT:
            return self._silent_label(key, bool(value)) + when
        said = translate("journal", "unknown") if value is None else habits.value_text(key, value)
        return f"{habits.label(key)}: {said}{when}"

    @staticmethod
    def _silent_label(key: str, on: bool) -> str:
        if key == "support":
            return (
                translate("journal", "Lumbar support used") if on else translate("journal", "Lumbar support: not used")
            )
        if key == "plank_pain":
            return translate("journal", "Plank stopped because of pain")
        return translate("journal", "Stretch stopped because of pain")

    # The plan -----------------------------------------------------------------------------------

    @use_case
    def drink(self, glasses: int = 1, day: date | None = None) -> Change:
        """So many more glasses of water on ``day`` (default: today); a negative number takes some away."""
        day = day or self.today()
        self._refuse_day(day)
        there = self.habit_day(day)
        counted_now = max(0, there.answers.get("water", 0) + glasses)
        put = Habit.about(day, "water", counted_now, self.moment(None))
        total = habits.value_text("water", counted_now + there.drinks)
        return self.save(translate("journal", "Water: {total}", total=total), [put])

    @use_case
    def moved(self, kind: str, minutes: int, at: datetime | None = None) -> Change:
        """``minutes`` of a low-impact activity that began at ``at``, or is over just now."""
        prevention.check_activity(kind)
        if not 1 <= minutes <= 24 * 60:
            raise UserError(translate("journal", "An activity lasts from 1 minute to 24 hours."))
        return self.did(kind, at, seconds=minutes * 60).change

    @use_case
    def plank(self, seconds: int | None = None, at: datetime | None = None) -> Logged[Treatment]:
        """A plank of ``seconds`` (default: the present hold) that began at ``at``, or is over just now."""
        hold = self.plan_today().grown.hold if seconds is None else seconds
        if not 1 <= hold <= 3600:
            raise UserError(translate("journal", "A plank lasts from 1 second to an hour."))
        return self.did("plank", at, seconds=hold)

    @use_case
    def stopped(self, part: str, seconds: int = 0) -> Change:
        """Stretch or plank was stopped because of pain, which is an answer; a plank after ``seconds`` of it."""
        if part not in ("stretch", "plank"):
            raise ValueError(f"nothing to stop: {part}")
        today, moment, key = self.today(), self.moment(None), f"{part}_pain"
        put: list[Record] = []
        if not self.habit_day(today).answers.get(key):
            put.append(Habit.about(today, key, 1, moment))
        if part == "plank" and seconds:
            put.append(self._over_now("plank", seconds, moment))
        return self.save(self._silent_label(key, True), put)

    @use_case
    def part_done(self, part: str) -> Change:
        """One press for a part of the plan: a glass, the minutes that are left, a stretch, a plank, the support."""
        label, record = self.part_record(part, self.moment(None))
        return self.save(label, [record])

    def part_record(self, part: str, moment: Moment) -> tuple[str, Record]:
        """What one press for ``part`` writes at ``moment``, and the words for it.

        A day has what began on it: a walk that is over just after midnight counts for yesterday, and its words say so.
        """
        found = self.plan_today()
        if part == "water":
            glasses = found.day.glasses + 1
            kept = Habit.about(found.day.day, "water", glasses - found.day.drinks, moment)
            return translate("journal", "Water: {total}", total=habits.value_text("water", glasses)), kept
        if part == "support":
            return self._silent_label("support", True), Habit.about(found.day.day, "support", 1, moment)
        row = found.row(part)
        if part not in prevention.PARTS:
            raise ValueError(f"not a part of the plan: {part}")
        kind, seconds = part, None
        if part == "walk":
            kind = self.plan().activity
            seconds = 60 * max(1, row.goal - row.done) if row else 60 * self.plan().minutes
        elif part == "plank":
            seconds = found.grown.hold
        done = self._over_now(kind, seconds, moment)
        return capitalized(self.name(done)), done

    def _over_now(self, kind: str, seconds: int | None, moment: Moment) -> Treatment:
        """What has taken ``seconds`` and is over at ``moment``."""
        start = moment if seconds is None else self.moment(moment.at - timedelta(seconds=seconds))
        return Treatment(new_id(), start, kind, seconds, episode_id=self.episode_id_at(start.at))

    # Reminders ----------------------------------------------------------------------------------

    def plan_errands(self, now: datetime) -> list[Errand]:
        """What the plan asks for today and tomorrow; nothing while an episode runs, or no reminder is wanted."""
        plan = self.plan()
        if not any(plan.reminds(part) for part in prevention.PARTS) or self.store.running_episode() is not None:
            return []
        found = self.plan_today()
        tomorrow = found.day.day + timedelta(days=1)
        untouched = prevention.rows(plan, HabitDay(tomorrow), found.grown, healed=found.healed)
        days = [(found.day.day, found.rows), (tomorrow, tuple(untouched))]
        return [
            each for each in plan_errands.errands(plan, days, self.zone()) if each.until is None or each.until > now
        ]

    # Weight and height --------------------------------------------------------------------------

    @use_case
    def measure(self, kind: str, value: int, at: datetime | None = None) -> Logged[Measure]:
        """A weight in grams or a height in millimetres, at ``at`` (default: now)."""
        found = Measure(new_id(), self.moment(at), kind, value)
        label = capitalized(f"{_kind_name(kind)}: {body.text_of(kind, value, self.plan().units)}")
        return Logged(self.save(label, [found]), found)

    def name(self, record: Record) -> str:
        """A few words that say which record it is."""
        if isinstance(record, Habit):
            day = habits.day_name(record.day, self.today())
            return translate("journal", "{what}, {day}", what=habits.label(record.item), day=day)
        if isinstance(record, Measure):
            return f"{_kind_name(record.kind)} {body.text_of(record.kind, record.value, self.plan().units)}"
        return super().name(record)

    def _refuse_day(self, day: date) -> None:
        if day > self.today():
            raise UserError(translate("journal", "That day has not come yet. Choose today or an earlier one."))
        if day.year < EARLIEST_YEAR:
            raise UserError(translate("journal", "That year is too long ago. Check the date."))


def _kind_name(kind: str) -> str:
    return translate("journal", "weight") if kind == "weight" else translate("journal", "height")


def _own(days: list[HabitDay], today: date) -> list[str]:
    lately = (day for day in days if today - day.day <= OWN_WITHIN)
    return sorted({key for day in lately for key in day.answers if key.startswith(OWN)}, key=str.casefold)
