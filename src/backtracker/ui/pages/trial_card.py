"""The trial on the Prevention page: plan one, see which block it is today, stop it."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core import trial
from backtracker.core.trial import Trial
from backtracker.core.words import counted, day_text, translate
from backtracker.ui.widgets.buttons import outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph, label


class TrialCard(Card):
    """``plan_wanted`` asks for the sheet, ``stop_wanted`` carries the trial to stop, ``patterns_wanted`` its result."""

    plan_wanted = Signal()
    stop_wanted = Signal(object)
    patterns_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._trial: Trial | None = None
        section = self.add_section(top=16, bottom=16, gap=8)
        section.addWidget(label(translate("Trial", "A trial on yourself"), tokens.HEADLINE))
        self.today = Paragraph("", tokens.STRONG)
        self.line = Paragraph("", tokens.BODY, "quiet")
        section.addWidget(self.today)
        section.addWidget(self.line)
        self.plan_button = outlined(translate("Trial", "Plan a trial …"), "plus")
        self.plan_button.clicked.connect(self.plan_wanted)
        self.stop_button = outlined(translate("Trial", "Stop the trial"), "stop")
        self.stop_button.clicked.connect(lambda: self.stop_wanted.emit(self._trial))
        self.result_button = quiet(translate("Trial", "What the last one showed"), "patterns")
        self.result_button.clicked.connect(self.patterns_wanted)
        row = FlowLayout(gap=8)
        for button in (self.plan_button, self.stop_button, self.result_button):
            row.addWidget(button)
        section.addLayout(row)
        self.show_trial(None, date.min, any_over=False)

    def show_trial(self, found: Trial | None, today: date, *, any_over: bool) -> None:
        """The trial that is under way or to come, if any; ``any_over`` says whether an earlier one has a result."""
        self._trial = found
        self.plan_button.setVisible(found is None)
        self.stop_button.setVisible(found is not None)
        self.result_button.setVisible(any_over)
        self.today.setVisible(found is not None)
        if found is None:
            why = translate(
                "Trial",
                "Does it help you? Try one habit in blocks of days, with it and as usual, in an order drawn by lot. "
                "At the end the pain of both is compared.",
            )
            self.line.setText(why)
            return
        block = trial.block_on(found, today)
        if block is None:
            self.today.setText(trial.goal_text(found))
            days = counted(
                (found.begins - today).days, translate("Trial", "in {n} day"), translate("Trial", "in {n} days")
            )
            begins = day_text(found.begins, today=today)
            self.line.setText(translate("Trial", "It begins {days}, on {day}.", days=days, day=begins))
            return
        self.today.setText(translate("Trial", "Today: {what}", what=trial.arm_text(found, block.arm)))
        said = [trial.day_line(found, block, today)]
        if block.number < len(found.arms):
            following = trial.block_on(found, block.last + timedelta(days=1))
            if following is not None:
                words = translate(
                    "Trial", "From {day}: {what}.",
                    day=day_text(following.first, today=today), what=trial.arm_text(found, following.arm),
                )  # fmt: skip
                said.append(words)
        said.append(translate("Trial", "Log your pain every day, good days too. The result comes at the end."))
        self.line.setText(" ".join(said))
