"""Short ways to make doses for the tables: times are minutes after midnight UTC of a day in November."""

from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import Dose, Product
from backtracker.core.medicines.rules import judge
from backtracker.core.medicines.verdict import Verdict

START = datetime(2026, 11, 20, tzinfo=UTC)


def at(text: str) -> datetime:
    """``08:00``, ``08:00:01``, or ``+1 08:00`` for the day after."""
    day, _, clock = text.rpartition(" ")
    hour, minute, second = (*map(int, clock.split(":")), 0)[:3]
    return START + timedelta(days=int(day or 0), hours=hour, minutes=minute, seconds=second)


def dose(product: str | Product, when: str | datetime, units: float = 1, zone: tzinfo = UTC, id: str = "") -> Dose:
    made = SHIPPED[product] if isinstance(product, str) else product
    instant = at(when) if isinstance(when, str) else when
    name = id or f"{made.id} {instant:%d %H:%M:%S} {units}"
    return Dose(name, instant, instant.astimezone(zone).date(), made, units, made.amounts(units))


def kinds(verdict: Verdict) -> list[str]:
    return [each.kind for each in verdict.warnings]


def told(new: Dose, *others: Dose) -> list[tuple[str, str]]:
    """Each warning as its kind and the id of the dose that it names."""
    return [(each.kind, each.cause.id if each.cause else "") for each in judge(new, others).warnings]
