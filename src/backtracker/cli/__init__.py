"""The command line: a second face beside the window, with the same rules.

``parser``    what can be typed, and the help
``run``       from the parsed words to the record and the verb
``records``   verbs that write down what happened
``medicines`` the verb for a dose
``flags``     the verb for warning signs
``guide``     verbs that lead through the first days
``howto``     the verb that reads the guide
``overview``  verbs that look at what is there
``changes``   the verb that marks a change
``trials``    the verb for a trial on oneself
``patterns``  the verb that says what the charts say
``prevention`` verbs of the check-in, the plan and the scales; their words in ``daily_words``
``visits``    verbs about visits and questions
``courses``   verbs about courses, exercises and injections
``triggers``  the verb that asks what was there before a spasm
``call``      one command on its way, and words that verbs share
``names``     treatments, triggers, places and levels as typed
``times``     times and lengths as typed
``shapes``    values as JSON
``screen``    whether a window could be shown at all

May import ``journal``, ``patterns``, ``example``, ``analysis``, ``core`` and the small rooms. Never Qt,
matplotlib or numpy; SQLAlchemy comes with the journal, when a verb needs it.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from backtracker import __version__, paths
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.cli.call import Reply

DONE, NOT_DONE, OUR_MISTAKE, INTERRUPTED, PIPE_CLOSED = 0, 2, 70, 130, 141

Window = Callable[[Path, bool, bool], int]
"""Opens the window on a folder, given whether as example and whether in the tray; the exit code."""


def main(arguments: Sequence[str], open_window: Window) -> int:
    """Do what ``arguments`` ask; the exit code. Without a verb that is ``open_window``."""
    try:
        return _main(list(arguments), open_window)
    except UserError as trouble:
        return _said(str(trouble), NOT_DONE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_up(sys.stdout)
        return PIPE_CLOSED
    except Exception as mistake:  # noqa: BLE001  a report that names no values takes the place of the traceback
        return _said(_report(mistake), OUR_MISTAKE)


def _main(arguments: list[str], open_window: Window) -> int:
    if not arguments:
        return _window(paths.data_folder(), open_window)
    from backtracker.cli import parser, times

    try:
        wish = parser.parse(times.join_words(arguments))
    except SystemExit as end:  # after --help and --version
        _flush("The help")
        return end.code if isinstance(end.code, int) else DONE
    folder = _folder(wish.data)
    if wish.verb is None:
        return _window(folder, open_window, example=wish.example, in_tray=wish.in_tray)
    from backtracker.cli.run import run

    return _answer(run(wish, folder), as_json=getattr(wish, "json", False))


def _folder(wish: str | None) -> Path:
    """The person's folder, or the one behind ``--data``, which cannot be left empty by mistake."""
    if wish is None:
        return paths.data_folder()
    folder = Path(os.path.expanduser(wish))
    if not wish.strip() or (os.path.exists(folder) and not os.path.isdir(folder)):
        raise UserError(f"“{wish}” is not a folder. Name the one that holds {paths.DATABASE}, or a new one.")
    return folder


def _window(folder: Path, open_window: Window, *, example: bool = False, in_tray: bool = False) -> int:
    from backtracker.cli import screen

    screen.need()
    return open_window(folder, example, in_tray)


def _answer(reply: "Reply", *, as_json: bool) -> int:
    text = json.dumps(reply.json, ensure_ascii=False, indent=1) if as_json else "\n".join(reply.lines)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a letter shows a question mark
    _flush("Done, but the answer", text)
    return reply.code


def _flush(what: str, text: str = "") -> None:
    """Write ``text`` and all that waits before it. :class:`UserError` says that ``what`` could not be written."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(f"{text}\n" if text else "")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as trouble:
        _give_up(sys.stdout)
        raise UserError(f"{what} could not be written: {trouble.strerror}.") from trouble


def _said(sentence: str, code: int) -> int:
    """``sentence`` on one line of stderr, if there is one."""
    if sys.stderr is not None:  # print() would say it on stdout
        if hasattr(sys.stderr, "reconfigure"):
            sys.stderr.reconfigure(errors="replace")
        try:
            print(" ".join(_legible(sentence).splitlines()), file=sys.stderr, flush=True)
        except (OSError, ValueError):
            _give_up(sys.stderr)
    return code


def _legible(sentence: str) -> str:
    """``sentence`` with the letters that were typed, where Python has kept their bytes for lack of a UTF-8 locale."""
    try:
        return sentence.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return sentence


def _give_up(stream: IO[str]) -> None:
    """Let ``stream`` go nowhere: what it could not write, Python would try again at its end, and complain."""
    with suppress(OSError, ValueError):  # one that has no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _report(mistake: BaseException) -> str:
    """What went wrong in the program: its kind and the places in the code, no values."""
    import traceback

    frames = traceback.extract_tb(mistake.__traceback__)
    places = " > ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames[-6:])
    return (
        f"backtracker {__version__} made a mistake of its own; what was saved before is safe. "
        f"To report it: {type(mistake).__qualname__} in {places}"
    )
