"""Warning signs: each sign once, what a yes to it means, and until when its notice stands.

Nothing here diagnoses: the words say where to go, and that somebody should look. A sign is only
asked; no figure is attached to any. Pure values and functions, standard library only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backtracker.core.catalogue import SOURCE_TEXT
from backtracker.core.model import Check, Moment
from backtracker.core.words import listed, translate, uncapitalized

EMERGENCY = "emergency"
SOON = "soon"
LEVELS = (EMERGENCY, SOON)
"""The worse one first."""

CARD = "BMJ Best Practice; warning signs card of backes.org.uk"
FRAMEWORK = "IFOMPT framework, Finucane 2020, JOSPT 50:350"


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign. ``label`` is its name in a list and on a chip, ``what`` the whole question; English, translated
    when shown. ``level`` is ``emergency`` or ``soon``. An ``unverified`` one is asked all the same, as it carries
    no figure. One that is not ``asked`` any more stays readable.
    """

    key: str
    label: str
    what: str
    level: str
    source: str
    unverified: bool = False
    asked: bool = True


FLAGS = (
    Flag("urine", "New trouble with urine", "New trouble passing urine or holding it", EMERGENCY, CARD),
    Flag("stool", "New trouble with stool", "New trouble passing stool or holding it", EMERGENCY, CARD),
    Flag("saddle", "Numb around the seat", "Numbness between the legs or around the seat", EMERGENCY, CARD),
    Flag("legs", "Both legs weak or numb", "Weakness or numbness in both legs", EMERGENCY, CARD),
    Flag("sexual", "New sexual trouble", "Sex does not work as it did, and that is new", EMERGENCY, CARD),
    Flag("fever", "Fever with the pain", "Fever together with the back pain", SOON, FRAMEWORK, unverified=True),
    Flag("weight", "Weight lost without reason", "Weight lost without a reason", SOON, FRAMEWORK, unverified=True),
    Flag("cancer", "Cancer now or before", "Cancer, now or at any time before", SOON, FRAMEWORK, unverified=True),
    Flag("fall", "A hard fall or blow", "A hard fall or a blow", SOON, FRAMEWORK, unverified=True),
    Flag("steroids", "Long steroid use", "Steroids such as cortisone taken for long", SOON, FRAMEWORK, unverified=True),
    Flag("night", "Worst at night or at rest", "Pain worst at night or at rest", SOON, FRAMEWORK, unverified=True),
    Flag("nerves", "Nerve trouble elsewhere", "Other new trouble with nerves, away from the back", SOON, SOURCE_TEXT),
    # One question about several signs at once, as it was asked before each had its own.
    Flag("emergency", "An emergency sign", "One of the emergency signs", EMERGENCY, CARD, asked=False),
)  # fmt: skip

ASKED = tuple(flag for flag in FLAGS if flag.asked)

_BY_KEY = {flag.key: flag for flag in FLAGS}
_PLACE = {flag.key: place for place, flag in enumerate(FLAGS)}


def flag(key: str) -> Flag:
    """The sign with this key; one that nobody here knows is shown as text, and is for a doctor."""
    return _BY_KEY.get(key) or Flag(key, key, key, SOON, "", asked=False)


def label(key: str) -> str:
    """The name of a sign, translated."""
    return translate("redflags", flag(key).label)


def question(key: str) -> str:
    """The whole question about a sign, translated."""
    return translate("redflags", flag(key).what)


def in_order(keys: Iterable[str]) -> list[str]:
    """``keys`` as they stand in the list: emergency signs first."""
    return sorted(keys, key=lambda key: (LEVELS.index(flag(key).level), _PLACE.get(key, len(FLAGS)), key))


def names(keys: Iterable[str]) -> str:
    """``Numb around the seat and fever with the pain``."""
    words = [label(key) for key in in_order(keys)]
    return listed(words[:1] + [uncapitalized(each) for each in words[1:]])


def level_of(keys: Iterable[str]) -> str:
    """The worst level among ``keys``; empty for none."""
    found = {flag(key).level for key in keys}
    return next((level for level in LEVELS if level in found), "")


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The person has read the notice that a yes in the check ``check_id`` brought up; ``flags`` are what it named.

    It goes with no check: one that is taken back and brought back again has been read all the same.
    """

    id: str
    moment: Moment
    check_id: str
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """The notice that is up: ``checks`` are the yes answers nobody has acknowledged, oldest first.

    ``flags`` are their signs in the order of the list, ``level`` the worst of them.
    """

    checks: tuple[Check, ...]
    flags: tuple[str, ...]
    level: str


def standing(checks: Sequence[Check], read: Iterable[Acknowledgement]) -> Standing | None:
    """The notice for those of ``checks`` with a sign that no acknowledgement in ``read`` was about.

    Time takes nothing away, nor does a later no: only who has read it, or takes the yes back. A
    sign that is added to an answer already acknowledged brings the notice up again.
    """
    seen: dict[str, frozenset[str]] = {}
    for each in read:
        seen[each.check_id] = seen.get(each.check_id, frozenset()) | each.flags
    open_ = [check for check in checks if check.flags - seen.get(check.id, frozenset())]
    if not open_:
        return None
    flags = in_order(frozenset().union(*(check.flags for check in open_)))
    return Standing(tuple(sorted(open_, key=lambda check: check.moment.at)), tuple(flags), level_of(flags))


def silences(notice: Standing | None) -> bool:
    """Whether ordinary reminders and cards wait.

    While any notice is up they do, for a doctor's call too: nothing is to stand beside it. The end of
    an ice session rings all the same, because ice that stays on does harm of its own.
    """
    return notice is not None


def notice_title(level: str) -> str:
    """What to do, in a few words."""
    if level == EMERGENCY:
        return translate("redflags", "Get emergency care now")
    return translate("redflags", "Call your doctor")


def notice_words(flags: Iterable[str]) -> str:
    """What was said, and how to go about it. It names no illness."""
    told = translate("redflags", "You said yes to: {signs}.", signs=uncapitalized(names(flags)))
    if level_of(flags) == EMERGENCY:
        how = translate(
            "redflags",
            "This cannot wait. Call your emergency number, or let someone take you to an emergency department.",
        )
    else:
        how = translate("redflags", "One sign alone says little. That is why to get checked: call, and say this.")
    return f"{told} {how}"


def answer_text(flags: Iterable[str]) -> str:
    """What an answer said, as it stands in a list: the signs, or that there was none."""
    return names(flags) or translate("redflags", "none of them")
