"""Medicines: doses of known products, the person's own products, and what a further dose would come to.

A dose is a treatment of the kind ``medicine`` that knows what was in it. So it stands in the log, the timeline and
the charts like every treatment, and is changed, deleted and taken back like one. A medicine in words of which nobody
knows the ingredients is one too; it is kept as it was typed and counts towards no sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backtracker.core.errand import Errand
from backtracker.core.medicines import reminding
from backtracker.core.medicines.catalogue import PRODUCTS, SHIPPED
from backtracker.core.medicines.limits import DAY, again
from backtracker.core.medicines.product import LABEL, Dose, Product, doses_of, uncounted
from backtracker.core.medicines.rules import UNSURE, judge, next_allowed, obstacles
from backtracker.core.medicines.sums import sums
from backtracker.core.medicines.verdict import Amount, Next, Verdict, Warning
from backtracker.core.model import Moment, Treatment, new_id
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, no_longer_there, use_case
from backtracker.journal.entries import Entries

BACK = timedelta(days=32)
"""How far back doses are looked at; further where a product has more days of its own. A run of days that reaches
back to it is told as one of at least so many."""
RECENT = 200
"""How many of the latest medicines are looked through for the products in use."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a dose comes to. ``allowed`` is when it would be allowed from then on, ``following`` when the one after it.

    The latter is as large, if not more than is allowed at once; ``obstacles`` are what speaks against it besides.
    ``words_only`` are the medicines of the 24 hours before it that nobody can count.
    """

    verdict: Verdict
    allowed: Next
    following: Next
    words_only: tuple[Treatment, ...] = ()
    obstacles: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Chest:
    """The products in use, last taken first, each with what one more dose would come to: as many as last, if not
    more than the label has at once.

    ``others`` are the rest that can be chosen: the person's own, then those of the catalogue. ``sums`` is what the
    last 24 hours hold of each ingredient.
    """

    used: tuple[Prospect, ...] = ()
    others: tuple[Product, ...] = ()
    own: tuple[Product, ...] = ()
    words_only: tuple[Treatment, ...] = ()
    sums: tuple[Amount, ...] = ()

    @property
    def products(self) -> tuple[Product, ...]:
        """All that can be chosen, in this order."""
        return (*(each.verdict.dose.product for each in self.used), *self.others)


class Medicines(Entries):
    """The part of the journal that knows what was taken."""

    @use_case
    def take(
        self,
        product_id: str,
        units: float,
        at: datetime | None = None,
        *,
        note: str = "",
        before: int | None = None,
        after: int | None = None,
        remind: bool = False,
    ) -> Logged[Treatment]:
        """``units`` of a product were taken at ``at`` (default: now), whatever its label says.

        With ``remind`` the program tells when the next is allowed.
        """
        self.end_overdue()
        treatment = self._dose_treatment(self.product(product_id), units, self.moment(at), note, remind)
        return self._with_pain(treatment, before, after)

    def take_in_words(
        self, words: str, amount: str, at: datetime | None = None, *, note: str = "", before: int | None = None
    ) -> Logged[Treatment]:
        """A medicine as it was typed; a dose where product and amount are known ones."""
        if not words.strip():
            raise UserError(translate("medicines", "Say what was taken: pick a medicine or type its name."))
        return self.did("medicine", at, product=words, amount=amount, note=note, before=before)

    @use_case
    def save_product(self, product: Product) -> Change:
        """Add a product of the person's own, or store the changed one; earlier doses keep what was in them."""
        if product.id in SHIPPED:
            raise ValueError("the catalogue is not the person's to change")
        same = [each for each in self.products() if each.id != product.id]
        if any(each.name.casefold() == product.name.casefold() for each in same):
            words = translate("medicines", "There is a medicine with the name “{name}” already. Choose another name.")
            raise UserError(words.replace("{name}", product.name))
        there = self.store.get(Product, product.id)
        label = translate("journal", "Changed: {what}") if there else translate("journal", "Added: {what}")
        return self.save(label.replace("{what}", product.name), [product])

    @use_case
    def remove_product(self, product: Product) -> Change:
        """Take a product of the person's own from the list; what was taken of it stays recorded."""
        self.need_there(product)
        return self.save(translate("journal", "Deleted: {what}", what=product.name), [], [product])

    def products(self) -> list[Product]:
        """The person's own products by name, then those of the catalogue."""
        return [*self.store.products(), *PRODUCTS]

    def product(self, product_id: str) -> Product:
        """The product with that id; :class:`UserError` when it is gone."""
        found = SHIPPED.get(product_id) or self.store.get(Product, product_id)
        if found is None:
            raise UserError(translate("medicines", "That medicine is no longer on the list. Pick another one."))
        return found

    def doses(self, since: datetime, until: datetime) -> list[Dose]:
        """The doses from ``since`` to before ``until``, oldest first."""
        return doses_of(self.store.taken(since, until), self._by_id())

    def prospect(self, product: Product, units: float, at: datetime | None = None, *, but: str = "") -> Prospect:
        """What ``units`` of ``product`` at ``at`` (default: now) come to, the dose ``but`` left out."""
        moment = self.moment(at)
        treatments = [each for each in self._around(moment.at, [product]) if each.id != but]
        known = self._by_id()
        doses, since = doses_of(treatments, known), moment.at - _back([product])
        return self._prospect(_wish(product, units, moment, but), doses, treatments, since, _plans(known.values()))

    def judged(self, treatment: Treatment) -> Prospect | None:
        """What a recorded dose comes to; None for a medicine in words only."""
        known = self._by_id()
        found = doses_of([treatment], known)
        if not found:
            return None
        at, product = treatment.moment.at, found[0].product
        treatments = self._around(at, [product])
        doses, since = doses_of(treatments, known), at - _back([product])
        return self._prospect(found[0], doses, treatments, since, _plans(known.values()))

    def chest(self) -> Chest:
        """What can be taken, and how it stands with each product in use."""
        now, known = self.moment(None), self._by_id()
        latest = self.store.latest_taken(RECENT)
        names = [each.medicine for each in latest if each.medicine in known]
        used = [known[name] for name in dict.fromkeys(names)]
        treatments = self._around(now.at, used)
        doses = doses_of(treatments, known)
        units = {each.medicine: each.units for each in reversed(latest) if each.units is not None}
        usual = {each.id: again(each, units[each.id]) for each in used}
        since = now.at - _back(used)
        own = self.store.products()
        plans = _plans(own)
        prospects = [self._prospect(_wish(each, usual[each.id], now), doses, treatments, since, plans) for each in used]
        others = [each for each in (*own, *PRODUCTS) if each not in used]
        words = [each for each in uncounted(treatments) if now.at - DAY < each.moment.at <= now.at]
        return Chest(tuple(prospects), tuple(others), tuple(own), tuple(words), sums(doses, now.at, plans))

    def dose_days(self, days: int) -> tuple[list[Dose], date] | None:
        """The doses of the last ``days`` local days, or of those up to the last dose, and the last of these days.

        None where none was ever recorded by its ingredients.
        """
        latest = [each for each in self.store.latest_taken(RECENT) if each.contents]
        if not latest:
            return None
        today = self.today()
        last = today if (today - latest[0].moment.day).days < days else latest[0].moment.day
        end = max(latest[0].moment.at, self.now())
        span = timedelta(days=days + (today - last).days + 2)  # a day is another one elsewhere
        return self.doses(self.now() - span, end + timedelta(days=1)), last

    def dose_errands(self, now: datetime) -> list[Errand]:
        """The wishes to be told when a next dose is allowed, as reminders."""
        since = now - max(BACK, reminding.LONGEST + DAY)
        treatments = self.store.taken(since, now + DAY)
        asked = {each.id for each in treatments if each.remind}
        if not asked:
            return []
        known = self._by_id()
        doses, plans = doses_of(treatments, known), _plans(known.values())
        return reminding.errands(doses, asked, now, self.zone(), since, plans)

    def will_remind(self, treatment: Treatment) -> bool:
        """Whether the reminder that was asked for with ``treatment`` is to come."""
        return any(reminding.dose_id(each.key) == treatment.id for each in self.dose_errands(self.now()))

    def taken_again(self, treatment_id: str, moment: Moment) -> Treatment:
        """The dose ``treatment_id`` once more at ``moment``, to be saved, if not more than is allowed at once.

        :class:`UserError` when it is gone.
        """
        last = self.store.treatment(treatment_id)
        if last is None or last.units is None:
            raise no_longer_there()
        product = self.product(last.medicine)
        return self._dose_treatment(product, again(product, last.units), moment, "", last.remind)

    def _dose_treatment(self, product: Product, units: float, moment: Moment, note: str, remind: bool) -> Treatment:
        home = self.episode_id_at(moment.at)
        treatment = Treatment(new_id(), moment, "medicine", note=note, episode_id=home, remind=remind)
        return self.redosed(treatment, product, units)

    def _prospect(
        self, dose: Dose, doses: Sequence[Dose], treatments: Iterable[Treatment], since: datetime,
        plans: tuple[Product, ...],
    ) -> Prospect:  # fmt: skip
        others = [each for each in doses if each.id != dose.id]
        words = [each for each in uncounted(treatments) if dose.at - DAY < each.moment.at <= dose.at]
        everything = [*others, dose]
        units, start = again(dose.product, dose.units), max(dose.at + timedelta(seconds=1), self.now())
        following = next_allowed(dose.product, units, everything, start, parts=False, plans=plans)
        then = Moment.of(following.at or start, self.zone())
        return Prospect(
            judge(dose, others, since, plans),
            next_allowed(dose.product, dose.units, others, dose.at, plans=plans),
            following,
            tuple(words),
            obstacles(_wish(dose.product, units, then), everything, since),
        )

    def _around(self, at: datetime, products: Iterable[Product]) -> list[Treatment]:
        """The medicines that can matter to a dose at ``at``: of the days before, and of the day after."""
        return self.store.taken(at - _back(products), at + BACK)

    def _by_id(self) -> dict[str, Product]:
        return {each.id: each for each in self.products()}


def _back(products: Iterable[Product]) -> timedelta:
    days = max([timedelta(days=each.days or 0) for each in products], default=timedelta())
    return max(BACK, days + UNSURE + DAY * 2)


def _plans(products: Iterable[Product]) -> tuple[Product, ...]:
    """Those with limits of a doctor or of the person."""
    return tuple(each for each in products if each.limits != LABEL)


def _wish(product: Product, units: float, moment: Moment, id: str = "") -> Dose:
    return Dose(id, moment.at, moment.day, product, units, product.amounts(units))
