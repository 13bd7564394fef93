"""Everything that is stored: the records of ``model`` and those of each part of the care. Standard library only."""

from backtracker.core import model
from backtracker.core.body import Measure
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit
from backtracker.core.habits import Habit
from backtracker.core.marks import Mark
from backtracker.core.medicines.product import Product
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.core.trial import Trial

Record = (
    model.Record
    | Product
    | Visit
    | Question
    | Course
    | Exercise
    | Practice
    | Habit
    | Measure
    | Acknowledgement
    | Dismissal
    | Mark
    | Trial
)
