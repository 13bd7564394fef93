"""The care in the made-up history: visits, questions, two courses, exercises, an injection, medicines.

May import ``core``; standard library only. Always the same for the same seed, and believable
beside the episodes that it is given: sessions lie on the days between them.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from backtracker.core.care import exercises
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.core.marks import Mark
from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import DOCTOR, MG, Product
from backtracker.core.medicines.wording import amount_text
from backtracker.core.model import Episode, Moment, Reading, Treatment
from backtracker.core.records import Record
from backtracker.core.trial import Trial

_DAY = timedelta(days=1)
_EXERCISE_DAYS = 42
_PHYSIO = (5, 5, 4, 5, 4, 4, 3, 3, 3, 2, 2, 2)
_MASSAGE = (4, 4, 3, 4, 3, 3, 2, 3)
_SESSION_NOTES = ("Hips and lower back.", "Showed the bridge.", "A little sore afterwards.")


def records(until: datetime, zone: str, episodes: Sequence[Episode], seed: int = 71) -> Iterator[Record]:
    """The care of the last year and a half before the aware instant ``until``, and two appointments after it."""
    return _Care(until.astimezone(UTC).replace(microsecond=0), ZoneInfo(zone), episodes, Random(seed)).records()


class _Care:
    """Who is seen when, beside ``episodes``."""

    def __init__(self, until: datetime, zone: tzinfo, episodes: Sequence[Episode], rng: Random) -> None:
        self.until, self.zone, self.rng = until, zone, rng
        self.episodes = episodes
        self.today = until.astimezone(zone).date()

    def records(self) -> Iterator[Record]:
        """All of it; a record comes after those it belongs to."""
        yield from self._visits()
        physio = Course(self._id(), self._at(400, 9), "physio", "Anna Lind", 4, None, None, self._at(300, 12))
        yield physio
        yield Mark(self._id(), self._at(399, 9), physio.moment.day, "Started physiotherapy")
        yield from self._sessions(physio, 398, _PHYSIO, 30)
        following = self._at(-3, 17)
        massage = Course(self._id(), self._at(70, 17), "massage", "", 4, self.today + 21 * _DAY, following)
        yield massage
        yield from self._sessions(massage, 67, _MASSAGE, 45)
        yield from self._exercises(physio)
        yield Trial(self._id(), self._at(101, 20), "water", 8, False, self.today - 100 * _DAY, 7, 1, "ABBABAAB")
        yield from self._injection()
        yield from self._medicines()

    def _visits(self) -> Iterator[Record]:
        family = Visit(
            self._id(), self._at(410, 10.5), "doctor", "Dr. Weber", "Rest less, walk more.", "Lumbar muscle strain",
            (Examination("xray", "no fracture"),),
        )  # fmt: skip
        nerve = Visit(
            self._id(), self._at(120, 14), "neurologist", "Dr. Imhof", "Reflexes fine on both sides.", "",
            (Examination("mri"),),
        )  # fmt: skip
        yield from (family, nerve)
        yield Visit(self._id(), self._at(-6, 9.5), "doctor", "Dr. Weber")
        asked = "Is it the discs or the muscles?"
        yield Question(self._id(), self._at(415, 20), asked, family.moment, family.id, "The muscles, most likely.")
        yield Question(self._id(), self._at(12, 21), "When do I get the result of the MRI?")
        yield Question(self._id(), self._at(2, 8.2), "May I go on with the exercises during a spasm?")

    def _medicines(self) -> Iterator[Record]:
        """A plan of the doctor's with its own limits, taken in the evening, and two more kinds on the last day."""
        plan = Product(
            self._id(), "Methocarbamol", (("own:methocarbamol", 500 * MG),), per_dose=2, every=360, day_units=8,
            days=14, limits=DOCTOR, sedating=True, source="Dr. Weber",
        )  # fmt: skip
        yield plan
        running = next((each for each in self.episodes if each.ended is None), None)
        evenings = [(plan, 1.0, self._at(before, 21.5)) for before in range(16, 2, -1)]
        latest = [
            (product, units, Moment.of(self.until - timedelta(hours=hours), self.zone))
            for product, units, hours in ((SHIPPED["tylenol_extra"], 2.0, 19.0), (SHIPPED["percogesic"], 1.0, 8.5))
        ]
        for product, units, moment in (*evenings, *latest):
            inside = running is not None and moment.at >= running.began.at
            yield Treatment(
                self._id(), moment, "medicine", product=product.name, amount=amount_text(product, units),
                episode_id=running.id if running is not None and inside else None, medicine=product.id, units=units,
                contents=product.amounts(units),
            )  # fmt: skip

    def _sessions(self, course: Course, first: int, pains: Sequence[int], minutes: int) -> Iterator[Record]:
        """One a week, from ``first`` days ago, left out where an episode runs."""
        for week, before in enumerate(pains):
            moment = self._at(first - 7 * week, course.moment.local.hour + 0.25 * self.rng.randrange(3))
            if self._in_episode(moment.at) or moment.at > self.until - 2 * _DAY:
                continue
            note = self.rng.choice(_SESSION_NOTES) if self.rng.random() < 0.3 else ""
            name = {"physio": "Physiotherapy", "massage": "Massage"}[course.kind]
            done = Treatment(
                self._id(), moment, course.treatment, minutes * 60, product=name, note=note, slot=course.slot
            )
            after = max(0, before - self.rng.choice((0, 1, 1, 2)))
            end = Moment(moment.at + timedelta(minutes=minutes), moment.offset, moment.zone)
            yield done
            yield Reading(self._id(), moment, before, None, done.id, "before")
            yield Reading(self._id(), end, after, None, done.id, "after")

    def _exercises(self, physio: Course) -> Iterator[Record]:
        bridge = Exercise(
            self._id(), self._at(380, 10), "Bridge", 3, 10, times=2, course_id=physio.id,
            note="Heels under the knees, lift slowly.",
        )  # fmt: skip
        plank = Exercise(
            self._id(), self._at(370, 10), "Side plank", 2, None, 20, frozenset({"mon", "wed", "fri"}),
            course_id=physio.id,
        )  # fmt: skip
        yield from (bridge, plank)
        for ago in range(_EXERCISE_DAYS, 1, -1):
            for exercise in (bridge, plank):
                yield from self._practised(exercise, self.today - ago * _DAY)

    def _practised(self, exercise: Exercise, day: date) -> Iterator[Record]:
        """Most of the turns of ``day``; some go by without an answer, and none are done while an episode runs."""
        for turn in exercises.turns(exercise, day, self.zone):
            moment = Moment.of(turn.due + timedelta(minutes=self.rng.randrange(40)), self.zone)
            lot = self.rng.random()
            if lot < 0.15 or self._in_episode(moment.at):
                continue
            answer = "skipped" if lot < 0.22 else "stopped" if lot < 0.25 else "done"
            done = None
            if answer != "skipped":
                done = Treatment(
                    self._id(), moment, "exercise", product=exercise.name, amount=exercises.amount_text(exercise),
                    note=exercises.answer_text(answer) if answer == "stopped" else "", slot=turn.key,
                )  # fmt: skip
                yield done
            yield Practice(self._id(), moment, exercise.id, answer, turn.key, done.id if done else None)

    def _injection(self) -> Iterator[Record]:
        """One, on the second day after an episode of last year."""
        over = [each.ended for each in self.episodes if each.ended is not None]
        if len(over) >= 4:
            moment = Moment.of(over[-4].at + 2 * _DAY, self.zone)
            yield Treatment(self._id(), moment, "injection", product="Cortisone", note="Dr. Weber")

    def _at(self, ago: float, hour: float) -> Moment:
        """``hour`` on the wall, so many days ago."""
        day = self.today - timedelta(days=ago)
        clock = datetime.combine(day, time(), self.zone) + timedelta(hours=hour)
        return Moment.of(clock.astimezone(UTC), self.zone)

    def _in_episode(self, at: datetime) -> bool:
        return any(each.began.at - _DAY <= at and (each.ended is None or at <= each.ended.at) for each in self.episodes)

    def _id(self) -> str:
        """A UUID of version 4 out of the generator's own bits."""
        bits = f"{self.rng.getrandbits(128):032x}"
        return f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-{'89ab'[int(bits[16], 16) & 3]}{bits[17:20]}-{bits[20:]}"
