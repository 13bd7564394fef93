"""The sheet for something done about the pain: a new one, or one that is there."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from backtracker import tokens
from backtracker.core import catalogue, reasons
from backtracker.core.model import EpisodeLog, Moment, Treatment
from backtracker.core.words import capitalized, translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import Choice, LengthField, MomentField, NoteField, PainField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.text import Paragraph
from backtracker.ui.widgets.when import WhenChips

if TYPE_CHECKING:
    from backtracker.journal import Journal

_MEDICINE = "medicine"
_WITHOUT_LENGTH = (_MEDICINE, "injection", "drink")
_WITH_PRODUCT = (_MEDICINE, "injection")


class TreatmentDialog(Sheet):
    """What was done, when, how long, and what it did to the pain. Everything but what is optional.

    ``kind`` is pressed already for a new one. ``before`` and ``after`` are the levels asked for
    with an existing ``treatment``.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        kind: str | None = None,
        treatment: Treatment | None = None,
        before: int | None = None,
        after: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("Dialogs", "What did you do?")
        if treatment is not None:
            title = translate("Dialogs", "Change: {what}", what=catalogue.label("treatment", treatment.kind))
        super().__init__(desk, title, parent=parent)
        self.treatment = treatment
        self._asked = before, after
        chosen = treatment.kind if treatment else kind
        self.kinds = Choice("treatment", catalogue.TREATMENTS, [chosen] if chosen else (), single=True)
        self.add_row(translate("Dialogs", "What"), self.kinds)
        self.early = Paragraph("", tokens.BODY, "quiet")
        self._early_row = self.add_row("", self.early)
        self._running: EpisodeLog | None = None
        self.product = QLineEdit(treatment.product if treatment else "")
        self.amount = QLineEdit(treatment.amount if treatment else "")
        self._product_row = self.add_row(translate("Dialogs", "Name and amount"), self._product_fields())
        self._add_when(treatment)
        self.length = LengthField(treatment.seconds if treatment else None)
        self._length_row = self.add_row(translate("Dialogs", "How long"), self.length)
        self.too_long = Paragraph("", tokens.BODY, "quiet")
        self._too_long_row = self.add_row("", self.too_long)
        self.length.changed.connect(self._show_too_long)
        self.before = PainField(translate("Dialogs", "Pain before"), before)
        self.add_row(translate("Dialogs", "Pain before"), self.before, control_height=48)
        self.after = PainField(translate("Dialogs", "Pain after"), after)
        self.add_row(translate("Dialogs", "Pain after"), self.after, control_height=48)
        self.note = NoteField(treatment.note if treatment else "")
        self.add_row(translate("Dialogs", "Note"), self.note)
        self.kinds.changed.connect(self._chose)
        self.kinds.line.textChanged.connect(self._fit_to_kind)
        self.kinds.grown.connect(self.fit)
        self._fit_to_kind()
        if treatment is not None:
            self.offer_delete(treatment)
        else:
            desk.ask(lambda journal: journal.running_log(), self._show_running, self)
        desk.ask(lambda journal: journal.own("treatment"), self.kinds.offer_own, self)

    def deed(self) -> Deed:
        """Record the treatment, or store the changed one."""
        kind = next(iter(self.kinds.keys()), "")
        seconds = self.length.seconds() if kind not in _WITHOUT_LENGTH else self._length_there()
        product, amount = self._product_words(kind)
        note, before, after = self.note.words(), self.before.chosen_level(), self.after.chosen_level()
        old = self.treatment
        if old is None:
            at = self._started()

            def record(journal: "Journal") -> object:
                return journal.did(
                    kind, at, seconds=seconds, product=product, amount=amount, note=note, before=before, after=after
                )

            return record
        changed = replace(
            old, moment=self._moment(), kind=kind, seconds=seconds, running=old.running and seconds is None,
            product=product, amount=amount, note=note,
        )  # fmt: skip
        asked = self._asked
        return lambda journal: journal.change_treatment(changed, before, after, was=old, asked=asked)

    def unsaved_words(self) -> bool:
        """Note, own name, product."""
        old = self.treatment
        product = (self.product.text(), self.amount.text()) != ((old.product, old.amount) if old else ("", ""))
        return product or self.note.touched() or self.kinds.touched()

    def _product_fields(self) -> QHBoxLayout:
        self.product.setPlaceholderText(translate("Dialogs", "Name, such as Ibuprofen"))
        self.product.setAccessibleName(translate("Dialogs", "Name of the medicine"))
        self.amount.setPlaceholderText(translate("Dialogs", "Amount, such as 400 mg"))
        self.amount.setAccessibleName(translate("Dialogs", "Amount"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in (self.product, self.amount):
            field.setMaxLength(200)
            row.addWidget(field, 3 if field is self.product else 2)
        return row

    def _add_when(self, treatment: Treatment | None) -> None:
        words = translate("Dialogs", "When")
        self.when = None if treatment else WhenChips(self.desk.local_now)
        self.moment_field = None
        if treatment is not None:
            started = translate("Dialogs", "Started")
            self.moment_field = MomentField(started, treatment.moment, self.desk.zone(), self.desk.local_now())
            self.add_row(started, self.moment_field)
        elif self.when is not None:
            self.when.changed.connect(self._show_early)
            self.add_row(words, self.when)

    def _chose(self) -> None:
        """A medicine has a form of its own, with the label beside it; the rest is asked for here."""
        if self.treatment is not None or self.kinds.keys() != {_MEDICINE}:
            self._fit_to_kind()
            return
        from backtracker.ui.dialogs.dose import DoseDialog

        DoseDialog(self.desk, when=self.when.value() if self.when else None, parent=self.parentWidget()).open()
        self.done(Sheet.DialogCode.Rejected)

    def _fit_to_kind(self) -> None:
        """Ask for a name and amount, or for a length, as the kind goes."""
        kind = next(iter(self.kinds.keys()), "")
        self._product_row.setVisible(kind in _WITH_PRODUCT)
        self._length_row.setVisible(kind not in _WITHOUT_LENGTH)
        self._show_early()
        self._show_too_long()

    def _show_too_long(self) -> None:
        """Say why ice should come off earlier, where it was on for longer than that."""
        kind = next(iter(self.kinds.keys()), "")
        try:
            words = reasons.ice_too_long(kind, self.length.seconds())
        except UserError:  # half typed: saving says what is wrong with it
            words = ""
        self.too_long.setText(words)
        self._too_long_row.setVisible(bool(words))
        self.fit()

    def _show_running(self, log: EpisodeLog | None) -> None:
        self._running = log
        self._show_early()

    def _show_early(self) -> None:
        """Say why the advice is to wait, where a new treatment is heat in the first days of the running episode."""
        words = ""
        if self._running is not None and self.kinds.keys() == {"heat"}:
            now, rules = self.desk.now(), self.desk.settings.rules
            words = reasons.heat_too_early(self._running, rules, self._started() or now, now, self.desk.zone())
        self.early.setText(capitalized(words))
        self._early_row.setVisible(bool(words))
        self.fit()

    def _started(self) -> datetime | None:
        """The start for a new one; None for just now."""
        return self.when.earlier() if self.when else None

    def _moment(self) -> Moment:
        if self.moment_field is None:
            raise ValueError("a new treatment has no moment to change")
        return self.moment_field.moment()

    def _length_there(self) -> int | None:
        return self.treatment.seconds if self.treatment else None

    def _product_words(self, kind: str) -> tuple[str, str]:
        if kind in _WITH_PRODUCT:
            return self.product.text().strip(), self.amount.text().strip()
        old = self.treatment
        return (old.product, old.amount) if old is not None and old.kind == kind else ("", "")
