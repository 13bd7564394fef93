"""All kinds of record that a person's file holds. The first of them are in ``model``, the rest with their rules.

Standard library and ``core`` only.
"""

from backtracker.core import model
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit

Record = model.Record | Visit | Question | Course | Exercise | Practice
