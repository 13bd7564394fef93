"""All widgets of the kit on one sheet, to be looked at: ``python tests/ui/gallery.py OUT.png [dark] [width]``.

Not a test: a picture book. Numbers are those of the pictures that the look is measured by.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.back_map import BackMap
from backtracker.ui.widgets.badge import Badge, Sign
from backtracker.ui.widgets.buttons import Button, SplitButton, link, outlined, primary, quiet, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import ChipGrid
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.notice import Notice
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.phase_bar import Phase, PhaseBar
from backtracker.ui.widgets.rail import Rail
from backtracker.ui.widgets.ring import CountdownRing
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Heading, Paragraph, label
from backtracker.ui.widgets.undo_bar import UndoBar
from backtracker.ui.widgets.week_strip import Day, WeekStrip
from backtracker.ui.widgets.when import WhenChips, WhenPicker

PAGES = (
    ("today", "today", "Today"),
    ("history", "history", "History"),
    ("patterns", "patterns", "Patterns"),
    ("care", "care", "Care"),
    ("prevention", "prevention", "Prevention"),
    ("report", "report", "Report"),
)
START = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def today(width: int) -> QWidget:
    """The first picture, put together from the kit."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = Rail(PAGES, (("settings", "settings", "Settings"),))
    rail.set_current("today")
    rail.set_narrow(width < 900)
    row.addWidget(rail)
    page = ScrollPage()
    row.addWidget(page, 1)
    column = page.column
    column.addLayout(_head())
    bar = PhaseBar()
    phases = (
        Phase("ice", "ice", "Ice until Monday 14:05", START, START + timedelta(hours=72)),
        Phase("heat", "heat", "Heat from Monday 14:05", START + timedelta(hours=72), START + timedelta(hours=96)),
    )
    days = [(START, "Friday")]
    for number, name in enumerate(("Saturday", "Sunday", "Monday", "Tuesday"), 1):
        days.append((datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=number), name))
    bar.set_phases(phases, START + timedelta(hours=24, minutes=43), days)
    column.addWidget(bar)
    column.addWidget(_next_card())
    column.addWidget(_pain_card())
    foot = Columns(shares=(57, 43), below=700, gap=12)
    chart = Card()
    section = chart.add_section(sides=16)
    section.addWidget(label("Pain since Friday: down from 9 to 5", tokens.HEADLINE))
    section.addStretch(1)
    foot.addWidget(chart)
    foot.addWidget(_log_card())
    column.addLayout(foot, 1)
    undo = UndoBar(page)
    window.setProperty("undo", undo)
    return window


def _head() -> QBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(Heading("Day 2", "since Friday 14:05, lower back, left"), 1)
    pause = quiet("Pause reminders", "pause")
    pause.set_menu(QMenu(pause))
    head.addWidget(pause)
    head.addWidget(outlined("It’s over", "check"))
    return head


def _next_card() -> Card:
    card = Card("main")
    body = card.add_section(horizontal=True, top=20, bottom=18)
    left = QVBoxLayout()
    left.setSpacing(20)
    title = QHBoxLayout()
    title.setSpacing(16)
    title.addWidget(Badge("ice", "ice"))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("Ice your back", tokens.ACTION))
    words.addWidget(label("Wrapped in a towel. Stay awake.", tokens.LEAD, "quiet"))
    title.addLayout(words, 1)
    left.addLayout(title)
    flow = FlowLayout(gap=8)
    flow.addWidget(primary("Start 20 min", "play"))
    flow.addWidget(SplitButton("Done", "check", QMenu(card)))
    snooze = outlined("Snooze", "clock", 52)
    snooze.set_menu(QMenu(snooze))
    flow.addWidget(snooze)
    flow.addWidget(quiet("Skip", height=52))
    left.addLayout(flow)
    body.addLayout(left, 1)
    side = QVBoxLayout()
    ring = CountdownRing("ice")
    ring.set_state(0.9, "12", "min")
    side.addWidget(ring)
    side.addWidget(label("due at 15:00", tokens.BODY, "quiet"), 0, Qt.AlignmentFlag.AlignHCenter)
    side.addStretch(1)
    body.addLayout(side)
    then = card.add_section(horizontal=True, top=9, bottom=9)
    then.addWidget(label("Then walk at 15:20", tokens.BODY, "quiet"))
    return card


def _pain_card() -> Card:
    card = Card()
    pain = card.add_section(horizontal=True, top=14, bottom=10, gap=0)
    row = PainRow("today")
    row.set_last(5, "last: 5 at 13:22")
    pain.addWidget(LabelledRow("How bad is it now?", row, 48))
    did = card.add_section(horizontal=True, top=12, bottom=12, gap=0)
    chips = QWidget()
    flow = FlowLayout(chips, gap=8)
    for words, token in (("Ice", "ice"), ("Walk", "walk"), ("Medicine", "medicine"), ("Massage", "manual")):
        flow.addWidget(Button(words, "chip", words.lower(), token))
    flow.addWidget(Button("More", "chip", "more"))
    did.addWidget(LabelledRow("I did", chips), 1)
    did.addWidget(WhenPicker(lambda: START))
    return card


def _log_card() -> Card:
    card = Card()
    log = card.add_section(sides=16, top=0, bottom=2, gap=0)
    head = QHBoxLayout()
    head.addWidget(label("Today", tokens.HEADLINE), 1)
    head.addWidget(link("All of today"))
    log.addLayout(head)
    log.addWidget(LogRow("13:22", "pain", "accent", "Pain", pain=(5,)))
    log.addWidget(LogRow("13:00", "ice", "ice", "Ice", "20 min", (6, 5)))
    log.addWidget(LogRow("12:40", "walk", "walk", "Walk", "6 min", remark="felt fine"))
    log.addWidget(LogRow("11:00", "ice", "ice", "Ice", "20 min", (7, 6)))
    log.addWidget(
        LogRow("10:30", "medicine", "medicine", "Ibuprofen", "400 mg", remark="again from 14:50", lined=False)
    )
    log.addStretch(1)
    return card


ROWS = {"neck": "Neck", "upper": "Upper back", "mid": "Mid back", "lower": "Lower back"}
PAIRS = {"buttock": "Buttocks", "leg": "Legs"}
PLACES = {f"{row}_{side}": f"{ROWS[row]}, {side}" for row in ROWS for side in ("left", "middle", "right")}
PLACES |= {f"{row}_{side}": f"{PAIRS[row]}, {side}" for row in PAIRS for side in ("left", "right")}
TRIGGERS = (
    ("distracted", "Distracted in a move", "distracted"),
    ("posture", "Awkward posture", "posture"),
    ("lift", "Lifted a weight", "lift"),
    ("person", "Lifted someone", "person"),
    ("sudden", "Sudden move after rest", "sudden"),
    ("run", "Hard exercise", "run"),
    ("rest", "Very tired", "rest"),
    ("stress", "Stress", "stress"),
    ("sitting", "Long sitting", "sitting"),
)


def spasm() -> QWidget:
    """Pictures 5a and 5b, the alarm of 4 and the weeks of 3."""
    window = QWidget()
    outer = QVBoxLayout(window)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(Notice("Get emergency care now.", "Numbness between the legs with a back spasm.", "warning"))
    info = Notice("3 reminders were missed while the computer slept.")
    info.add_button("Show", info.hide)
    outer.addWidget(info)
    page = ScrollPage(gap=16)
    outer.addWidget(page, 1)
    page.column.addWidget(label("How bad is it?", tokens.QUESTION))
    row = PainRow("spasm")
    row.set_chosen(6)
    page.column.addWidget(row)
    page.column.addWidget(WhenChips(lambda: START))
    split = Columns(shares=(45, 75), below=700, gap=16)
    page.column.addLayout(split)
    split.addWidget(_back_card())
    column = QWidget()
    right = QVBoxLayout(column)
    right.setContentsMargins(0, 0, 0, 0)
    right.setSpacing(16)
    split.addWidget(column)
    for card in (_trigger_card(), _flag_card(), _alarm_card(), _week_card()):
        right.addWidget(card)
    right.addStretch(1)
    return window


def _back_card() -> Card:
    card = Card()
    body = card.add_section(sides=20)
    back = BackMap(PLACES, ROWS | PAIRS)
    back.set_places({"lower_left"})
    body.addWidget(label("Where? " + back.words(), tokens.HEADLINE))
    body.addWidget(label("Seen from behind: your left is left.", tokens.SMALL, "quiet"))
    body.addWidget(back, 1)
    return card


def _trigger_card() -> Card:
    card = Card()
    grid = ChipGrid(TRIGGERS)
    grid.set_chosen({"distracted", "sudden"})
    section = card.add_section(sides=20)
    section.addWidget(label("In the two hours before it hit?", tokens.HEADLINE))
    section.addWidget(grid)
    actions = QWidget()
    flow = FlowLayout(actions)
    flow.addWidget(Button("The rest: no", "accent", "check"))
    flow.addWidget(quiet("I don’t know"))
    flow.addWidget(quiet("More triggers", "more"))
    section.addWidget(actions)
    return card


def _flag_card() -> Card:
    card = Card("warning")
    line = card.add_section(horizontal=True, gap=16)
    line.addWidget(Sign("warning", "warning", 24))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Paragraph("Anything of this, new since the spasm?", tokens.HEADLINE))
    detail = "Trouble passing water or stool, numb between the legs, both legs weak."
    texts.addWidget(Paragraph(detail, tokens.BODY, "quiet"))
    line.addLayout(texts, 1)
    line.addWidget(outlined("No"))
    line.addWidget(outlined("Yes"))
    return card


def _alarm_card() -> Card:
    card = Card("alarm")
    head = card.add_section(horizontal=True, sides=20, gap=14)
    head.addWidget(Badge("bell", "warning", 52))
    head.addWidget(label("Take the ice off now", tokens.POPUP), 1)
    head.addWidget(outlined("Quiet for 1 min", "quiet", 48))
    card.add_section(sides=20).addWidget(PainRow("popup"))
    return card


def _week_card() -> Card:
    card = Card()
    strip = WeekStrip()
    levels = (0, 0, 2, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, None)
    names = ("Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu")
    strip.set_days([Day(names[n % 7], names[n % 7], level, n == 13) for n, level in enumerate(levels)])
    section = card.add_section(sides=20)
    section.addWidget(label("Two calm weeks", tokens.HEADLINE))
    section.addWidget(strip)
    return card


def main() -> None:
    out, *wishes = sys.argv[1:]
    app = QApplication([])
    theme.apply_theme(app, tokens.DARK if "dark" in wishes else tokens.LIGHT)
    width, height = next(((int(w), int(h)) for w, _, h in (wish.partition("x") for wish in wishes) if h), (1280, 800))
    window = spasm() if "spasm" in wishes else today(width)
    window.resize(width, height)
    window.show()
    app.processEvents()
    if "focus" in wishes:
        sign_button("close", "Close").deleteLater()
        buttons = [b for b in window.findChildren(Button) if b.text().startswith("Start")]
        buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    if "undo" in wishes:
        window.property("undo").show_saved("Glass 5 saved")
    app.processEvents()
    window.grab().save(out)
    print(out, window.size().toTuple(), window.minimumSizeHint().toTuple())


if __name__ == "__main__":
    main()
