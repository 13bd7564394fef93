"""What can be typed, and the help one learns it from. Imports ``core``, ``errors`` and the neighbours of this room."""

import re
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, NamedTuple, NoReturn

from backtracker import __version__
from backtracker.cli import changes, courses, daily_words, patterns, trials, visits
from backtracker.cli.times import EXAMPLES
from backtracker.core import catalogue, redflags
from backtracker.core.steps import STEPS
from backtracker.errors import UserError

OVERVIEW = f"""\
Log back spasms, be led through the first days, see what the record says.
Without a verb the window opens. The same record, without the window:

  backtracker spasm 8                        it just hit, pain 8 of 10
  backtracker start ice                      begin ice now; 20 minutes at most
  backtracker stop --pain 6                  end it, with the pain after it
  backtracker did walk --for 10              what you did without a timer
  backtracker pain 5 --at "10 min ago"       how bad it is, or was
  backtracker dose advil 2                   a medicine, with warnings by its label
  backtracker due                            what comes next, why and when
  backtracker close --helped ice walk        it is over
  backtracker undo                           take the last one back

A spasm of last week, with its end:

  backtracker spasm 6 --at "2026-11-14 10:00" --until "2026-11-16 18:00"

--at and --until take: {EXAMPLES}.
"""
ENDING = """\
exit codes: 0 done; 1 check found something wrong; 2 not done, one sentence on stderr says what to do;
70 a mistake of the program; 130 interrupted

backtracker VERB --help shows the words of a verb and an example.
"""
JSON_HELP = "--json prints {what}.\nTimes are ISO 8601 with their offset."
COURSE = """"day" (1 on the day it began, null
without an episode), "phase", "phases", "session", "paused_until", "quiet_until", "can_end_ice", "over\""""
DUE = f"""an object: "now", "episode_id", "due" (a list of objects with "step", "slot", "due", "at",
"now", "snoozes", "minutes", "title", "why"), "missed" ("step", "slot", "due"), "errands" ("kind",
"key", "title", "due", "at", "until", "now", "asked", "snoozes"), {COURSE};
with --ahead also "ahead" ("step", "slot", "at", "minutes")"""
STATUS = f"""an object: "now", "notice" (as in check-flags), "episode", "worst", "last_pain", "calm_days",
"recorded_days", "longest_calm_days", "next" (as in due), {COURSE}"""
KEPT = """an object: "episode_id", "kept" (how many slots of each outcome), "steps" (the same of each step),
"slots" (a list of objects with "step", "slot", "due", "outcome", "at", "reason", "record")"""
FLAGS = """an object: "signs" (each with "key", "label", "question", "level"), "saved" and "last" (a stored check or
null), "notice" (null, or "level", "title", "words", "flags", "since")"""
TRIGGERS = """an object: "episode", "windows" (a list of objects with "hours_before", "start", "end"), "triggers"
(a list of objects with "trigger", "label", "answers": yes, no, unknown or null by hours before), "open",
"offered_until", "saved" (the stored answers)"""
PATTERNS = """an object: "now", "range", "first", "last", "episodes", "facts" ("title", "line"), "charts" (a list of
objects with "key", "title", "headline", "lead", "columns", "rows", "what")"""
TRIAL = """for list an object: "trials" (stored trials with "over", "today", "blocks", "answer"); else "saved",
"notes", "next", and for plan "blocks\""""
LOGGED = 'an object: "saved" (the stored records, each with "record" naming its kind), "notes", "next" (what is due)'

DOSE = """the same as did, and "dose" (an object: "product", "units", "amounts", "warnings", "allowed",
"following"); with --list an object: "products\""""


BEFORE_VERB = ("--data", "--example", "--help", "--in-tray", "--version", "-h")


class Verb(NamedTuple):
    """A verb: what it is for, what follows it, what ``--json`` prints, and how it is used."""

    purpose: str
    add: Callable[[ArgumentParser], None]
    json: str
    examples: list[str]


class _Parser(ArgumentParser):
    """Errors are one sentence."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{_in_words(message)} See: {self.prog} --help")


def parse(arguments: list[str]) -> Namespace:
    """What ``arguments`` ask for. Raises :class:`UserError`, and ``SystemExit`` after ``--help`` and ``--version``."""
    rest = iter(arguments)
    for word in rest:
        name, joined, _ = word.partition("=")
        if not word.startswith("-") or word in ("-", "--"):
            break
        if name not in BEFORE_VERB:
            # argparse would take what stands behind it for the verb.
            near = get_close_matches(name, BEFORE_VERB, 1, 0.75)
            hint = f" Did you mean {near[0]}?" if near else " The options of a verb stand behind it."
            raise UserError(f"There is no option “{name}” in front of a verb.{hint} See: backtracker --help")
        if name == "--data" and not joined:
            next(rest, None)
    return build().parse_args(arguments)


def _in_words(message: str) -> str:
    if found := re.match(r"argument VERB: invalid choice: '(.*?)' ", message):
        near = get_close_matches(found[1], VERBS, 1)
        return f"There is no verb “{found[1]}”." + (f" Did you mean {near[0]}?" if near else "")
    if found := re.match(r"unrecognized arguments: (.*)", message):
        return f"Not understood: {found[1]}."
    if found := re.match(r"the following arguments are required: (.*)", message):
        return f"{found[1]} is missing."
    if found := re.match(r"argument (\S+?)(?:/\S+)?: expected (?:one|at least one) argument", message):
        return f"Nothing stands behind {found[1]}."
    return message[:1].upper() + message[1:] + "."


def build() -> ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(prog="backtracker", description=OVERVIEW, epilog=ENDING)
    parser.add_argument("--version", action="version", version=f"backtracker {__version__}")
    _add_places(parser, None)
    parser.add_argument("--in-tray", action="store_true", help="open the window only as an icon in the tray")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    for name, verb in VERBS.items():
        examples = ["example:" if len(verb.examples) == 1 else "examples:", *(f"  {each}" for each in verb.examples)]
        ending = "\n\n".join(["\n".join(examples), JSON_HELP.format(what=verb.json), *_LISTS.get(name, ())])
        purpose = f"{verb.purpose[:1].upper()}{verb.purpose[1:]}."
        added = verbs.add_parser(name, help=verb.purpose, description=purpose, epilog=ending)
        verb.add(added)
        _add_places(added, SUPPRESS)
        added.add_argument("--json", action="store_true", help="print JSON instead of words")
    return parser


def _add_places(parser: ArgumentParser, default: Any) -> None:
    parser.add_argument("--data", metavar="FOLDER", default=default, help="use the record in this folder")
    parser.add_argument(
        "--example", action="store_true", default=default or False, help="use a made-up record, thrown away at the end"
    )


def _at(verb: ArgumentParser) -> None:
    verb.add_argument("--at", metavar="TIME", help=f"when it was, unless now: {EXAMPLES}")


def _place_and_note(verb: ArgumentParser) -> None:
    verb.add_argument("level", metavar="LEVEL", nargs="?", help="0 (none) to 10 (the worst there is)")
    verb.add_argument("--place", metavar="PLACE", nargs="+", action="extend", help="where it hurts, one or several")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")
    _at(verb)


def _spasm(verb: ArgumentParser) -> None:
    _place_and_note(verb)
    verb.add_argument(
        "--trigger", metavar="TRIGGER", nargs="+", action="extend", help="what may have set it off, one or several"
    )
    which = verb.add_mutually_exclusive_group()
    which.add_argument("--same", action="store_true", help="it belongs to the episode that ended lately")
    which.add_argument("--new", action="store_true", help="it is a new episode, do not ask")
    which.add_argument(
        "--until", metavar="TIME", help="when it was over, for one that is past; 14:10 is the next one after --at"
    )
    verb.add_argument("--again", action="store_true", help="yes, another spasm within two minutes of the last")


def _did(verb: ArgumentParser) -> None:
    verb.add_argument("kind", metavar="KIND", help="what was done; own:WORDS for something of your own")
    verb.add_argument("--for", dest="length", metavar="MINUTES", help="how long: 20, 20m or 1h30m")
    verb.add_argument("--before", metavar="LEVEL", help="pain before it")
    verb.add_argument("--after", metavar="LEVEL", help="pain after it")
    verb.add_argument("--product", metavar="NAME", default="", help="which medicine")
    verb.add_argument("--amount", metavar="TEXT", default="", help="how much of it (a shorter way: dose)")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")
    verb.add_argument(
        "--at", metavar="TIME", help=f"when it began; without it, it ended now if --for is given: {EXAMPLES}"
    )


def _dose(verb: ArgumentParser) -> None:
    verb.add_argument("product", metavar="PRODUCT", nargs="?", help="what was taken, by its name or the begin of it")
    verb.add_argument("units", metavar="COUNT", nargs="?", help="how many, such as 2 or 1/2, or '400 mg'; usually 1")
    verb.add_argument("--list", action="store_true", help="what can be taken, and what its label allows")
    verb.add_argument("--check", action="store_true", help="save nothing, only say what it would come to")
    verb.add_argument("--remind", action="store_true", help="the window tells when the next one is allowed")
    verb.add_argument("--before", metavar="LEVEL", help="pain before it")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")
    _at(verb)


def _start(verb: ArgumentParser) -> None:
    verb.add_argument("kind", metavar="KIND", help="ice, heat or walk")
    _at(verb)


def _stop(verb: ArgumentParser) -> None:
    verb.add_argument("--pain", metavar="LEVEL", help="pain after it")
    _at(verb)


def _step(verb: ArgumentParser) -> None:
    verb.add_argument("step", metavar="STEP", nargs="?", help=f"{', '.join(STEPS)}; unless given, what is next")


def _snooze(verb: ArgumentParser) -> None:
    verb.add_argument("length", metavar="MINUTES", nargs="?", default="10", help="by how long: 10, 30, 1h; usually 10")
    _step(verb)


def _skip(verb: ArgumentParser) -> None:
    _step(verb)
    verb.add_argument("--reason", metavar="TEXT", default="", help="why, if you like")


def _pause(verb: ArgumentParser) -> None:
    verb.add_argument("length", metavar="LENGTH", nargs="?", default="1h", help="30m, 1h, 2h or morning; usually 1h")


def _close(verb: ArgumentParser) -> None:
    verb.add_argument("--helped", metavar="KIND", nargs="+", action="extend", help="what helped, one or several")
    verb.add_argument("--trigger", metavar="TRIGGER", nargs="+", action="extend", help="what may have set it off")
    _at(verb)


def _add(verb: ArgumentParser) -> None:
    verb.add_argument("--place", metavar="PLACE", nargs="+", action="extend", help="where it hurt")
    verb.add_argument("--trigger", metavar="TRIGGER", nargs="+", action="extend", help="what may have set it off")
    verb.add_argument("--helped", metavar="KIND", nargs="+", action="extend", help="what helped")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")


def _history(verb: ArgumentParser) -> None:
    verb.add_argument("--search", metavar="TEXT", default="", help="only with this word in notes or names")
    verb.add_argument("--since", metavar="DATE", help="only from this day on, such as 2026-01-31")
    verb.add_argument("--place", metavar="PLACE", help="only where it hurt there")
    verb.add_argument("--trigger", metavar="TRIGGER", help="only with this trigger")
    verb.add_argument("--limit", metavar="N", default="50", help="how many at most; usually 50")


def _show(verb: ArgumentParser) -> None:
    verb.add_argument("number", metavar="N", nargs="?", default="1", help="as in the list; 1 is the latest")


def _triggers(verb: ArgumentParser) -> None:
    verb.add_argument(
        "number", metavar="N", nargs="?", default="1", help="which spasm, as in the list; 1 is the latest"
    )
    answers = (("yes", "were there in the two hours before it"), ("no", "were not"), ("unknown", "nobody knows"))
    for name, words in answers:
        verb.add_argument(f"--{name}", metavar="TRIGGER", nargs="+", action="extend", help=f"these {words}")
    verb.add_argument(
        "--yesterday", metavar="ANSWER", help="and in the same two hours of the day before: yes, no, unknown"
    )
    verb.add_argument("--day-before", metavar="ANSWER", help="and of the day before that: yes, no, unknown")
    verb.add_argument("--rest", metavar="ANSWER", help="the answer to all that is still open: no or unknown")


def _due(verb: ArgumentParser) -> None:
    verb.add_argument("--ahead", metavar="HOURS", help="and all that comes in the next hours if each is done when due")


def _check_flags(verb: ArgumentParser) -> None:
    verb.add_argument("sign", metavar="SIGN", nargs="*", help="the signs that are there, or: none")
    verb.add_argument("--read", action="store_true", help="the notice that is up was read")
    _at(verb)


def _guide(verb: ArgumentParser) -> None:
    verb.add_argument("step", metavar="STEP", nargs="?", help="its number or name; without one, the list")


def _nothing(_verb: ArgumentParser) -> None:
    pass


def _keys(title: str, entries: tuple[catalogue.Entry | redflags.Flag, ...]) -> str:
    width = max(len(each.key) for each in entries)
    words = {each.key: each.what if isinstance(each, redflags.Flag) else each.label for each in entries}
    return "\n".join([f"{title}:", *(f"  {key:<{width}}  {said}" for key, said in words.items())])


_TRIGGERS = _keys("TRIGGER is one of these, or own: and your own words", catalogue.TRIGGERS)
_PLACES = _keys("PLACE is one of", catalogue.PLACES)
_KINDS = _keys("KIND is one of these, or own: and your own words", catalogue.TREATMENTS)
_SIGNS = _keys("SIGN is none, or one or several of", redflags.ASKED)
_LISTS = {
    "checkin": (daily_words.ITEMS,),
    "check-flags": (_SIGNS,),
    "spasm": (_PLACES, _TRIGGERS),
    "pain": (_PLACES,),
    "did": (_KINDS,),
    "close": (_KINDS, _TRIGGERS),
    "add": (_PLACES, _KINDS, _TRIGGERS),
    "history": (_PLACES, _TRIGGERS),
    "course": (_keys("KIND is one of these, or own: and your own words", catalogue.COURSES),),
    "visit": (
        _keys("WHO is one of these, or own: and your own words", catalogue.WHO),
        _keys("KIND is one of these, or own: and your own words", catalogue.EXAMINATIONS),
    ),
    "triggers": (_TRIGGERS,),
}

VERBS = {
    "spasm": Verb(
        "it just hit: log a spasm and get the next step", _spasm, LOGGED,
        ["backtracker spasm 8", "backtracker spasm 7 --at 14:10 --place lower_left --trigger lift --note 'a box'",
         "backtracker spasm 6 --at 'yesterday 10:00' --until 13:00"],
    ),
    "pain": Verb("log how bad it is", _place_and_note, LOGGED, ["backtracker pain 5"]),
    "did": Verb(
        "log what was done about it", _did, LOGGED,
        ["backtracker did ice --for 20 --after 6", "backtracker did medicine --product Ibuprofen --amount '400 mg'",
         "backtracker did 'own:hot stone' --at 'yesterday 22:15'"],
    ),
    "dose": Verb(
        "log a medicine by its ingredients, with warnings by the label; it is saved all the same", _dose, DOSE,
        ["backtracker dose advil", "backtracker dose 'tylenol extra' 2 --at '10 min ago' --remind",
         "backtracker dose ibuprofen '400 mg' --check", "backtracker dose --list"],
    ),
    "start": Verb("begin a timed session of ice, heat or walking", _start, LOGGED, ["backtracker start ice"]),
    "stop": Verb("end the session that runs", _stop, LOGGED, ["backtracker stop --pain 6"]),
    "snooze": Verb("be reminded later", _snooze, LOGGED, ["backtracker snooze 30", "backtracker snooze 10 walk"]),
    "skip": Verb("leave the next step out this time", _skip, LOGGED, ["backtracker skip walk --reason 'on the road'"]),
    "pause": Verb("no reminders for a while", _pause, LOGGED, ["backtracker pause 2h", "backtracker pause morning"]),
    "resume": Verb("reminders come again", _nothing, LOGGED, ["backtracker resume"]),
    "end-ice": Verb("the swelling is down, no more ice; from 48 hours on", _nothing, LOGGED, ["backtracker end-ice"]),
    "close": Verb(
        "the episode is over", _close, LOGGED,
        ["backtracker close", "backtracker close --at 'yesterday 20:00' --helped ice walk --trigger lift"],
    ),
    "add": Verb(
        "add what was left out about the latest episode", _add, LOGGED,
        ["backtracker add --place lower_left --trigger lift --note 'a heavy box'"],
    ),
    "triggers": Verb(
        "what was there before a spasm, and in the same hours of the two days before", _triggers, TRIGGERS,
        ["backtracker triggers", "backtracker triggers --yes lift --yesterday no --day-before unknown",
         "backtracker triggers --rest no"],
    ),
    "join": Verb("the spasm logged last belongs to the episode before it", _nothing, LOGGED, ["backtracker join"]),
    "undo": Verb("take the last change back", _nothing, 'an object: "undone", "label"', ["backtracker undo"]),
    "due": Verb(
        "what comes next, why and when, and what was missed; other reminders too", _due,
        DUE,
        ["backtracker due --json", "backtracker due --ahead 12"],
    ),
    "guide": Verb(
        "the eighteen steps: how, what to watch, when to stop", _guide,
        """an object: "steps", a list of objects with "step", "key",
"part", "title", "what", "how", "watch", "stop", "urgent", "source\"""",
        ["backtracker guide", "backtracker guide ice", "backtracker guide 18"],
    ),
    "status": Verb(
        "how things stand: episode or calm days, phase, last pain, next step", _nothing,
        STATUS,
        ["backtracker status"],
    ),
    "history": Verb(
        "the episodes, newest first", _history,
        'an object: "episodes", a list of stored episodes with "worst", "readings" and "triggers"',
        ["backtracker history --since 2026-01-01 --place lower_left"],
    ),
    "show": Verb(
        "everything in one episode, in the order it happened", _show,
        'an object: "episode" and "records", as stored', ["backtracker show", "backtracker show 3"],
    ),
    "kept": Verb(
        "how the protocol was kept: on time, late, skipped, missed, slept through", _show,
        KEPT, ["backtracker kept", "backtracker kept 2 --json"],
    ),
    "patterns": Verb(
        "what the charts say: when it starts, how long calm lasts, what is linked, what helps", patterns.add_words,
        PATTERNS, ["backtracker patterns", "backtracker patterns --range year --json"],
    ),
    "change": Verb(
        "days from which something was different, and the calm before and after", changes.add_words,
        """for list an object: "changes" (stored marks with "ended_before", "ended_after", "needed", "median_before",
"median_after", "p"), "ideas" ("day", "words"); else """ + LOGGED,
        ["backtracker change", "backtracker change add 'started physiotherapy' --day 2026-10-01",
         "backtracker change remove 1"],
    ),
    "trial": Verb(
        "try one habit in blocks of days, in an order drawn by lot, and see what it did to the pain", trials.add_words,
        TRIAL,
        ["backtracker trial plan water --goal 8 --days 7 --blocks 8", "backtracker trial plan coffee --at-most 0",
         "backtracker trial", "backtracker trial stop"],
    ),
    "check-flags": Verb(
        "check for warning signs: what each is, what was said last, and what is there now", _check_flags, FLAGS,
        ["backtracker check-flags", "backtracker check-flags none", "backtracker check-flags saddle legs",
         "backtracker check-flags --read"],
    ),
    "checkin": Verb(
        "answer the daily check-in, or see what is answered; what is not answered stays unknown", daily_words.checkin,
        'an object: "day" ("day", "answers", "active_minutes", "stretches", "planks"); looking also "asked", '
        'answering also "saved", "notes", "next"',
        ["backtracker checkin sleep=7 sitting=6 stress='a little' calcium=yes",
         "backtracker checkin alcohol=2 --day yesterday", "backtracker checkin own:garden=yes", "backtracker checkin"],
    ),
    "water": Verb(
        "one more glass of water", daily_words.water, 'an object: "saved", "notes", "next", "glasses", "goal"',
        ["backtracker water", "backtracker water 2", "backtracker water --total 6 --day yesterday"],
    ),
    "plan": Verb(
        "the plan for today and the weeks behind it, or one part of it done", daily_words.plan,
        'an object: "day", "healed", "parts" (a list of objects with "part", "done", "goal", "hold_seconds", "kept", '
        '"stopped", "later"), "weeks" ("first", "days", "kept"); with PART "saved", "notes", "next", "part"',
        ["backtracker plan", "backtracker plan support", "backtracker plan stretch --stopped"],
    ),
    "plank": Verb(
        "log a plank", daily_words.plank, 'an object: "saved", "notes", "next", "part" (as in plan)',
        ["backtracker plank", "backtracker plank 25", "backtracker plank 10 --stopped"],
    ),
    "weight": Verb(
        "log a weight, or see the latest with its direction", daily_words.measure,
        'an object: "weight_kg", "height_cm", "bmi", "trend_kg_per_week"; logging also "saved", "notes", "next"',
        ["backtracker weight 82.5kg", "backtracker weight 182 lb --at 'yesterday 07:30'", "backtracker weight"],
    ),
    "height": Verb(
        "log a height", daily_words.measure, "an object as for weight",
        ["backtracker height 178cm", "backtracker height 5ft 10in"],
    ),
    "visit": Verb(
        "appointments, and what came of visits", visits.add_visit_words,
        'for list an object: "to_come", "past" (stored visits), "open_questions"; else ' + LOGGED,
        ["backtracker visit", "backtracker visit add doctor --name 'Dr. Weber' --at 'tomorrow 09:30'",
         "backtracker visit done --diagnosis 'lumbar strain' --test mri --asked 1",
         "backtracker visit done 2 --result 'mri=no finding'"],
    ),
    "question": Verb(
        "questions for the next visit", visits.add_question_words,
        'for list an object: "open", "asked" (stored questions), "suggestions"; else ' + LOGGED,
        ["backtracker question", "backtracker question add 'Do I need an MRI?'",
         "backtracker question done 1 --answer 'not yet'"],
    ),
    "course": Verb(
        "massage, physiotherapy, chiropractic: sessions and what they did", courses.add_course_words,
        'for list an object: "courses" (stored courses with "sessions", "first", "last", "change", "verdict"); else '
        + LOGGED,
        ["backtracker course", "backtracker course add physio --name 'Anna Lind' --plan weekly --next 'tomorrow 09:30'",
         "backtracker course done --before 6 --after 4", "backtracker course end 1"],
    ),
    "exercise": Verb(
        "exercises for home, and how each time went", courses.add_exercise_words,
        'for list an object: "exercises" (stored exercises with "today" and "practices"); else ' + LOGGED,
        ["backtracker exercise", "backtracker exercise add Bridge --sets 3 --reps 10 --days mon wed fri",
         "backtracker exercise done Bridge", "backtracker exercise stopped 1"],
    ),
    "injection": Verb(
        "injections, and how long each helped", courses.add_injection_words,
        'for list an object: "injections" (stored treatments with "relief"); else ' + LOGGED,
        ["backtracker injection", "backtracker injection add --product Cortisone --at '2026-10-05 11:00'"],
    ),
    "check": Verb(
        "whether the data file is sound", _nothing, 'an object: "file", "sound", "problems"', ["backtracker check"]
    ),
}  # fmt: skip
