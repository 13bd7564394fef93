"""The matched questions in words: the same on the screen and at the command line. Standard library only."""

from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core import catalogue
from backtracker.core.asking import HOURS_BEFORE, Asking, Line, Window
from backtracker.core.words import clock_text, counted, day_text, translate, weekday_text

ANSWERS = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Prompt:
    """How a trigger is asked for: ``what`` is the question, ``hint`` says what counts; English, translated when shown.

    Being distracted gets the longest hint, because people rarely name it by themselves
    (Parreira 2015, Pain 156:1913).
    """

    what: str
    hint: str = ""


_PROMPTS = {
    "distracted": Prompt(
        "Was your mind elsewhere while you moved?",
        "On the phone, with a child, in a hurry, deep in thought: it counts.",
    ),
    "posture": Prompt("Was your back in an awkward position?", "Bent, twisted or stretched, even for a moment."),
    "far_load": Prompt("Did you hold a load far from your body?"),
    "lift_person": Prompt("Did you lift or hold a person or an animal?", "A child counts too."),
    "unstable_load": Prompt("Did you handle something that could slip or tip over?"),
    "lift": Prompt("Did you lift something heavy?", "Heavy for you."),
    "exertion": Prompt("Did you work or exercise hard?", "Hard enough to be out of breath."),
    "tired": Prompt("Were you very tired?"),
    "activity": Prompt("Were you moderately active?"),
    "sudden": Prompt("Did you move suddenly after resting?", "After sitting or lying still for a while."),
    "stress": Prompt("Were you under stress?"),
    "sitting": Prompt("Did you sit for long without a break?"),
}


def question(trigger: str) -> str:
    """The question about ``trigger``; one without words of its own is its name with a question mark."""
    prompt = _PROMPTS.get(trigger)
    return translate("Asking", prompt.what) if prompt else f"{catalogue.label('trigger', trigger)}?"


def hint(trigger: str) -> str:
    """What counts as a yes, or an empty text."""
    prompt = _PROMPTS.get(trigger)
    return translate("Asking", prompt.hint) if prompt and prompt.hint else ""


def answer_text(answer: str) -> str:
    """``Yes``, ``No``, ``Don’t know``; ``No answer`` for an empty one."""
    return {
        "yes": translate("Asking", "Yes"),
        "no": translate("Asking", "No"),
        "unknown": translate("Asking", "Don’t know"),
    }.get(answer, translate("Asking", "No answer"))


def line_text(line: Line) -> str:
    """A trigger with its three answers: ``Very tired: yes, no, ?``; a question mark for what is open."""
    unanswered = translate("Asking", "?")
    said = ", ".join(answer_text(each).lower() if each else unanswered for each in line.answers)
    name = catalogue.label("trigger", line.trigger)
    return translate("Asking", "{trigger}: {answers}", trigger=name, answers=said)


def relation_text(hours_before: int) -> str:
    """``Before it hit``, ``The day before``, ``Two days before``."""
    return {
        0: translate("Asking", "Before it hit"),
        24: translate("Asking", "The day before"),
        48: translate("Asking", "Two days before"),
    }[hours_before]


def window_text(window: Window, today: date) -> str:
    """The clock times of the window: ``12:05–14:05 yesterday``; both days where it goes over midnight."""
    first, last = window.start.astimezone(window.zone), window.end.astimezone(window.zone)
    start, end = clock_text(first), clock_text(last)
    if first.date() == last.date():
        words = translate("Asking", "{start}–{end} {day}", start=start, end=end, day=_day(last.date(), today))
    else:
        words = translate(
            "Asking", "{start} {first} to {end} {last}",
            start=start, first=_day(first.date(), today), end=end, last=_day(last.date(), today),
        )  # fmt: skip
    return translate("Asking", "{time}, the clocks changed", time=words) if window.clocks_changed else words


def _day(day: date, today: date) -> str:
    ago = (today - day).days
    if ago in (0, 1):
        return translate("Asking", "today") if ago == 0 else translate("Asking", "yesterday")
    if 1 < ago < 7:
        return weekday_text(day)
    return day_text(day, today=today)


def state_text(asking: Asking) -> str:
    """How far it is: ``12 of 27 answered``, or ``not answered yet``."""
    whole = len(asking.lines) * len(HOURS_BEFORE)
    if not asking.answered:
        return translate("Asking", "not answered yet")
    return translate("Asking", "{n} of {whole} answered", n=asking.answered, whole=whole)


def open_text(asking: Asking) -> str:
    """``1 answer open`` or ``15 answers open``."""
    return counted(asking.open, translate("Asking", "{n} answer open"), translate("Asking", "{n} answers open"))


def until_text(asking: Asking, today: date) -> str:
    """Until when it is asked on the Today page: ``until tomorrow 14:05`` on the wall of the onset."""
    local = asking.offered_until.astimezone(asking.windows[0].zone)
    time = clock_text(local)
    if local.date() == today:
        return translate("Asking", "until {time} today", time=time)
    if local.date() == today + timedelta(days=1):
        return translate("Asking", "until {time} tomorrow", time=time)
    return translate("Asking", "until {time} on {day}", time=time, day=day_text(local.date(), today=today))
