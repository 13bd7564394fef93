"""What a person types for a treatment, a trigger, a place or a level, and the key it stands for.

Imports ``core`` and ``errors``.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from backtracker.core import catalogue, redflags
from backtracker.core.catalogue import OWN
from backtracker.core.model import check_level, check_text
from backtracker.errors import UserError

ENTRIES: dict[str, tuple[catalogue.Entry, ...] | tuple[redflags.Flag, ...]] = {
    "treatment": catalogue.TREATMENTS,
    "trigger": catalogue.TRIGGERS,
    "place": catalogue.PLACES,
    "who": catalogue.WHO,
    "examination": catalogue.EXAMINATIONS,
    "course": catalogue.COURSES,
    "sign": redflags.ASKED,
}
CLOSED = ("place", "sign")
"""Families to which a person adds nothing."""
_FAMILY_WORDS = {"who": "person to visit", "course": "kind of course"}


def level(text: str) -> int:
    """The pain level in ``text``. Raises :class:`UserError`."""
    return check_level(int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text)


def key(family: str, typed: str, own: Iterable[str] = ()) -> str:
    """The key of ``family`` (a key of :data:`ENTRIES`) that ``typed`` means; ``own`` are the person's own keys.

    Keys and labels both count, however they are written. Raises :class:`UserError` that names what is near.
    """
    if family not in CLOSED and typed.startswith(OWN) and typed.removeprefix(OWN).strip():
        return check_text(OWN + typed.removeprefix(OWN).strip())
    meanings = {_plain(entry.label): entry.key for entry in ENTRIES[family]}
    meanings |= {_plain(entry.key): entry.key for entry in ENTRIES[family]}
    meanings = {_plain(each.removeprefix(OWN)): each for each in own} | meanings
    wanted = _plain(typed)
    if wanted in meanings:
        return meanings[wanted]
    raise UserError(_unknown(family, typed, wanted, meanings))


def keys(family: str, typed: Iterable[str] | None, own: Iterable[str] = ()) -> list[str]:
    """The keys for several words, each once; commas separate too."""
    words = [part.strip() for word in typed or () for part in ([word] if word.startswith(OWN) else word.split(","))]
    return list(dict.fromkeys(key(family, word, own) for word in words if word))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").replace(",", " ").split())


def _unknown(family: str, typed: str, wanted: str, meanings: dict[str, str]) -> str:
    inside = [name for name in meanings if wanted and (name.startswith(wanted) or f" {wanted}" in name)]
    near = [*inside, *get_close_matches(wanted, meanings, 4, 0.6)]
    found = list(dict.fromkeys(_shown(meanings[name]) for name in near))[:5]
    name = _FAMILY_WORDS.get(family, family)
    words = f"“{typed}” is not {'an' if name[0] in 'aeiou' else 'a'} {name} on the list."
    words += f" Close to it: {', '.join(found)}." if found else f" These are: {', '.join(_all(family))}."
    return words if family in CLOSED else f"{words} One of your own: {_shown(OWN + typed)}"


def _shown(word: str) -> str:
    return f"'{word}'" if " " in word else word


def _all(family: str) -> list[str]:
    return [entry.key for entry in ENTRIES[family]]
