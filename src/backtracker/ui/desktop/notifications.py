"""The desktop's own notifications, with buttons, over the session bus (freedesktop's specification 1.2).

One notification is up at a time. Everything that can go wrong with the service (absent, refusing, silent for a
second, dead, replaced by another) ends in one ``failed``, so that someone else can speak instead; a notification
that comes up later all the same is taken away again.

What a service shows stays on screen when it hangs, and its buttons do nothing then. So while one is up that nothing
else stands beside, it is asked for a sign of life again and again, and the first that does not come in time is one
``doubted``: someone else speaks as well, within a second of the hanging. Nothing is taken away for that. A service
that was only slow goes on with its notification, whose buttons count as before. Nobody is asked after that, nor
while nothing is up.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import jeepney
from jeepney.low_level import HeaderFields
from PySide6.QtCore import QObject, QTimer, Signal

from backtracker import clock
from backtracker.paths import MARK
from backtracker.ui.desktop import freedesktop
from backtracker.ui.desktop.bus import PATIENCE_S, SILENT, Bus
from backtracker.ui.desktop.note import Note

LEAVES_IT_UP = [("Notification Daemon", "GNOME")]
"""Who tells that a notification is closed when asked to, and leaves it on screen, in the way of the next one.

Seen in its version 3.20 in Debian 12. One that takes its place and goes by itself takes it along.
"""
LOOK_EVERY_S, SIGN_WITHIN_S = 0.4, 0.5
"""So long after the last sign of life the next is asked for, and so long is it waited for: both are below a second."""
ASLEEP_S = 0.5
"""Told of the silence so much too late, it was we who were stopped, or the computer slept: that proves nothing."""
PARTING_MS = 250
"""Some services tell first that the person closed it, and then with which button: so long that is waited for."""


class Notifications(QObject):
    """The one notification of ours. Of each :class:`Note` at most one of the signals tells the end.

    ``pressed`` carries the note and the key of the button. ``closed``: the person closed it, or it went by itself.
    ``failed``: it is not on screen, or not any more, and nobody has seen to it. :meth:`withdraw` is told by none.
    Before the end there may be one ``doubted``: it is on screen, but its service may hang.
    """

    pressed = Signal(object, str)
    closed = Signal(object)
    failed = Signal(object)
    doubted = Signal(object)

    def __init__(self, bus: Bus, folder: Path, parent: QObject | None = None) -> None:
        """``bus`` is the session bus, which others may use too.

        ``folder`` is where a mark is kept while one is up, so that the next start takes away what a crash leaves.
        """
        super().__init__(parent)
        self._mark = folder / MARK
        self._bus = bus
        self._listens = False
        self._bus.connected.connect(self._meet)
        self._bus.lost.connect(self._went)
        self._owner, self._able = "", frozenset[str]()
        self._leaves_it_up = False
        self._met = self._meeting = self._cleared = False
        self._note: Note | None = None
        self._watched = False
        self._turn = 0
        self._id = 0
        self._awaited = 0
        self._early: list[jeepney.Message] = []
        self._patience = QTimer(self, singleShot=True, interval=round(PATIENCE_S * 1000))
        self._patience.timeout.connect(self._fail)
        self._parting = QTimer(self, singleShot=True, interval=PARTING_MS)
        self._parting.timeout.connect(self._part)
        self._look_again = QTimer(self, singleShot=True, interval=round(LOOK_EVERY_S * 1000))
        self._look_again.timeout.connect(self._look)

    @property
    def note(self) -> Note | None:
        """What is up, or on its way up."""
        return self._note

    @property
    def is_up(self) -> bool:
        """Whether the service has told that it shows it."""
        return self._note is not None and self._id != 0 and not self._patience.isActive()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way up."""
        return self._note is None or self.is_up

    def open(self) -> None:
        """Get to know the service before it is needed; the desktop may have to start it first."""
        if not self._listens:
            self._listens = True
            for rule, heard in self._ears():
                self._bus.listen(rule, heard)
        if self._bus.is_connected:
            self._meet()
        else:
            self._bus.open()

    def show(self, note: Note, *, watched: bool = True) -> None:
        """Bring ``note`` up in place of what is there; ``watched`` where nothing else asks the same beside it."""
        if self._parting.isActive():
            self._part()
        self._note, self._watched = note, watched
        self._look_again.stop()
        self._turn += 1
        self._patience.start()
        if self._met:
            self._notify()
        else:
            self.open()

    def withdraw(self) -> None:
        """Take it away; it was seen to elsewhere."""
        self._take_down()

    def close(self) -> None:
        """Take it away, and listen no more until :meth:`open` or :meth:`show`. The bus is another's to close."""
        self._take_down()
        if self._listens:
            self._listens = self._met = False
            for rule, heard in self._ears():
                self._bus.ignore(rule, heard)

    def _ears(self) -> tuple[tuple[jeepney.MatchRule, Callable[[jeepney.Message], None]], ...]:
        return (
            (freedesktop.PRESSED, self._hear),
            (freedesktop.CLOSED, self._hear),
            (freedesktop.OWNERS, self._owner_changed),
        )

    # Getting to know the service ---------------------------------------------------------------

    def _meet(self) -> None:
        if self._met or self._meeting or not self._listens:
            return
        self._meeting = True
        self._bus.call(freedesktop.capabilities(), self._told_abilities, self._unmet, timeout_s=None)

    def _told_abilities(self, body: tuple[Any, ...]) -> None:
        self._able = frozenset(body[0])
        self._bus.call(
            freedesktop.information(),
            self._told_name,
            lambda _: self._told_name(("", "")),
            timeout_s=None,
        )

    def _told_name(self, body: tuple[Any, ...]) -> None:
        self._leaves_it_up = body[:2] in LEAVES_IT_UP
        self._bus.call(freedesktop.owner(), self._told_owner, self._unmet, timeout_s=None)

    def _told_owner(self, body: tuple[Any, ...]) -> None:
        self._owner, self._met, self._meeting = body[0], self._listens, False
        if not self._met:
            return
        if not self._cleared and self._mark.exists():
            self._bus.call(freedesktop.bus_id(), self._clear_stale, lambda _: None)
        self._cleared = True
        if self._note is not None:
            self._notify()

    def _unmet(self, _reason: str) -> None:
        self._met = self._meeting = False
        self._fail()

    def _owner_changed(self, message: jeepney.Message) -> None:
        _, before, after = message.body
        if before:
            self._went()
        self._owner = after

    def _went(self) -> None:
        """The service or the whole bus is gone, and with it what was on screen."""
        self._owner, self._met, self._id = "", False, 0
        self._early.clear()
        self._fail()

    # Up and down -------------------------------------------------------------------------------

    def _notify(self) -> None:
        note = self._note
        assert note is not None
        self._awaited += 1
        self._bus.call(
            freedesktop.showing(note, self._id, self._able, self._key),
            partial(self._shown, self._turn),
            partial(self._refused, self._turn),
            timeout_s=None,
        )

    def _shown(self, turn: int, body: tuple[Any, ...]) -> None:
        self._awaited -= 1
        number = int(body[0])
        if turn == self._turn and self._note is not None:
            self._patience.stop()
            self._id = number
            self._remember()
            if self._watched:
                self._look_again.start()
            for message in self._early:
                self._hear(message)
        elif number != self._id:
            self._take_away(number)
        if not self._awaited:
            self._early.clear()

    def _refused(self, turn: int, _reason: str) -> None:
        self._awaited -= 1
        if turn == self._turn:
            self._fail()

    def _fail(self) -> None:
        note = self._take_down()
        if note is not None:
            self.failed.emit(note)

    def _take_down(self, *, pressed: bool = False) -> Note | None:
        """Nothing is wanted on screen any more; what was until now. One that was ``pressed`` mostly goes by itself."""
        pressed = pressed or self._parting.isActive()
        self._parting.stop()
        note, self._note = self._note, None
        self._turn += 1
        self._patience.stop()
        self._look_again.stop()
        if self._id:
            self._take_away(self._id, pressed=pressed)
        self._id = 0
        self._forget()
        return note

    def _take_away(self, number: int, *, pressed: bool = False) -> None:
        if self._leaves_it_up and not pressed:
            self._bus.post(freedesktop.vanishing(number))
        else:
            self._bus.post(freedesktop.closing(number))

    # Whether it still answers --------------------------------------------------------------------

    def _look(self) -> None:
        turn, asked = self._turn, clock.monotonic()

        def alive(_: object) -> None:
            if turn == self._turn:
                self._look_again.start()

        def refused(reason: str) -> None:
            slept = clock.monotonic() - asked > SIGN_WITHIN_S + ASLEEP_S
            if reason != SILENT or slept:
                alive(reason)  # a loss is told in other ways, and who refuses is alive
            elif turn == self._turn and self._note is not None:
                self.doubted.emit(self._note)

        self._bus.call(freedesktop.information(), alive, refused, timeout_s=SIGN_WITHIN_S)

    # What the service tells ----------------------------------------------------------------------

    def _key(self, key: str) -> str:
        """Which note a button stands on is part of its name: one may take another's place while it is pressed."""
        return key if key == "default" else f"{self._turn}-{key}"

    def _hear(self, message: jeepney.Message) -> None:
        number, what = message.body
        if message.header.fields.get(HeaderFields.sender) != self._owner:
            return
        if number != self._id:
            if self._awaited:  # perhaps it is the one whose number is still on its way
                self._early.append(message)
            return
        if message.header.fields[HeaderFields.member] == "ActionInvoked":
            self._was_pressed(what)
        else:
            self._was_closed(what)

    def _was_pressed(self, key: str) -> None:
        turn, _, plain = key.rpartition("-")
        if turn not in ("", str(self._turn)):
            self._fail()  # the button was that of another note: nobody has answered this one
        elif (note := self._take_down(pressed=True)) is not None:
            self.pressed.emit(note, plain)

    def _was_closed(self, reason: int) -> None:
        if self._awaited:  # what stood there before; the new one is on its way
            self._id = 0
        elif reason == freedesktop.BY_THE_PERSON:
            self._parting.start()
        else:
            self._id = 0
            note = self._take_down()
            if note is not None:
                (self.closed if reason == freedesktop.EXPIRED else self.failed).emit(note)

    def _part(self) -> None:
        """It was closed, and no button is told any more."""
        note = self._take_down()
        if note is not None:
            self.closed.emit(note)

    # What a crash leaves behind ------------------------------------------------------------------

    def _remember(self) -> None:
        """Where it stands, so that it can be found again: a number counts for one service, and that for one bus."""
        self._bus.call(freedesktop.bus_id(), partial(self._write_mark, self._id), lambda _: None)

    def _write_mark(self, number: int, body: tuple[Any, ...]) -> None:
        if number == self._id:
            with suppress(OSError):  # without the mark only a crash leaves something behind, and that does nothing
                self._mark.write_text(json.dumps([body[0], self._owner, number]), encoding="utf-8")

    def _clear_stale(self, body: tuple[Any, ...]) -> None:
        with suppress(OSError, ValueError):
            found = json.loads(self._mark.read_text(encoding="utf-8"))
            same = isinstance(found, list) and found[:2] == [body[0], self._owner]
            if same and type(found[-1]) is int and found[-1] != self._id:
                self._take_away(found[-1])
        if not self._id:
            self._forget()

    def _forget(self) -> None:
        with suppress(OSError):
            self._mark.unlink(missing_ok=True)
