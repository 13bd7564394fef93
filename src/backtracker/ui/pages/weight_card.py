"""Weight and height: a line to type into, the index with its band, and the direction. Numbers, no verdicts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core import body
from backtracker.core.body import Measure
from backtracker.core.words import day_text, translate
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.text import Paragraph, label


class TrendLine(QLabel):
    """The weights as points over time, their range printed at the left, and the straight line through them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: tuple[Measure, ...] = ()
        self._units = "metric"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_weights(self, weights: Sequence[Measure], units: str) -> None:
        """Show these, oldest first; nothing with fewer than two."""
        self._weights, self._units = tuple(weights), units
        told = [f"{each.moment.day.isoformat()}: {body.text_of('weight', each.value, units)}" for each in weights]
        self.setAccessibleName(", ".join(told))
        self.setVisible(len(weights) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(132))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(132))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._weights) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = (edge(each.value for each in self._weights) for edge in (min, max))
        middle, half = (low + high) / 2, max((high - low) / 2, 1000)
        left, bottom, top = theme.px(76), self.height() - theme.px(26), theme.px(12)
        first, last = self._weights[0].moment.at, self._weights[-1].moment.at
        span = max((last - first).total_seconds(), 1)

        def spot(seconds: float, grams: float) -> QPointF:
            x = left + 8 + seconds / span * (self.width() - left - 16)
            return QPointF(x, bottom - (grams - middle + half) / (2 * half) * (bottom - top))

        painter.setFont(theme.font(tokens.SMALL))
        for grams in (middle + half, middle - half):
            y = spot(0, grams).y()
            painter.fillRect(QRectF(left, y, self.width() - left, 1), theme.colour("line"))
            painter.setPen(theme.colour("quiet"))
            words = body.text_of("weight", round(grams), self._units)
            place = QRectF(0, y - 10, left - 8, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        for weighed, side in (
            (self._weights[0], Qt.AlignmentFlag.AlignLeft),
            (self._weights[-1], Qt.AlignmentFlag.AlignRight),
        ):
            place = QRectF(left, bottom + 6, self.width() - left, theme.px(18))
            painter.drawText(place, side, day_text(weighed.moment.day, today=self._weights[-1].moment.day))
        spots = [spot((each.moment.at - first).total_seconds(), each.value) for each in self._weights]
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawPolyline(spots)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        for each in spots:
            painter.drawEllipse(each, 3, 3)
        painter.end()


class WeightCard(Card):
    """``measured`` carries the kind and grams or millimetres; ``units_chosen`` metric or imperial.

    ``removed`` carries the weight that was a mistake.
    """

    measured = Signal(str, int)
    removed = Signal(object)
    units_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._units = "metric"
        self._latest: Measure | None = None
        section = self.add_section(top=16, bottom=18, gap=12)
        section.addWidget(label(translate("Weight", "Weight"), tokens.HEADLINE))
        self.said = Paragraph("", tokens.BODY)
        self.index = Paragraph("", tokens.BODY, "quiet")
        self.index.setToolTip(body.SOURCE)
        section.addWidget(self.said)
        section.addWidget(self.index)
        self.line = TrendLine()
        section.addWidget(self.line)
        self.fields: dict[str, QLineEdit] = {}
        for kind, name in (("weight", translate("Weight", "Weight")), ("height", translate("Weight", "Height"))):
            section.addWidget(LabelledRow(name, self._entry(kind, name)))
        self.trouble = Paragraph("", tokens.BODY, "warning")
        self.trouble.hide()
        section.addWidget(self.trouble)

    def _entry(self, kind: str, name: str) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        field = self.fields[kind] = QLineEdit()
        field.setAccessibleName(name)
        field.setFixedWidth(theme.px(180))
        field.setMinimumHeight(theme.px(tokens.CONTROL))
        field.returnPressed.connect(self._keeper(kind))
        keep = outlined(translate("Weight", "Save"), "check")
        keep.setAccessibleName(translate("Weight", "Save: {what}", what=name))
        keep.clicked.connect(self._keeper(kind))
        flow.addWidget(field)
        flow.addWidget(keep)
        if kind == "weight":
            self.switch = outlined("")
            self.switch.clicked.connect(self._switch_units)
            flow.addWidget(self.switch)
            self.remove = quiet(translate("Weight", "Delete the last one"), "trash")
            self.remove.clicked.connect(lambda: self.removed.emit(self._latest))
            flow.addWidget(self.remove)
        follow_width(holder)
        return holder

    def _keeper(self, kind: str) -> Callable[[], None]:
        return lambda: self._keep(kind)

    def _keep(self, kind: str) -> None:
        typed = self.fields[kind].text()
        try:
            value = body.weight_of(typed, self._units) if kind == "weight" else body.height_of(typed, self._units)
        except UserError as refused:
            self.refuse(str(refused))
            return
        self.measured.emit(kind, value)

    def refuse(self, sentence: str) -> None:
        """Say under the fields what is wrong; they stay as they were typed."""
        self.trouble.setText(sentence)
        self.trouble.show()

    def _switch_units(self) -> None:
        self.units_chosen.emit("imperial" if self._units == "metric" else "metric")

    def saved(self, kind: str) -> None:
        """What was typed is on disk."""
        self.fields[kind].clear()
        self.trouble.hide()

    def show_weights(
        self, weights: Sequence[Measure], latest: Measure | None, tall: Measure | None, units: str
    ) -> None:
        """The weights of the last year, the latest ones of both kinds, in ``units``."""
        self._units, self._latest = units, latest
        self.remove.setVisible(latest is not None)
        metric = units == "metric"
        self.switch.setText(translate("Weight", "In lb and ft") if metric else translate("Weight", "In kg and cm"))
        self.switch.updateGeometry()
        for kind, measure, such in (("weight", latest, "82.5 kg" if metric else "182 lb"),
                                    ("height", tall, "178 cm" if metric else "5 ft 10 in")):  # fmt: skip
            shown = body.text_of(kind, measure.value, units) if measure else such
            told = (
                translate("Weight", "last {value}", value=shown)
                if measure
                else translate("Weight", "such as {value}", value=shown)
            )
            self.fields[kind].setPlaceholderText(told)
        if latest is None:
            self.said.setText(translate("Weight", "No weight yet. Once a week, in the morning, is enough."))
        else:
            value = body.text_of("weight", latest.value, units)
            self.said.setText(f"{value}. {body.trend_text(body.trend(weights), units)}")
        both = latest is not None and tall is not None
        self.index.setVisible(both)
        if latest is not None and tall is not None:
            self.index.setText(body.bmi_text(body.bmi(latest.value, tall.value)))
        self.line.set_weights(weights, units)
