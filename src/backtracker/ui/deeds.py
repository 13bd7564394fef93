"""What was done in this window since it was opened, newest last, and the way back and forth through it.

Entries of the record and settings stand in one row, so that undo takes back what was done last,
whatever it was, and nothing that another day or another program has brought.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backtracker.core.words import translate
from backtracker.settings import Settings
from backtracker.ui.desk import Desk

if TYPE_CHECKING:
    from backtracker.journal import Change


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: a change of the record with its ``batch``, settings as they were and became, or a switch.

    ``turn`` sets what was switched ``on`` or off.
    """

    label: str
    batch: str = ""
    before: Settings | None = None
    after: Settings | None = None
    turn: Callable[[bool], None] | None = None
    on: bool = False


class Deeds(QObject):
    """Hears of every change by this window.

    ``said`` carries what was done or taken back in words, and whether :meth:`reverse` turns that round.
    """

    said = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._done: list[Deed] = []
        self._undone: list[Deed] = []
        self._forward = True
        desk.changed.connect(self._written)
        desk.chosen.connect(self._chosen)
        desk.switched.connect(self._switched)

    @property
    def went_back(self) -> bool:
        """Whether the last that was said is a taking back."""
        return not self._forward

    # Back and forth --------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done:
            self.said.emit(translate("Window", "There is nothing to take back."), False)
            return
        deed = self._done.pop()
        self._undone.append(deed)
        if deed.batch:
            self._desk.do(
                lambda journal: journal.undo(deed.batch),
                lambda change: self._forget(deed, change),
                self,
                lambda sentence: self._refused(deed, sentence),
            )
            return
        self._set(deed, back=True)
        self._say(translate("Window", "Taken back: {what}", what=deed.label), forward=False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._undone:
            self.said.emit(translate("Window", "There is nothing to do again."), False)
            return
        deed = self._undone.pop()
        self._done.append(deed)
        if deed.batch:
            self._desk.do(lambda journal: journal.redo(), lambda change: self._back_again(deed, change), self)
            return
        self._set(deed, back=False)
        self._say(deed.label, forward=True)

    def reverse(self) -> None:
        """Turn round what was said last: undo a deed, or do again what was taken back."""
        if self._forward:
            self.undo()
        else:
            self.redo()

    # What happened ---------------------------------------------------------------------------

    def _written(self, change: "Change | None") -> None:
        """A labelled change is a new deed; one that was taken back stands on the other side."""
        if change is None or not change.label:
            return
        if change.batch:
            self._add(Deed(change.label, change.batch))
            self._say(change.label, forward=True)
        elif change.undone:
            for deed in [deed for deed in self._done if deed.batch == change.undone]:
                self._done.remove(deed)
                self._undone.append(deed)
            self._say(change.label, forward=False)

    def _chosen(self, label: str, before: Settings, after: Settings) -> None:
        """A setting; several steps of the same one, one after the other, are one deed."""
        last = self._done[-1] if self._done else None
        if last is not None and last.before is not None and _differing(last) == _differing(Deed("", "", before, after)):
            self._done.pop()
            before = last.before
        if before == after:
            self.said.emit(translate("Window", "As it was: {what}", what=label), False)
            return
        self._add(Deed(label, "", before, after))
        self._say(translate("Window", "Saved: {what}", what=label), forward=True)

    def _switched(self, label: str, turn: Callable[[bool], None], on: bool) -> None:
        """Something that is kept elsewhere."""
        self._add(Deed(label, turn=turn, on=on))
        self._say(translate("Window", "Saved: {what}", what=label), forward=True)

    def _forget(self, deed: Deed, change: "Change | None") -> None:
        """Another program has undone it already."""
        if change is None:
            self._undone.remove(deed)
            self.said.emit(translate("Window", "That was taken back already."), False)

    def _refused(self, deed: Deed, sentence: str) -> None:
        """Something else builds on it: it stays where it was."""
        self._undone.remove(deed)
        self._done.append(deed)
        self._desk.failed.emit(sentence)

    def _back_again(self, deed: Deed, change: "Change | None") -> None:
        if change is None:
            self._done.remove(deed)
            self.said.emit(translate("Window", "There is nothing to do again."), False)
        else:
            self._say(change.label, forward=True)

    def _add(self, deed: Deed) -> None:
        self._done.append(deed)
        self._undone.clear()

    def _say(self, words: str, *, forward: bool) -> None:
        self._forward = forward
        self.said.emit(words, True)

    def _set(self, deed: Deed, *, back: bool) -> None:
        """Only what the deed was about: what the program noted in the settings since stays."""
        if deed.turn is not None:
            deed.turn(deed.on != back)
        now, wanted = (deed.after, deed.before) if back else (deed.before, deed.after)
        if now is not None and wanted is not None:
            names = [each.name for each in fields(Settings) if getattr(now, each.name) != getattr(wanted, each.name)]
            self._desk.set_settings(replace(self._desk.settings, **{name: getattr(wanted, name) for name in names}))


def _differing(deed: Deed) -> set[str]:
    """The names of the settings and rules that the deed changed."""
    if deed.before is None or deed.after is None:
        return set()
    old, new = deed.before, deed.after
    names = {each.name for each in fields(Settings) if getattr(old, each.name) != getattr(new, each.name)}
    for part in names & {"rules", "plan"}:
        before, after = getattr(old, part), getattr(new, part)
        names |= {each.name for each in fields(before) if getattr(before, each.name) != getattr(after, each.name)}
    return names
