"""The verb that reads the guide: guide. Imports ``core``, ``errors`` and the neighbours of this room."""

import textwrap

from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.core import guide
from backtracker.core.guide import Guidance
from backtracker.errors import UserError

WIDTH = 88


def show(call: Call) -> Reply:
    """All steps by name, or one in full."""
    typed: str | None = call.wish.step
    if typed is None:
        lines = []
        for part in guide.PARTS:
            lines += [f"{guide.part_title(part.key)}:"]
            lines += [_line(each) for each in guide.ALL if each.part == part.key]
        return Reply([*lines, "One of them: backtracker guide STEP"], {"steps": [_json(each) for each in guide.ALL]})
    step = guide.find(typed)
    if step is None:
        raise UserError(f"“{typed}” is no step of the guide. The list: backtracker guide")
    return Reply(_full(step), {"steps": [_json(step)]})


def _line(step: Guidance) -> str:
    return f"{guide.number(step):>4}  {step.key:<12}  {guide.short(step)}"


def _full(step: Guidance) -> list[str]:
    lines = [f"{guide.number(step)}. {guide.title(step)}", *_wrapped(guide.what(step))]
    if guide.urgent(step):
        lines += ["", *_wrapped(guide.urgent(step))]
    lines += ["", *(line for words in guide.how(step) for line in _wrapped(words, "- "))]
    if guide.watch(step):
        lines += ["", "Watch:", *(line for words in guide.watch(step) for line in _wrapped(words, "- "))]
    if guide.stop(step):
        lines += ["", *_wrapped(f"Stop: {guide.stop(step)}")]
    return [*lines, "", *_wrapped(f"Source: {guide.source(step)}")]


def _wrapped(words: str, mark: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def _json(step: Guidance) -> Json:
    return {
        "step": guide.number(step),
        "key": step.key,
        "part": step.part,
        "title": guide.title(step),
        "what": guide.what(step),
        "how": guide.how(step),
        "watch": guide.watch(step),
        "stop": guide.stop(step) or None,
        "urgent": guide.urgent(step) or None,
        "source": guide.source(step),
    }
