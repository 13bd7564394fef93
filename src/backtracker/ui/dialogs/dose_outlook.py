"""What a dose comes to by its label: the last one, the next allowed time, a bar for each ingredient, what to know."""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.medicines import timing, wording
from backtracker.core.words import capitalized, translate
from backtracker.ui.widgets.advice import Advice
from backtracker.ui.widgets.dose_bar import DoseBar
from backtracker.ui.widgets.text import Paragraph

if TYPE_CHECKING:
    from backtracker.journal import Prospect


class DoseOutlook(QWidget):
    """Filled with each :meth:`show_prospect`; nothing in it can be pressed, and nothing in it forbids.

    What is new is said aloud to a screen reader too.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 11, 0, 0)
        column.setSpacing(8)
        self.allowed = Paragraph("", tokens.HEADLINE)
        self.last = Paragraph("", tokens.BODY, "quiet")
        self.advice = Advice()
        self.about = Paragraph("", tokens.SMALL, "quiet")
        column.addWidget(self.allowed)
        column.addWidget(self.last)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        column.addLayout(self._bars)
        column.addWidget(self.advice)
        column.addWidget(self.about)
        self.bars: list[DoseBar] = []
        self.short = ""
        """The verdict and the first warning, for where there is no room for more."""
        self._said = ""

    def show_prospect(self, found: "Prospect", now: datetime, zone: tzinfo) -> None:
        """Say what ``found`` says."""
        dose, product = found.verdict.dose, found.verdict.dose.product
        self.allowed.setText(timing.verdict_text(found.verdict, found.allowed, now, zone))
        self.allowed.setVisible(not product.topical)
        self.last.setText(timing.last_text(found.verdict.last, now, zone))
        self._show_bars(found)
        told = [wording.warning_text(each, dose, now, zone) for each in found.verdict.warnings]
        for each in found.words_only:
            name = each.product or translate("medicines", "A medicine")
            told.append(wording.uncounted_text(name, each.moment.at, now, zone))
        self.advice.show_sentences(told)
        by = capitalized(wording.by_text(product))
        lines = [f"{by}: {' '.join(wording.limit_lines(product))}", wording.advice(dose)]
        self.about.setText(" ".join(filter(None, lines)))
        brief = timing.verdict_text(found.verdict, replace(found.allowed, better=None), now, zone)
        more = translate("Dose", "{n} more above.", n=len(told) - 1) if len(told) > 1 else ""
        self.short = " ".join(filter(None, ["" if product.topical else brief, *told[:1], more]))
        said = " ".join([self.allowed.text(), *told])
        if said != self._said:
            self._said = said
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    @property
    def sentences(self) -> list[str]:
        """What is warned of, a sentence each."""
        return self.advice.sentences

    def _show_bars(self, found: "Prospect") -> None:
        for bar in self.bars:
            self._bars.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.bars = [
            DoseBar(capitalized(wording.bar_text(each)), each.before, each.after, each.limit)
            for each in found.verdict.amounts
            if each.after or each.limit
        ]
        for bar in self.bars:
            self._bars.addWidget(bar)
