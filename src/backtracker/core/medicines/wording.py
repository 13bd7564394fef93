"""Medicines in words: amounts, what a label says, sums, and warnings of one sentence."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from backtracker.core.medicines.catalogue import ingredient, ingredient_name
from backtracker.core.medicines.limits import interval, is_nsaid, is_sedating, most_at_once, most_days
from backtracker.core.medicines.product import DOCTOR, LABEL, MG, OWN, Dose, Product
from backtracker.core.medicines.verdict import Amount, Warning
from backtracker.core.reasons import when_text
from backtracker.core.words import capitalized, day_text, hours_text, listed, translate

AT_ONE_TIME = 60
"""Doses less than so many seconds apart are told to be at one time."""


def number_text(number: float) -> str:
    """``2``, ``0.5``, ``12.5``."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def mg_text(mcg: float) -> str:
    """``400 mg``; micrograms in, milligrams out."""
    return translate("medicines", "{n} mg", n=number_text(mcg / MG))


def strength_text(product: Product) -> str:
    """``200 mg``, ``325 mg + 12.5 mg``; empty where no strength is known."""
    return " + ".join(mg_text(mcg) for _, mcg in product.contents if mcg)


def product_text(product: Product) -> str:
    """``Advil 200 mg``, as it stands on a chip."""
    return f"{product.name} {strength_text(product)}".strip()


def amount_text(product: Product, units: float) -> str:
    """How much ``units`` are: ``400 mg`` of one ingredient, else ``2 ×``; empty for what goes on the skin."""
    if product.topical:
        return ""
    if len(product.contents) == 1 and product.contents[0][1]:
        return mg_text(product.contents[0][1] * units)
    return translate("medicines", "{n} ×", n=number_text(units))


def contents_text(product: Product) -> str:
    """What is in it: ``acetaminophen 325 mg and diphenhydramine 12.5 mg``."""
    return listed([f"{ingredient_name(key)} {mg_text(mcg)}" if mcg else ingredient_name(key)
                   for key, mcg in product.contents])  # fmt: skip


def by_text(product: Product) -> str:
    """Who says so: the doctor, the person, or the label."""
    if product.limits == DOCTOR:
        return translate("medicines", "your doctor’s limit")
    if product.limits == OWN:
        return translate("medicines", "your own limit")
    return translate("medicines", "the US label")


def _whose(warning: Warning, dose: Dose) -> str:
    """Whose limit is gone over: that of the ingredient, of the product itself, or of another one."""
    if warning.whose is None:
        return _by_ingredient(warning.key)
    if warning.whose.id == dose.product.id:
        return by_text(dose.product)
    return _limit_of(warning.whose)


def _limit_of(product: Product) -> str:
    words = {
        DOCTOR: translate("medicines", "your doctor’s limit for {name}"),
        OWN: translate("medicines", "your own limit for {name}"),
        LABEL: translate("medicines", "the US label of {name}"),
    }
    return words[product.limits].replace("{name}", product.name)


def _by_ingredient(key: str) -> str:
    names = {
        "US label": translate("medicines", "the US label"),
        "Health Canada": translate("medicines", "Health Canada"),
    }
    return names[ingredient(key).day_by]


def limit_lines(product: Product) -> list[str]:
    """What is known of its limits, a line each; what is not sends to the label."""
    label = translate("medicines", "see the label")
    if product.topical:
        return [translate("medicines", "Goes on the skin. How much and how often: {see}.", see=label)]
    most, apart, days = most_at_once(product), interval(product), most_days(product)
    return [
        translate("medicines", "At once: {most}.", most=number_text(most) if most else label),
        translate("medicines", "Between doses: {time}.", time=_range_text(apart) if apart else label),
        translate("medicines", "In 24 hours: {most}.", most=_day_text(product) or label),
        translate("medicines", "Days in a row: {n}.", n=days[0] if days else label),
    ]


def _range_text(apart: tuple[timedelta, timedelta]) -> str:
    least, most = apart
    if most > least:
        return translate("medicines", "{least} to {most}", least=hours_text(least), most=hours_text(most))
    return hours_text(least)


def _day_text(product: Product) -> str:
    if product.day_units is not None:
        return _of_product(product, product.day_units)
    limits = [most for key, _ in product.contents if (most := ingredient(key).day) is not None]
    return listed([mg_text(most) for most in limits])


def dose_text(dose: Dose, now: datetime, zone: tzinfo) -> str:
    """``Advil at 14:05``."""
    return translate("medicines", "{name} {when}", name=dose.product.name, when=when_text(dose.at, now, zone))


def warning_text(warning: Warning, dose: Dose, now: datetime, zone: tzinfo) -> str:
    """One sentence about ``dose``, naming the other dose that it comes from."""
    other = dose_text(warning.cause, now, zone) if warning.cause else ""
    return _SENTENCES[warning.kind](warning, dose, other)


def _over(warning: Warning, dose: Dose, other: str) -> str:
    values = {
        "sum": mg_text(warning.amount), "what": ingredient_name(warning.key), "other": other,
        "limit": mg_text(warning.limit), "who": _whose(warning, dose),
    }  # fmt: skip
    return _over_words(values)


def _over_product(warning: Warning, dose: Dose, other: str) -> str:
    amount, limit = _of_product(dose.product, warning.amount), _of_product(dose.product, warning.limit)
    values = {"sum": amount, "what": dose.product.name, "other": other, "limit": limit, "who": by_text(dose.product)}
    return _over_words(values)


def _over_words(values: Mapping[str, str]) -> str:
    if not values["other"]:
        return translate(
            "medicines", "This is {sum} of {what} at once; {limit} in 24 hours is the most ({who}).", **values
        )
    return translate(
        "medicines", "With {other} this makes {sum} of {what} in 24 hours; {limit} is the most ({who}).", **values
    )


def _of_product(product: Product, units: float) -> str:
    if len(product.contents) == 1 and product.contents[0][1]:
        return mg_text(product.contents[0][1] * units)
    return number_text(units)


def _span(warning: Warning, dose: Dose, other: str) -> str:
    return translate(
        "medicines", "With {other} this makes {sum} of {what} within {span}; {limit} is the most ({who}).",
        other=other, sum=mg_text(warning.amount), what=ingredient_name(warning.key), limit=mg_text(warning.limit),
        span=hours_text(timedelta(minutes=ingredient(warning.key).span_minutes)), who=_by_ingredient(warning.key),
    )  # fmt: skip


def _early(warning: Warning, dose: Dose, other: str) -> str:
    gap = hours_text(timedelta(seconds=int(warning.amount)))
    apart = hours_text(timedelta(seconds=warning.limit))
    if warning.amount < AT_ONE_TIME:
        return translate(
            "medicines", "This is too early: {other} was at the same time, and {apart} should lie between.",
            other=other, apart=apart,
        )  # fmt: skip
    return translate(
        "medicines", "This is too early: {other} was only {gap} before, and {apart} should lie between.",
        other=other, gap=gap, apart=apart,
    )  # fmt: skip


def _crowded(warning: Warning, dose: Dose, other: str) -> str:
    gap = hours_text(timedelta(seconds=int(warning.amount)))
    apart = hours_text(timedelta(seconds=warning.limit))
    return translate(
        "medicines", "{other} came only {gap} after this, and {apart} should lie between.",
        other=capitalized(other), gap=gap, apart=apart,
    )  # fmt: skip


def _at_once(warning: Warning, dose: Dose, other: str) -> str:
    return translate(
        "medicines", "This is {n} at once; {limit} is the most ({who}).",
        n=number_text(warning.amount), limit=number_text(warning.limit), who=by_text(dose.product),
    )  # fmt: skip


def _nsaid(warning: Warning, dose: Dose, other: str) -> str:
    return translate(
        "medicines", "{other} was an anti-inflammatory pain reliever (NSAID) too; labels say not to take two kinds.",
        other=other,
    )  # fmt: skip


def _same(warning: Warning, dose: Dose, other: str) -> str:
    return translate(
        "medicines",
        "{other} holds {what} as well; both count together.",
        other=other,
        what=ingredient_name(warning.key),
    )


def _days(warning: Warning, dose: Dose, other: str) -> str:
    what = ingredient_name(warning.key) if warning.key else dose.product.name
    values = {"n": round(warning.amount), "what": what, "limit": round(warning.limit), "who": by_text(dose.product)}
    if warning.since is None:
        return translate(
            "medicines", "This makes at least {n} days in a row with {what}; {limit} is the most ({who}).", **values
        )
    since = day_text(warning.since, today=dose.day)
    return translate(
        "medicines", "This makes {n} days in a row with {what}, since {since}; {limit} is the most ({who}).",
        since=since, **values,
    )  # fmt: skip


def _sedating(warning: Warning, dose: Dose, other: str) -> str:
    return translate("medicines", "{what} can make you drowsy.", what=dose.product.name)


_SENTENCES = {
    "over": _over, "over_product": _over_product, "span": _span, "early": _early, "crowded": _crowded,
    "at_once": _at_once, "nsaid": _nsaid, "same": _same, "days": _days, "sedating": _sedating,
}  # fmt: skip


def uncounted_text(name: str, at: datetime, now: datetime, zone: tzinfo) -> str:
    """That a medicine was written down in words only."""
    when = when_text(at, now, zone)
    words = translate("medicines", "{name} {when} was written down without its ingredients: it is not counted here.")
    return words.replace("{when}", when).replace("{name}", name)


def bar_text(amount: Amount) -> str:
    """What a bar shows, in words: ``ibuprofen: 400 mg so far, 800 mg with this, of 1200 mg in 24 hours``."""
    name = ingredient_name(amount.key)
    before, after = mg_text(amount.before), mg_text(amount.after)
    if amount.at_least:
        after = translate("medicines", "at least {n}", n=after)
    if amount.limit is None:
        return translate(
            "medicines", "{what}: {before} so far, {after} with this. The most in 24 hours: see the label.",
            what=name, before=before, after=after,
        )  # fmt: skip
    return translate(
        "medicines", "{what}: {before} so far, {after} with this, of {limit} in 24 hours{who}.",
        what=name, before=before, after=after, limit=mg_text(amount.limit), who=_of_whom(amount),
    )  # fmt: skip


def sum_text(amount: Amount) -> str:
    """What a bar without a further dose shows: ``ibuprofen: 400 mg of 1200 mg``."""
    name, so_far = ingredient_name(amount.key), mg_text(amount.after)
    if amount.at_least:
        so_far = translate("medicines", "at least {n}", n=so_far)
    if amount.limit is None:
        return translate("medicines", "{what}: {n}. The most in 24 hours: see the label.", what=name, n=so_far)
    words = translate("medicines", "{what}: {n} of {limit}", what=name, n=so_far, limit=mg_text(amount.limit))
    return words + _of_whom(amount)


def _of_whom(amount: Amount) -> str:
    """Whose limit it is, in brackets, where that is not to be expected."""
    return f" ({_limit_of(amount.whose)})" if amount.whose is not None else ""


def ask_first() -> str:
    """Who asks a doctor before taking an NSAID. Source: US labels of NSAIDs (clinical facts, "NSAID labels")."""
    return translate(
        "medicines",
        "Ask a doctor first if you are 60 or over, take a blood thinner or a steroid, or have three or more alcoholic "
        "drinks a day.",
    )


def advice(dose: Dose) -> str:
    """What the labels of such a dose ask everybody to consider first; empty where nothing is known."""
    return ask_first() if is_nsaid(dose) else ""


def kind_text(product: Product) -> str:
    """A few words about the kind: on the skin, to prevent, makes drowsy."""
    words = []
    if product.topical:
        words.append(translate("medicines", "on the skin"))
    words.append(
        translate("medicines", "taken to prevent") if product.preventive else translate("medicines", "when it hurts")
    )
    if is_sedating(product):
        words.append(translate("medicines", "can make you drowsy"))
    return ", ".join(words)
