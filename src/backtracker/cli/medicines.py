"""The verb ``dose``, which is also what ``did medicine`` comes to: what was taken, and how it stands with the label.

Imports ``core``, ``errors``, ``journal`` (for its types) and the neighbours of this room.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from backtracker.cli import shapes
from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.core.medicines import naming, timing, wording
from backtracker.core.medicines.product import MG, Product
from backtracker.core.medicines.verdict import Next
from backtracker.core.model import Treatment
from backtracker.core.words import capitalized
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.journal import Prospect


def dose(call: Call) -> Reply:
    """A dose of a known product; with ``--check`` only what it would come to, with ``--list`` what there is."""
    wish = call.wish
    if wish.list:
        return _listed(call)
    if wish.product is None:
        raise UserError(
            "Say what was taken, such as: backtracker dose advil 2 (what there is: backtracker dose --list)"
        )
    product = naming.need(wish.product, call.journal.products())
    units = _units(wish.units, product)
    at = call.at()
    if wish.check:
        return _checked(call, product, units, at)
    before = call.level(wish.before)
    logged = call.journal.take(product.id, units, at, note=wish.note, before=before, remind=wish.remind)
    return saved(call, logged.value)


def saved(call: Call, treatment: Treatment) -> Reply:
    """What is said after a medicine was written down: warnings, and when the next one is allowed."""
    readings = call.journal.store.treatment_readings(treatment.id)
    name = " ".join(filter(None, ["medicine", treatment.product, treatment.amount]))
    found = call.journal.judged(treatment)
    if found is None:
        more = ["What is in it is not known, so it counts towards no limit. Products: backtracker dose --list"]
        return call.saved(f"{name} {call.when(treatment.moment.at)}", [treatment, *readings], *more)
    more = [*warnings(call, found), _next_line(call, found)]
    if treatment.remind and not call.journal.will_remind(treatment):
        more.append(_no_reminder(found))
    reply = call.saved(f"{name} {call.when(treatment.moment.at)}", [treatment, *readings], *more)
    return Reply(reply.lines, reply.json | {"dose": _json(call, found)})


def warnings(call: Call, found: "Prospect") -> list[str]:
    """What is to be known about a dose, a sentence each."""
    dose = found.verdict.dose
    told = [wording.warning_text(each, dose, call.now, call.zone) for each in found.verdict.warnings]
    told += [wording.uncounted_text(_named(each), each.moment.at, call.now, call.zone) for each in found.words_only]
    return [f"Note: {each}" for each in told]


def _checked(call: Call, product: Product, units: float, at: datetime | None) -> Reply:
    found = call.journal.prospect(product, units, at)
    name = " ".join(filter(None, [product.name, wording.amount_text(product, units)]))
    lines = [
        f"Not saved: {name}. {timing.last_text(found.verdict.last, call.now, call.zone)}",
        timing.verdict_text(found.verdict, found.allowed, call.now, call.zone),
        *(capitalized(wording.bar_text(each)) for each in found.verdict.amounts),
        *warnings(call, found), *call.notes,
    ]  # fmt: skip
    return Reply(lines, {"saved": [], "notes": list(call.notes), "dose": _json(call, found)})


def _listed(call: Call) -> Reply:
    """The products, those in use first, each with what is known of its limits."""
    chest = call.journal.chest()
    lines: list[str] = []
    for prospect in chest.used:
        product = prospect.verdict.dose.product
        last = timing.last_text(prospect.verdict.last, call.now, call.zone)
        lines += [*_product_lines(product), f"  {last} {_allowed(call, prospect)}"]
    taken = [each.verdict.last for each in chest.used if each.verdict.last is not None]
    for product in chest.others:
        lines += _product_lines(product)
        if any(product.keys & each.keys for each in taken):
            prospect = call.journal.prospect(product, naming.usual_units(product))
            lines.append(f"  {timing.last_text(prospect.verdict.last, call.now, call.zone)} {_allowed(call, prospect)}")
    return Reply(lines, {"products": [shapes.record(each) for each in chest.products]})


def _allowed(call: Call, found: "Prospect") -> str:
    return timing.allowed_text(found.allowed, found.verdict.warnings, call.now, call.zone)


def _product_lines(product: Product) -> list[str]:
    head = f"{wording.product_text(product)} ({wording.contents_text(product)})" if product.contents else product.name
    return [head, f"  {' '.join(wording.limit_lines(product))} {capitalized(wording.by_text(product))}."]


def _next_line(call: Call, found: "Prospect") -> str:
    words = timing.allowed_text(found.following, found.obstacles, call.now, call.zone)
    return f"The next {found.verdict.dose.product.name}: {words[:1].lower()}{words[1:]}"


def _no_reminder(found: "Prospect") -> str:
    if found.following.at is None or not found.following.known:
        return "There will be no reminder, because it is not known when the next one is allowed."
    return "There will be no reminder, because the next one was taken already, or its time was hours ago."


def _units(typed: str | None, product: Product) -> float:
    if typed is None:
        return naming.usual_units(product)
    found = naming.units_in(typed, product)
    if found is None:
        raise UserError(
            f"“{typed}” cannot be read as an amount of {product.name}. "
            "Type how many, such as 2 or 1/2, or the mg, such as '400 mg' or '2 x 400 mg'"
        )
    return found


def _named(treatment: Treatment) -> str:
    return treatment.product or "A medicine"


def _json(call: Call, found: "Prospect") -> Json:
    verdict = found.verdict
    return {
        "product": verdict.dose.product.id,
        "units": verdict.dose.units,
        "amounts": [
            {
                "ingredient": each.key,
                "before_mg": each.before / MG,
                "after_mg": each.after / MG,
                "limit_mg": None if each.limit is None else each.limit / MG,
                "at_least": each.at_least,
            }
            for each in verdict.amounts
        ],
        "warnings": [
            {
                "kind": each.kind,
                "ingredient": each.key or None,
                "because_of": each.cause.id if each.cause else None,
                "words": wording.warning_text(each, verdict.dose, call.now, call.zone),
            }
            for each in verdict.warnings
        ],
        "allowed": _next_json(call, found.allowed),
        "following": _next_json(call, found.following),
    }


def _next_json(call: Call, found: Next) -> Json:
    return {
        "at": shapes.instant(found.at, call.zone),
        "better": shapes.instant(found.better, call.zone),
        "interval_known": found.known,
    }
