"""A chart on screen: drawn by matplotlib on the drawing thread, shown as a picture, with a table twin.

The words come from the same numbers as the drawing. May import ``charts`` (its drawing part
on the drawing thread only, because matplotlib is heavy).
"""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from backtracker import tokens
from backtracker.charts import chart as chart_of
from backtracker.charts.chart import Chart
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.place import centre
from backtracker.ui.widgets.buttons import outlined, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.text import Paragraph

SETTLE_MS = 40
"""A window that is being resized asks for a new drawing once it has stood still for this long."""


class ChartView(QWidget):
    """The picture of one chart. Enter, or a press, opens its table. ``drawn`` comes when a new picture is shown."""

    drawn = Signal()

    def __init__(self, desk: Desk, key: str, *, height: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.chart = chart_of(key)
        self.numbers: Any = None
        self._height = height
        self._picture: QImage | None = None
        self._drawn_as: tuple[Any, ...] = ()
        self._under_way = False
        self._outdated = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        follow_width(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("charts", self.chart.title))
        theme.announcer.changed.connect(self._ask)

    def show_numbers(self, numbers: Any) -> None:
        """Draw ``numbers`` from now on."""
        self.numbers = numbers
        self.setAccessibleDescription(self.headline)
        self.updateGeometry()
        self._ask()

    @property
    def headline(self) -> str:
        """The sentence that says what is to be seen."""
        return "" if self.numbers is None else self.chart.headline(self.numbers)

    @property
    def picture(self) -> QImage | None:
        """What is shown now."""
        return self._picture

    def table(self) -> QDialog:
        """The same numbers as a table, for ears and for copying."""
        return TableDialog(self.headline, *self.chart.table(self.numbers), parent=self)

    def open_table(self) -> None:
        """Show the table twin."""
        if self.numbers is not None:
            self.table().open()

    # Size ------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._height is not None:
            return theme.px(self._height)
        return _height(self.chart, self.numbers, width) if self.numbers is not None else theme.px(160)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), self.heightForWidth(theme.px(400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))

    # Drawing ---------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Hand the drawing to the thread; while one is under way, remember that another is wanted."""
        if self.numbers is None or not self.isVisible() or self.width() < 2:
            return
        if self._under_way:
            self._outdated = True
            return
        size, ratio = (self.width(), self.height()), self.devicePixelRatioF()
        wanted = (self.chart, self.numbers, size, ratio, theme.scale(), theme.current())
        if wanted == self._drawn_as:
            return
        self._under_way, self._outdated, self._drawn_as = True, False, wanted
        self._desk.draw(partial(_drawing, *wanted), self._show, self)

    def _show(self, picture: QImage) -> None:
        """Show it, unless it was overtaken: then what is wanted now is drawn instead."""
        self._under_way = False
        if self._outdated:
            self._ask()
        if self._under_way:
            return
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture = picture
        self.update()
        self.drawn.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._picture is None:
            self._ask()
        else:
            self._settle.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            fits = self._picture.deviceIndependentSize().toSize() == self.size()
            if fits:
                painter.drawImage(0, 0, self._picture)
            else:
                painter.drawImage(QRectF(self.rect()), self._picture)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(theme.colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_table()
        else:
            super().keyPressEvent(event)


class ChartCard(Card):
    """A chart with its headline, its explanation on demand, and what can be taken from it.

    ``saved`` carries the file that now holds the chart.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.view = ChartView(desk, key)
        self._section = self.add_section(sides=20, top=14, bottom=16, gap=6)
        self.top = QHBoxLayout()
        self.top.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.headline = Paragraph("", tokens.HEADLINE)
        self.lead = Paragraph("", tokens.SMALL, "quiet")
        words.addSpacing(10)
        words.addWidget(self.headline)
        words.addWidget(self.lead)
        self.top.addLayout(words, 1)
        title = translate("charts", self.view.chart.title)
        self.info = sign_button("info", translate("ChartCard", "What this is: {chart}", chart=title))
        self.info.clicked.connect(self._toggle_what)
        more = sign_button("more", translate("ChartCard", "Save or read: {chart}", chart=title))
        self.menu = Menu(more)
        self.menu.add(translate("ChartCard", "Read it as a table"), self.view.open_table, "table")
        for kind in ("PNG", "SVG", "CSV"):
            save = translate("ChartCard", "Save as {kind} …", kind=kind)
            self.menu.add(save, partial(self.ask_where, kind.lower()), "download")
        more.clicked.connect(lambda: self.menu.popup(more.mapToGlobal(QPoint(0, more.height()))))
        for button in (self.info, more):
            self.top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._section.addLayout(self.top)
        self.what = Paragraph(self.view.chart.explained(), tokens.BODY, "quiet")
        self.what.hide()
        self._section.addWidget(self.what)
        self._section.addWidget(self.view)
        self._section.addStretch(1)  # beside a card that is higher, what it has keeps together at its top

    def show_numbers(self, numbers: Any) -> None:
        """Say and draw ``numbers``."""
        self.headline.setText(self.view.chart.headline(numbers))
        lead = self.view.chart.lead(numbers)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        self.view.show_numbers(numbers)

    def add_foot(self, widget: QWidget) -> None:
        """Something to press under the picture."""
        self._section.insertWidget(self._section.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def ask_where(self, kind: str) -> None:
        """Let the person choose a file, then save the chart there."""
        name = f"backtracker-{self.view.chart.key}.{kind}"
        title = translate("ChartCard", "Save the chart")
        where, _ = QFileDialog.getSaveFileName(self, title, str(Path.home() / name), f"{kind.upper()} (*.{kind})")
        if where:
            self.save(Path(where))

    def save(self, path: Path) -> None:
        """Write the chart to ``path``; its ending says as what: png, svg or csv. ``saved`` follows, or a sentence."""
        if self.view.numbers is not None:
            work = partial(_saving, self.view.chart, self.view.numbers, max(self.view.width(), 640), path)
            self._desk.draw(work, lambda _: self.saved.emit(path), self)

    def _toggle_what(self) -> None:
        self.what.setVisible(self.what.isHidden())


class TableDialog(QDialog):
    """A chart's numbers as cells, with its headline above. As wide as its columns, as far as the window goes."""

    def __init__(
        self, headline: str, header: tuple[str, ...], rows: list[tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("TableDialog", "The chart as a table"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Paragraph(headline, tokens.HEADLINE))
        self.cells = QTableWidget(len(rows), len(header))
        self.cells.setHorizontalHeaderLabels(list(header))
        self.cells.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.cells.setTabKeyNavigation(False)
        self.cells.setAccessibleName(headline)
        self.cells.verticalHeader().hide()
        self.cells.verticalHeader().setDefaultSectionSize(theme.px(34))
        for down, row in enumerate(rows):
            for across, words in enumerate(row):
                self.cells.setItem(down, across, QTableWidgetItem(words))
        across_all = self.cells.horizontalHeader()
        across_all.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across_all.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across_all.setStretchLastSection(True)
        column.addWidget(self.cells, 1)
        close = outlined(translate("TableDialog", "Close"))
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(self._wanted_size(parent))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        centre(self)

    def _wanted_size(self, parent: QWidget | None) -> QSize:
        room = (parent.window() if parent is not None else self).size() - QSize(32, 32)
        wide = self.cells.horizontalHeader().length() + theme.px(80)
        high = self.cells.verticalHeader().length() + theme.px(200)
        wanted = QSize(max(theme.px(480), wide), min(max(theme.px(320), high), theme.px(620)))
        return wanted.boundedTo(room.expandedTo(QSize(theme.px(360), theme.px(300))))


def _height(chart: Chart[Any], numbers: Any, width: int) -> int:
    """The height the chart would like to have when ``width`` px wide, in the system's size of type."""
    scale = theme.scale()
    return round(chart.height(numbers, round(width / scale)) * scale)


def _drawing(
    chart: Chart[Any], numbers: Any, size: tuple[int, int], ratio: float, scale: float, look: tokens.Theme
) -> QImage:
    """On the drawing thread: the picture of ``numbers`` in a room of ``size`` px. Large type makes all of it larger."""
    from backtracker.charts import canvas

    width, height = (side / scale for side in size)
    pixels, wide, high = canvas.render(chart, numbers, look, width, height, ratio * scale)
    return QImage(pixels, wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()


def _saving(chart: Chart[Any], numbers: Any, width: int, path: Path) -> None:
    """On the drawing thread: the chart as a file, in the light look that paper has."""
    from backtracker.charts import canvas

    canvas.save(chart, numbers, tokens.LIGHT, path, width)
