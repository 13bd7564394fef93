"""What pages of settings are made of: the words of a setting, the row with its control."""

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui.widgets.flow import Columns
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.text import Paragraph

HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
BESIDE = 560
"""Px of a row's inside: with less, two controls go under the words."""


def on_off(on: bool) -> str:
    """What is said of a switch."""
    return translate("Settings", "on") if on else translate("Settings", "off")


def clock_stepper(title: str, value: time) -> Stepper[time]:
    """The half hours of the day, and ``value``."""
    return Stepper(title, sorted({*HALF_HOURS, value}), value, lambda clock: f"{clock:%H:%M}", around=True)


def told(title: str, why: str) -> QVBoxLayout:
    """The name of a setting and the reason for it, in the middle of the height of its control."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(Paragraph(title, tokens.STRONG))
    column.addWidget(Paragraph(why, tokens.SMALL, "quiet"))
    column.addStretch(1)
    return column


def line(section: QBoxLayout, said: QVBoxLayout, control: QWidget) -> None:
    """The words at the left and the control at the right."""
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addLayout(said, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    section.addLayout(row)


def pair(section: QBoxLayout, said: QVBoxLayout, first: QWidget, second: QWidget) -> None:
    """The same with two controls, which go under the words where there is little room."""
    row = Columns(shares=(1, 0), below=BESIDE, gap=16, row_gap=4, centred=True)
    left, right = QWidget(), QWidget()
    left.setLayout(said)
    controls = QHBoxLayout(right)
    controls.setContentsMargins(0, 0, 0, 0)
    controls.setSpacing(16)
    controls.addWidget(first)
    controls.addStretch(1)
    controls.addWidget(second)
    row.addWidget(left)
    row.addWidget(right)
    section.addLayout(row)
