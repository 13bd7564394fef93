"""The search field of the history, with its menu of scope and filters, and the filters that are on as chips."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.painted import box

_PAUSE_MS = 200
"""Typing that stands still for this long is looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list should show: spasms, or ``days``; the rest narrows the spasms down."""

    days: bool = False
    search: str = ""
    place: str = ""
    trigger: str = ""
    year: int = 0

    @property
    def filtered(self) -> bool:
        """Whether a filter is on, which a press on its chip takes away."""
        return bool(self.place or self.trigger or self.year)

    @property
    def looks_into_visits(self) -> bool:
        """Whether words are looked for that a visit may hold too; a visit has no place of the back and no trigger."""
        return bool(self.search and not (self.days or self.place or self.trigger))

    def filters(self, zone: tzinfo) -> dict[str, Any]:
        """What the journal is asked for."""
        since = datetime.combine(date(self.year, 1, 1), time(), tzinfo=zone) if self.year else None
        until = datetime.combine(date(self.year + 1, 1, 1), time(), tzinfo=zone) if self.year else None
        return {"search": self.search, "place": self.place, "trigger": self.trigger, "since": since, "until": until}


class _Line(QLineEdit):
    """Escape empties it first; in an empty line it is the page's."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Frame(QFrame):
    """The field: sign, line and scope in one box, which shows the focus of the line."""

    def __init__(self, line: QLineEdit, scope: Button) -> None:
        super().__init__()
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(42), 0, 1, 0)
        row.setSpacing(0)
        row.addWidget(line, 1)
        row.addWidget(scope)
        line.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(tokens.CONTROL))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._line.hasFocus()
        box(painter, QRectF(self.rect()), tokens.RADIUS, "card", "focus" if on else "ctl", 2 if on else 1)
        side = theme.px(20)
        icons.paint(painter, "search", "quiet", QRectF(13, (self.height() - side) / 2, side, side))
        painter.end()


class HistorySearch(QWidget):
    """``changed`` carries what is wanted from now on; ``left`` asks for the list to take the keyboard."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self._own: tuple[str, ...] = ()
        self._years: tuple[int, ...] = ()
        self.line = _Line()
        self.line.setProperty("bare", True)
        self.line.setPlaceholderText(translate("History", "Search"))
        self.line.setAccessibleName(translate("History", "Search notes, places, triggers, treatments and visits"))
        self.line.setMaxLength(200)
        self.line.left.connect(self.left)
        self.scope = Button("", "text", arrow="chevron-down")
        self.scope.clicked.connect(self._open_menu)
        self.chips: list[Button] = []
        self._chip_row = QWidget()
        self._flow = FlowLayout(self._chip_row, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_Frame(self.line, self.scope))
        column.addWidget(self._chip_row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._searched)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self._show()

    def offer(self, own: tuple[str, ...], years: tuple[int, ...]) -> None:
        """The person's own triggers, and the years that hold a record, for the menu."""
        self._own, self._years = own, years

    def want(self, wanted: Wanted) -> None:
        """Show ``wanted``, and say so when it is something else."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if self.line.text().strip() != wanted.search:
            self.line.setText(wanted.search)
        self._show()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """All of it again."""
        self.want(Wanted(days=self.wanted.days))

    def menu(self) -> Menu:
        """The menu of scope and filters, as things stand."""
        menu, wanted = Menu(self), self.wanted
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, translate("History", "Spasms"), not wanted.days, replace(wanted, days=False))
        self._add(menu, translate("History", "All days"), wanted.days, Wanted(days=True))
        menu.addSeparator()
        for field, words, _ in self._fields():
            menu.add(words, partial(self._open_field, field))
        return menu

    def field_menu(self, field: str) -> Menu:
        """The menu of one filter: its values, the one that is on with a check."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.add(translate("History", "Back"), self._open_menu, "chevron-left")
        menu.addSeparator()
        values = next(values for name, _, values in self._fields() if name == field)
        for value, words in values:
            changed: dict[str, Any] = {field: value}
            self._add(menu, words, getattr(self.wanted, field) == value, replace(self.wanted, days=False, **changed))
        return menu

    def _fields(self) -> list[tuple[str, str, list[tuple[str | int, str]]]]:
        """Each filter with what opens it, and its values with their words."""
        places: list[tuple[str | int, str]] = [(p.key, catalogue.label("place", p.key)) for p in catalogue.PLACES]
        keys = (*(entry.key for entry in catalogue.TRIGGERS), *self._own)
        triggers: list[tuple[str | int, str]] = [(key, catalogue.label("trigger", key)) for key in keys]
        years: list[tuple[str | int, str]] = [(year, str(year)) for year in self._years]
        fields = [
            ("place", translate("History", "Only with the place …"), places),
            ("trigger", translate("History", "Only set off by …"), triggers),
            ("year", translate("History", "Only of the year …"), years),
        ]
        return [field for field in fields if field[2]]

    def _add(self, menu: Menu, words: str, on: bool, wanted: Wanted) -> None:
        menu.add(words, lambda: self.want(wanted), "check" if on else "")

    def _open_field(self, field: str) -> None:
        menu = self.field_menu(field)
        menu.popup(self.scope.mapToGlobal(QPoint(0, self.scope.height() + 4)))
        menu.setActiveAction(menu.actions()[2])

    def _open_menu(self) -> None:
        self.menu().popup(self.scope.mapToGlobal(QPoint(0, self.scope.height() + 4)))

    def _searched(self) -> None:
        self.want(replace(self.wanted, search=self.line.text().strip(), days=False))

    def _show(self) -> None:
        """The scope on its button, and a chip for each filter that is on."""
        words = translate("History", "All days") if self.wanted.days else translate("History", "Spasms")
        self.scope.setText(words)
        self.scope.setAccessibleName(translate("History", "Shown: {what}. Choose what is shown", what=words))
        self.scope.updateGeometry()
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(words, field) for field, words in self._filters_on()]
        self._chip_row.setVisible(bool(self.chips))

    def _filters_on(self) -> list[tuple[str, str]]:
        wanted = self.wanted
        shown = {
            "place": catalogue.label("place", wanted.place) if wanted.place else "",
            "trigger": catalogue.label("trigger", wanted.trigger) if wanted.trigger else "",
            "year": str(wanted.year) if wanted.year else "",
        }
        return [(field, words) for field, words in shown.items() if words]

    def _chip(self, words: str, field: str) -> Button:
        chip = Button(words, "chip", "close", parent=self._chip_row)
        chip.setAccessibleName(translate("History", "Take the filter away: {what}", what=words))
        empty: Any = 0 if field == "year" else ""
        chip.clicked.connect(lambda: self.want(replace(self.wanted, **{field: empty})))
        self._flow.addWidget(chip)
        return chip
