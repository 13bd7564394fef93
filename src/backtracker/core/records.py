"""Everything that is stored: the records of ``model`` and those of each part of the care. Standard library only."""

from backtracker.core import model
from backtracker.core.body import Measure
from backtracker.core.habits import Habit
from backtracker.core.medicines.product import Product

Record = model.Record | Product | Habit | Measure
