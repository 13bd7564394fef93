"""The card that asks what was there in the two hours before the spasm. Left blank is unknown, never "no"."""

from collections import Counter
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import asking, telling
from backtracker.core.model import Episode, EpisodeLog
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.trigger_picker import TriggerPicker, more_words
from backtracker.ui.widgets.buttons import Button, link, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph, label


class TriggerCard(Card):
    """Saves each press by itself. ``compare_requested`` asks for the same hours of the two days before."""

    compare_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._episode_id = ""
        self._log: EpisodeLog | None = None
        section = self.add_section(sides=20, top=14, bottom=14, gap=10)
        head = QHBoxLayout()
        self.question = Paragraph("", tokens.HEADLINE)
        self.count = label("", tokens.SMALL, "quiet")
        head.addWidget(self.question, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        section.addLayout(head)
        self.picker = TriggerPicker()
        self.picker.toggled.connect(self._toggle)
        section.addWidget(self.picker)
        self.rest = Button(translate("Spasm", "The rest: no"), "accent", "check")
        self.rest.clicked.connect(lambda: self._answer_rest("no"))
        self.unknown = quiet(translate("Spasm", "I don’t know"))
        self.unknown.clicked.connect(lambda: self._answer_rest("unknown"))
        self.more = quiet(*more_words(False))
        self.more.clicked.connect(lambda: self._show_more(not self.picker.all_shown()))
        foot = QHBoxLayout()
        flow = FlowLayout(gap=8)
        flow.addWidget(self.rest)
        flow.addWidget(self.unknown)
        foot.addLayout(flow, 1)
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        section.addLayout(foot)
        self.compare = link(translate("Spasm", "Compare with the same hours of the two days before"))
        self.compare.clicked.connect(self.compare_requested)
        section.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, episode: Episode, name_onset: bool, today: datetime) -> None:
        """Ask about ``episode``; where the spasm at hand is not its onset, the question names the time."""
        self._episode_id = episode.id
        time = telling.point_text(episode.began.local, today)
        self.question.setText(
            translate("Spasm", "In the two hours before it began, {time}?", time=time)
            if name_onset
            else translate("Spasm", "In the two hours before it hit?")
        )
        self._log = None
        self._show_more(False)
        self._desk.ask(lambda journal: journal.own("trigger"), self.picker.offer_own, self)

    def show_log(self, log: EpisodeLog) -> None:
        """The answers that are stored."""
        self._log = log
        self.compare.setVisible(asking.is_time(log.episode.began, self._desk.now()))
        self.picker.show_answers(log.exposures)
        answers = {each.trigger: each.answer for each in log.exposures if not each.hours_before}
        words = {
            "yes": translate("Spasm", "{n} chosen"),
            "no": translate("Spasm", "{n} no"),
            "unknown": translate("Spasm", "{n} unknown"),
        }
        numbers = Counter(answers.values())
        self.count.setText(", ".join(words[answer].format(n=numbers[answer]) for answer in words if numbers[answer]))
        open_ones = [key for key in self.picker.shown() if key not in answers]
        self.rest.setEnabled(bool(open_ones))
        self.unknown.setEnabled(bool(open_ones))

    def _toggle(self, key: str, on: bool) -> None:
        episode_id, answer = self._episode_id, "yes" if on else None
        self._desk.do(lambda journal: journal.answer_trigger(episode_id, key, answer))

    def _answer_rest(self, answer: str) -> None:
        episode_id, keys = self._episode_id, tuple(self.picker.shown())
        self._desk.do(lambda journal: journal.answer_rest(episode_id, keys, answer))

    def _show_more(self, wanted: bool) -> None:
        """Show the rarer ones too, or fold them away again."""
        self.picker.show_all(wanted)
        words, icon = more_words(wanted)
        self.more.setText(words)
        self.more.set_sign(icon)
        if self._log is not None:
            self.show_log(self._log)
