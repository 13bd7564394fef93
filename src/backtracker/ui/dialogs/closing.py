"""The questions after an episode was closed: what helped, and what may have set it off. All of it optional."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue, telling
from backtracker.core.model import EpisodeLog
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.place import centre, keep_on_screen
from backtracker.ui.pages.trigger_picker import TriggerPicker, more_words
from backtracker.ui.widgets.buttons import outlined, primary, quiet
from backtracker.ui.widgets.card import Line
from backtracker.ui.widgets.chips import ChipGrid
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label

WIDTH, SIDES = 720, 28


class ClosingDialog(QDialog):
    """Each press is saved at once, so that leaving at any time loses nothing."""

    def __init__(self, desk: Desk, episode_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._episode_id = episode_id
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Closing", "The episode is closed"))
        self.area = ScrollPage(sides=SIDES, top=22, gap=10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(Line())
        whole.addLayout(self._build_foot())
        column = self.area.column
        column.addWidget(label(translate("Closing", "The episode is closed"), tokens.POPUP))
        self.lead = Paragraph("", tokens.LEAD, "quiet")
        column.addWidget(self.lead)
        column.addSpacing(8)
        column.addWidget(label(translate("Closing", "What helped?"), tokens.HEADLINE))
        self.helped = ChipGrid()
        self.helped.changed.connect(self._save_helped)
        column.addWidget(self.helped)
        column.addSpacing(8)
        column.addWidget(label(translate("Closing", "What do you think set it off?"), tokens.HEADLINE))
        self.triggers = TriggerPicker()
        self.triggers.toggled.connect(self._save_trigger)
        column.addWidget(self.triggers)
        self.more = quiet(*more_words(False))
        self.more.clicked.connect(self._show_more)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        desk.ask(lambda journal: (journal.story(episode_id), journal.own("trigger")), self._fill, self)

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDES, 14, SIDES, 14)
        foot.setSpacing(8)
        foot.addWidget(label(translate("Closing", "Each press is saved."), tokens.BODY, "quiet"), 1)
        self.reopen = outlined(translate("Closing", "Not over after all"), "undo")
        self.reopen.clicked.connect(self._reopen)
        self.finish = primary(translate("Closing", "Done"), "check", tokens.CONTROL)
        self.finish.setDefault(True)
        self.finish.clicked.connect(self.accept)
        foot.addWidget(self.reopen)
        foot.addWidget(self.finish)
        return foot

    def _fill(self, answer: tuple[EpisodeLog, list[str]]) -> None:
        log, own = answer
        words = translate("Closing", "Two questions that help later. Leave them if you like.")
        self.lead.setText(f"{telling.ended_text(log.episode)} {words}")
        self.helped.set_items(_used_first(log))
        self.helped.set_chosen(log.episode.helped)
        self.triggers.offer_own(own)
        self.triggers.show_answers(log.exposures)
        self._fit_soon()

    def _show_more(self) -> None:
        self.triggers.show_all(not self.triggers.all_shown())
        words, icon = more_words(self.triggers.all_shown())
        self.more.setText(words)
        self.more.set_sign(icon)
        self._fit_soon()

    def _save_helped(self, keys: frozenset[str]) -> None:
        self._desk.do(lambda journal: journal.describe(self._episode_id, helped=keys))

    def _save_trigger(self, key: str, on: bool) -> None:
        answer = "yes" if on else None
        self._desk.do(lambda journal: journal.answer_trigger(self._episode_id, key, answer))

    def _reopen(self) -> None:
        self._desk.do(lambda journal: journal.reopen(self._episode_id), lambda _: self.accept(), self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        centre(self)

    def _fit_soon(self) -> None:
        """New chips take their room once Qt has shown them."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """The height that the questions need, as far as there is room."""
        above = self.parentWidget()
        room = self.screen().availableSize() if above is None else above.window().size().expandedTo(QSize(560, 420))
        width = min(theme.px(WIDTH), room.width() - 32)
        needed = self.area.content.heightForWidth(width) + theme.px(tokens.CONTROL) + 29
        self.resize(width, min(needed, room.height() - 32))
        keep_on_screen(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.end()


def _used_first(log: EpisodeLog) -> list[tuple[str, str, str]]:
    """What was done in this episode, then the usual treatments; each as chip of key, words and sign."""
    used = [treatment.kind for treatment in log.treatments]
    usual = [entry.key for entry in catalogue.TREATMENTS if entry.likely or entry.key == "rest"]
    keys = dict.fromkeys([*used, *sorted(log.episode.helped), *usual])
    return [(key, catalogue.label("treatment", key), catalogue.entry("treatment", key).icon) for key in keys]
