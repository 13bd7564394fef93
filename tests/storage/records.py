"""Records for the storage tests: made-up ones by Hypothesis, and short ways to make plain ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from backtracker.core.body import Measure
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import ANSWERS, DAYS, Exercise, Practice
from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.core.habits import Habit
from backtracker.core.marks import Mark
from backtracker.core.medicines.product import Product
from backtracker.core.model import (
    Act,
    Check,
    Episode,
    Exposure,
    Flare,
    Moment,
    Reading,
    Treatment,
    new_id,
    one_line,
)
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.core.trial import Trial

NOW = datetime(2026, 10, 12, 10, 0, tzinfo=UTC)
EPISODE_ID = "an-episode"
TREATMENT_ID = "a-treatment"


def at(**later: float) -> Moment:
    """A moment in Berlin's summer, so many hours or days after (or before) NOW."""
    return Moment(NOW + timedelta(**later), 7200, "Europe/Berlin")


def episode(began: Moment | None = None, **rest: Any) -> Episode:
    return Episode(rest.pop("id", None) or new_id(), began or at(), **rest)


def reading(level: int = 5, moment: Moment | None = None, **rest: Any) -> Reading:
    return Reading(rest.pop("id", None) or new_id(), moment or at(), level, **rest)


def treatment(kind: str = "ice", moment: Moment | None = None, **rest: Any) -> Treatment:
    return Treatment(rest.pop("id", None) or new_id(), moment or at(), kind, **rest)


def product(name: str = "Store brand", **rest: Any) -> Product:
    return Product(rest.pop("id", None) or new_id(), name, **rest)


def exposure(episode_id: str, trigger: str = "lift", **rest: Any) -> Exposure:
    return Exposure(rest.pop("id", None) or new_id(), rest.pop("moment", None) or at(), episode_id, trigger, **rest)


def shown(episode_id: str, **rest: Any) -> Act:
    return Act(rest.pop("id", None) or new_id(), rest.pop("moment", None) or at(), "shown", episode_id, **rest)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
words = texts.filter(lambda text: bool(text.removeprefix("own:").strip()))
keys = st.frozensets(st.text(st.characters(codec="utf-8"), max_size=12), max_size=4)
ids = st.uuids(version=4).map(str)
instants = st.datetimes(timezones=st.just(UTC)).map(
    lambda value: value.replace(microsecond=value.microsecond // 1000 * 1000)
)


def _moment(instant: datetime, offset: int, zone: str) -> Moment:
    try:
        _ = Moment(instant, offset).day
    except OverflowError:  # the first and the last hours of time, seen from elsewhere
        offset = 0
    return Moment(instant, offset, zone)


moments = st.builds(_moment, instants, st.integers(-86_399, 86_399), st.sampled_from(["", "Asia/Kathmandu"]) | texts)


@st.composite
def _episodes(draw: st.DrawFn) -> Episode:
    began, ended = sorted((draw(moments), draw(moments)), key=lambda moment: moment.at)
    return Episode(draw(ids), began, draw(st.sampled_from([ended, None])), draw(keys), draw(keys), draw(texts))


numbers = st.floats(0, 100, exclude_min=True)
contents = st.lists(st.tuples(words, st.integers(0, 10**9)), max_size=3, unique_by=lambda each: each[0]).map(tuple)


@st.composite
def _treatments(draw: st.DrawFn) -> Treatment:
    running = draw(st.booleans())
    lengths = st.none() | st.integers(0, 86_400)
    return Treatment(
        draw(ids), draw(moments), draw(words), None if running else draw(lengths), draw(lengths), running,
        draw(texts), draw(texts), draw(texts), draw(st.sampled_from([None, EPISODE_ID])), draw(texts),
        draw(texts), draw(st.none() | numbers), draw(contents), draw(st.booleans()),
    )  # fmt: skip


episodes = _episodes()
readings = st.builds(
    Reading,
    ids,
    moments,
    st.integers(0, 10),
    st.sampled_from([None, EPISODE_ID]),
    st.sampled_from([None, TREATMENT_ID]),
    st.sampled_from(["", "onset", "flare", "before", "after", "worst"]),
    keys,
    texts,
)
flares = st.builds(Flare, ids, moments, st.just(EPISODE_ID), texts)
treatments = _treatments()
exposures = st.builds(
    Exposure, ids, moments, st.just(EPISODE_ID), words, st.sampled_from([0, 24, 48]),
    st.sampled_from(["yes", "no", "unknown"]),
)  # fmt: skip
acts = st.builds(
    Act,
    ids,
    moments,
    st.sampled_from(["shown", "snoozed", "skipped", "missed", "paused", "resumed", "ice_ended"]),
    st.sampled_from([None, EPISODE_ID]),
    texts,
    texts,
    instants,
    texts,
) | st.builds(Act, ids, moments, st.just("skipped"), until=st.none())
checks = st.builds(Check, ids, moments, st.sampled_from([None, EPISODE_ID]), keys)
flags = st.booleans()
products = st.builds(
    Product,
    ids,
    words.filter(lambda text: bool(text.strip())),
    contents,
    st.none() | numbers,
    st.none() | st.integers(1, 600),
    st.none() | st.integers(600, 900),
    st.none() | numbers,
    st.none() | st.integers(1, 366),
    st.sampled_from(["label", "doctor", "own"]),
    flags,
    flags,
    flags,
    flags,
    texts,
)

acknowledgements = st.builds(Acknowledgement, ids, moments, words, keys)
dismissals = st.builds(Dismissal, ids, moments, words, keys)

marks = st.builds(Mark, ids, moments, st.dates(), words.map(one_line))

trials = st.builds(
    Trial, ids, moments, st.sampled_from(["water", "own:garden", "plank"]), st.just(1), st.just(False), st.dates(),
    st.integers(3, 28), st.sampled_from([0, 1]), st.sampled_from(["ABBA", "BABABABA"]), st.none() | moments,
)  # fmt: skip

VISIT_ID, COURSE_ID, EXERCISE_ID = "a-visit", "a-course", "an-exercise"

plain = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
visits = st.builds(
    Visit, ids, moments, plain, plain, texts, texts,
    st.lists(st.builds(Examination, plain, plain | st.just("")), max_size=3).map(tuple),
)  # fmt: skip
questions = st.builds(
    Question, ids, moments, plain, st.none() | moments, st.sampled_from([None, VISIT_ID]), texts
)  # fmt: skip
courses = st.builds(
    Course, ids, st.just(at()), plain, plain, st.integers(0, 28), st.none() | st.just(at(days=9).day),
    st.none() | moments, st.none() | st.just(at(days=9)), texts,
)  # fmt: skip
exercises = st.builds(
    Exercise, ids, moments, plain, st.integers(1, 20), st.integers(1, 200), st.none() | st.integers(1, 600),
    st.frozensets(st.sampled_from(DAYS), min_size=1), st.integers(1, 8), st.booleans(),
    st.sampled_from([None, COURSE_ID]), st.none() | moments, texts,
)  # fmt: skip
practices = st.builds(
    Practice, ids, moments, st.just(EXERCISE_ID), st.sampled_from(ANSWERS), texts,
    st.sampled_from([None, TREATMENT_ID]),
)  # fmt: skip
care = st.one_of(visits, questions, courses, exercises, practices)

habits = st.builds(Habit, ids, moments, st.dates(), words.map(one_line), st.integers(0, 1440))
measures = st.builds(Measure, ids, moments, st.just("weight"), st.integers(20_000, 400_000))

anything = st.one_of(
    episodes, readings, flares, treatments, exposures, acts, checks, products, care, habits, measures,
    acknowledgements, dismissals, marks, trials,
)  # fmt: skip


def visit(moment: Moment | None = None, who: str = "doctor", **rest: Any) -> Visit:
    return Visit(rest.pop("id", None) or new_id(), moment or at(), who, **rest)


def course(kind: str = "massage", moment: Moment | None = None, **rest: Any) -> Course:
    return Course(rest.pop("id", None) or new_id(), moment or at(), kind, **rest)


def exercise(name: str = "Bridge", moment: Moment | None = None, **rest: Any) -> Exercise:
    return Exercise(rest.pop("id", None) or new_id(), moment or at(), name, reps=rest.pop("reps", 10), **rest)
