"""What follows the verbs of prevention, and the list of what the check-in asks. ``core`` and the standard library."""

from argparse import ArgumentParser

from backtracker.cli.times import EXAMPLES
from backtracker.core import habits
from backtracker.core.prevention import PARTS

ITEMS = "\n".join(
    ["ITEM is one of these, or own: and your own words; ANSWER a number, the words here, or unknown:"]
    + [f"  {each.key:<10} {', '.join(step.words.lower() for step in each.steps)}" for each in habits.ITEMS]
)


def _day(verb: ArgumentParser) -> None:
    verb.add_argument("--day", metavar="DAY", help="which day, unless today: yesterday, 2026-11-20, 20.11.2026")


def checkin(verb: ArgumentParser) -> None:
    """Answers, and the day they are about."""
    verb.add_argument("answers", metavar="ITEM=ANSWER", nargs="*", help="sleep=7, stress='a little', calcium=yes …")
    _day(verb)


def water(verb: ArgumentParser) -> None:
    """How many glasses."""
    verb.add_argument(
        "glasses", metavar="N", nargs="?", default="1", help="how many more; usually 1, -1 takes one away"
    )
    verb.add_argument("--total", metavar="N", help="how many it were in all")
    _day(verb)


def plan(verb: ArgumentParser) -> None:
    """A part of the plan, or how far to look back."""
    verb.add_argument("part", metavar="PART", nargs="?", help=f"done now: {', '.join(PARTS)}")
    verb.add_argument("--stopped", action="store_true", help="stretch or plank was stopped because of pain")
    verb.add_argument("--weeks", metavar="N", default="4", help="how many weeks to look back; usually 4")


def plank(verb: ArgumentParser) -> None:
    """How long it was held."""
    verb.add_argument("seconds", metavar="SECONDS", nargs="?", help="how long it was held; usually what the plan says")
    verb.add_argument("--stopped", action="store_true", help="it was stopped because of pain")
    verb.add_argument("--at", metavar="TIME", help=f"when it was, unless now: {EXAMPLES}")


def measure(verb: ArgumentParser) -> None:
    """A weight or a height."""
    verb.add_argument(
        "value", metavar="VALUE", nargs="*", help="82.5kg, 182lb; 178cm, 5ft 10in; without it, the latest"
    )
    verb.add_argument("--at", metavar="TIME", help=f"when it was, unless now: {EXAMPLES}")
