"""The verb that lists and answers the matched questions: what was there before a spasm, and on the days before.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from argparse import Namespace

from backtracker.cli import shapes
from backtracker.cli.call import Call, Reply
from backtracker.cli.overview import numbered
from backtracker.cli.shapes import Json
from backtracker.core import catalogue, prompts
from backtracker.core.asking import HOURS_BEFORE, Asking, Key
from backtracker.core.model import Exposure
from backtracker.core.words import clock_text, day_text
from backtracker.errors import UserError

_SHORT = {"yes": "yes", "no": "no", "unknown": "unknown", "": "-"}


def answers(wish: Namespace) -> bool:
    """Whether the command answers something; else it only lists."""
    return any((wish.yes, wish.no, wish.unknown, wish.yesterday, wish.day_before, wish.rest))


def triggers(call: Call) -> Reply:
    """The questions about one onset, after storing the answers that were given."""
    if not answers(call.wish) and call.journal.store.latest_episode() is None:
        raise UserError("There is no episode yet. Log a spasm first: backtracker spasm LEVEL")
    _, found = numbered(call)
    episode_id = found.episode.id
    saved: list[Exposure] = []
    if answers(call.wish):
        before = {each.id: each for each in call.journal.story(episode_id).exposures}
        call.journal.answer_triggers(episode_id, _wanted(call, call.journal.asking(episode_id)))
        saved = [each for each in call.journal.story(episode_id).exposures if before.get(each.id) != each]
    asking = call.journal.asking(episode_id)
    return Reply([*_said(call, saved), *_lines(call, asking)], _json(call, asking, saved))


def _wanted(call: Call, asking: Asking) -> dict[Key, str | None]:
    """The answers that were typed, each once. Raises :class:`UserError` where two contradict each other."""
    wish = call.wish
    wanted: dict[Key, str | None] = {}
    named: list[str] = []
    for answer in prompts.ANSWERS:
        for key in call.keys("trigger", getattr(wish, answer)):
            if wanted.setdefault((key, 0), answer) != answer:
                raise UserError(f"“{catalogue.label('trigger', key)}” has two answers. Name it once.")
            named.append(key)
    for hours, option, typed in ((24, "--yesterday", wish.yesterday), (48, "--day-before", wish.day_before)):
        if typed is not None and not named:
            raise UserError(f"Say of which trigger too, such as: backtracker triggers --yes lift {option} {typed}")
        if typed is not None:
            wanted |= dict.fromkeys(((key, hours) for key in named), _answer(typed, option))
    if wish.rest is not None:
        rest = _answer(wish.rest, "--rest")
        if rest == "yes":
            raise UserError("--rest takes no or unknown. Name what was there: --yes TRIGGER")
        lines = {line.trigger: line.answers for line in asking.lines}
        for key in dict.fromkeys((*lines, *named)):
            for hours, said in zip(HOURS_BEFORE, lines.get(key, ("",) * len(HOURS_BEFORE)), strict=True):
                if not said:
                    wanted.setdefault((key, hours), rest)
    return wanted


def _answer(typed: str, option: str) -> str:
    word = typed.casefold()
    if word not in prompts.ANSWERS:
        raise UserError(f"{option} takes yes, no or unknown, not “{typed}”.")
    return word


def _said(call: Call, saved: list[Exposure]) -> list[str]:
    if not answers(call.wish):
        return []
    if not saved:
        return ["Nothing to save: all of it was answered so already.", *call.notes]
    return [f"Saved: {len(saved)} {'answer' if len(saved) == 1 else 'answers'}.", *call.notes]


def _lines(call: Call, asking: Asking) -> list[str]:
    today = call.today
    began = asking.episode.began
    state = prompts.state_text(asking)
    if asking.is_offered(call.now):
        state += f", asked for until {call.until(asking.offered_until)}"
    head = f"Spasm of {day_text(began.day, today=today)}, {clock_text(began.local)}: {state}."
    columns = [prompts.window_text(window, today) for window in asking.windows]
    keys = [line.trigger for line in asking.lines]
    wide = max(len(key) for key in keys)
    lines = [head, "  ".join([" " * wide, *columns])]
    for line in asking.lines:
        cells = [_SHORT[said].ljust(len(column)) for said, column in zip(line.answers, columns, strict=True)]
        lines.append("  ".join([line.trigger.ljust(wide), *cells]).rstrip())
    return lines


def _json(call: Call, asking: Asking, saved: list[Exposure]) -> Json:
    return {
        "episode": shapes.record(asking.episode),
        "windows": [
            {
                "hours_before": each.hours_before,
                "start": shapes.instant(each.start, each.zone),
                "end": shapes.instant(each.end, each.zone),
            }
            for each in asking.windows
        ],
        "triggers": [
            {
                "trigger": line.trigger,
                "label": catalogue.label("trigger", line.trigger),
                "answers": {str(hours): said or None for hours, said in zip(HOURS_BEFORE, line.answers, strict=True)},
            }
            for line in asking.lines
        ],
        "open": asking.open,
        "offered_until": shapes.instant(asking.offered_until, call.zone),
        "saved": [shapes.record(each) for each in saved],
    }
