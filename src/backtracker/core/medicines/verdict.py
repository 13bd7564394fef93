"""What is found out about a dose: amounts, things to know, and when the next one is allowed."""

from dataclasses import dataclass
from datetime import date, datetime

from backtracker.core.medicines.product import Dose, Product


@dataclass(frozen=True, slots=True)
class Amount:
    """The micrograms of one ingredient in the 24 hours up to a dose: ``before`` it and ``after`` it, and the limit.

    ``at_least`` means that a dose of unknown strength lies in them. ``limit`` None is "see the label". ``whose`` is
    the product that it is set on, where that is not to be expected: a doctor's, the person's, or another label.
    """

    key: str
    before: int
    after: int
    limit: int | None
    at_least: bool = False
    whose: Product | None = None

    @property
    def over(self) -> bool:
        """Whether it goes over the limit."""
        return self.limit is not None and self.after > self.limit


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing to know before taking it. ``cause`` is the earlier (or later) dose that it comes from, if one does.

    ``kind``: ``over`` (24 hours, an ingredient), ``over_product`` (24 hours, units of the product), ``span`` (an
    ingredient within some hours), ``early``, ``crowded`` (the later dose ``cause`` comes too early after it),
    ``at_once``, ``nsaid``, ``same``, ``days`` (``since``), ``sedating``. ``amount`` against ``limit`` are micrograms
    for over and span, units for over_product and at_once, seconds for early and crowded, days for days; where their
    beginning was not looked up, ``since`` is None and there are at least so many. ``whose`` is the product that the
    limit of ``over`` is set on; None where it is that of the ingredient.
    """

    kind: str
    key: str = ""
    cause: Dose | None = None
    amount: float = 0
    limit: float = 0
    since: date | None = None
    whose: Product | None = None

    @property
    def grave(self) -> bool:
        """Whether it goes against the label; being drowsy does not."""
        return self.kind != "sedating"


@dataclass(frozen=True, slots=True)
class Next:
    """When a dose is allowed. ``at`` None: never, it is more than a day's limit.

    ``better`` is the end of a label's range, where it lies later. ``cause`` is the dose that it waits for, None when
    it is allowed now. ``known`` False means that the interval is not known and only the rest was looked at. What no
    hours mend (too much at once, a second NSAID, too many days) is not in it; it is among the warnings.
    """

    at: datetime | None
    better: datetime | None = None
    cause: Dose | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything about one dose: ``last`` is the dose before it that counts together with it."""

    dose: Dose
    last: Dose | None
    amounts: tuple[Amount, ...]
    warnings: tuple[Warning, ...]
