"""The form for a medicine: what it would come to stands there before it is saved, and nothing stops it.

It is the one way to record a medicine in the window, also one that only its name is known of.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core import at_hand
from backtracker.core.medicines import naming, timing, wording
from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import Product, dose_of
from backtracker.core.model import Treatment
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.dose_outlook import DoseOutlook
from backtracker.ui.dialogs.dose_products import ProductChoice
from backtracker.ui.dialogs.fields import MomentField, NoteField, PainField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label
from backtracker.ui.widgets.when import When, WhenChips

if TYPE_CHECKING:
    from backtracker.journal import Chest, Journal, Prospect

_MOST_UNITS = 10  # that presses reach; a larger number that was typed stays


class DoseDialog(Sheet):
    """What was taken, how much of it and when. ``product_id`` is pressed already, or what was taken last.

    ``before`` and ``after`` are the levels asked for with an existing ``treatment``; ``when`` is the answer that
    was given outside already.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        product_id: str = "",
        when: When | None = None,
        treatment: Treatment | None = None,
        before: int | None = None,
        after: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("Dose", "What did you take?")
        if treatment is not None:
            title = translate("Dose", "Change: medicine")
        super().__init__(desk, title, parent=parent)
        self.offer_how(at_hand.OF_KIND["dose"])
        self.treatment = treatment
        self._wanted, self._asked = product_id, (before, after)
        self._units: dict[str, float] = {}
        self._shown_for = ""
        self.choice = ProductChoice()
        self.add_row(translate("Dose", "Medicine"), self.choice)
        self._add_amount(treatment)
        self.outlook = DoseOutlook()
        self._outlook_row = self.add_row(translate("Dose", "What it comes to"), self.outlook)
        self._add_when(treatment, when)
        self._add_remind(treatment)
        self.before = PainField(translate("Dialogs", "Pain before"), before)
        self.add_row(translate("Dialogs", "Pain before"), self.before, control_height=48)
        self.after = PainField(translate("Dialogs", "Pain after"), after)
        after_row = self.add_row(translate("Dialogs", "Pain after"), self.after, control_height=48)
        after_row.setVisible(treatment is not None)  # nobody knows it when it is taken
        self.note = NoteField(treatment.note if treatment else "")
        self.add_row(translate("Dialogs", "Note"), self.note)
        if treatment is not None:
            self.offer_delete(treatment)
        self.choice.changed.connect(self._fit_to_choice)
        self.choice.grown.connect(self.fit)
        self._fit_to_choice()
        desk.ask(lambda journal: journal.chest(), self._fill, self)

    # Building --------------------------------------------------------------------------------

    def _add_amount(self, treatment: Treatment | None) -> None:
        self.units = Stepper(translate("Dose", "How many"), _steps(1.0), 1.0, wording.number_text)
        self.units.stepped.connect(self._stepped)
        self.amount_words = label("", tokens.BODY, "quiet")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.units)
        row.addWidget(self.amount_words, 1)
        self._units_row = self.add_row(translate("Dose", "How many"), _held(row))
        self.amount = QLineEdit(treatment.amount if treatment and not treatment.medicine else "")
        self.amount.setPlaceholderText(translate("Dose", "Such as 2, or 400 mg"))
        self.amount.setAccessibleName(translate("Dose", "Amount"))
        self.amount.setMaxLength(200)
        self._amount_row = self.add_row(translate("Dose", "Amount"), self.amount)
        words = translate(
            "Dose", "What is in it is not known here, so it counts towards no limit. To have it counted, add it "
            "under Care, Medicines.",
        )  # fmt: skip
        self._unknown_row = self.add_row("", Paragraph(words, tokens.BODY, "quiet"))

    def _add_when(self, treatment: Treatment | None, when: When | None) -> None:
        self.when: WhenChips | None = None
        self.moment_field: MomentField | None = None
        if treatment is not None:
            words = translate("Dose", "Taken")
            self.moment_field = MomentField(words, treatment.moment, self.desk.zone(), self.desk.local_now())
            self.moment_field.changed.connect(self._look)
            self.add_row(words, self.moment_field)
            return
        self.when = WhenChips(self.desk.local_now)
        self.when.set_value(when or When())
        self.when.changed.connect(self._look)
        self.add_row(translate("Dialogs", "When"), self.when)

    def _add_remind(self, treatment: Treatment | None) -> None:
        on = treatment.remind if treatment else False
        self.remind = Switch(translate("Dose", "Tell me when the next one is allowed"), on)
        self.remind_words = Paragraph("", tokens.BODY, "quiet")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.remind, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remind_words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._remind_row = self.add_row(translate("Dose", "Tell me"), _held(row))

    # Filling ---------------------------------------------------------------------------------

    def _fill(self, chest: "Chest") -> None:
        """The products to choose from; what was typed or pressed meanwhile stays."""
        products = list(chest.products)
        self._units = {each.verdict.dose.product.id: each.verdict.dose.units for each in chest.used}
        old = self.treatment
        chosen = self._wanted or (chest.used[0].verdict.dose.product.id if chest.used else "")
        if old is not None:
            chosen = old.medicine
            there = dose_of(old, {each.id: each for each in products})
            if there is not None and there.product not in products:
                products.insert(0, there.product)
            if old.units is not None:
                self._units[old.medicine] = old.units
        first = [*(each.verdict.dose.product.id for each in chest.used), *(each.id for each in chest.own)]
        self.choice.offer(products, first, chosen)
        if old is not None and not old.medicine:
            self.choice.line.setText(old.product)
        self._fit_to_choice()

    def _fit_to_choice(self) -> None:
        """Ask for a number of a known product, for an amount in words of another one."""
        product = self.choice.product()
        worded = bool(self.choice.words())
        self._units_row.setVisible(product is not None and not product.topical)
        self._amount_row.setVisible(product is None and worded)
        self._unknown_row.setVisible(product is None and worded)
        shown = product is not None and self._shown_for == product.id
        for row in (self._outlook_row, self._remind_row):
            row.setVisible(shown)
        if not shown:
            self.stand_by_save("")
        if product is not None:
            step = 1.0 if product.id in SHIPPED else 0.5
            self.units.offer(_steps(step), self._units.get(product.id) or naming.usual_units(product))
            self._say_amount(product)
            self._look()
        self.fit()

    def _stepped(self, units: float) -> None:
        product = self.choice.product()
        if product is not None:
            self._units[product.id] = units
            self._say_amount(product)
            self._look()

    def _say_amount(self, product: Product) -> None:
        strength = wording.strength_text(product)
        whole = wording.amount_text(product, self.units.value)
        words = translate("Dose", "of {strength} each").replace("{strength}", strength) if strength else ""
        if strength and len(product.contents) == 1:
            words = f"{words}: {whole}"
        self.amount_words.setText(words)

    def _look(self) -> None:
        """Ask what the dose would come to, as it stands there now."""
        product = self.choice.product()
        if product is None:
            return
        try:
            at = self._taken()
        except UserError:  # a time that is being typed; Save says what is wrong with it
            self._hide_outlook()
            return
        units, but = self.units.value, self.treatment.id if self.treatment else ""
        self.desk.ask(
            lambda journal: journal.prospect(product, units, at, but=but),
            partial(self._show, product, units),
            self,
            lambda _sentence: self._hide_outlook(),  # a time that has not come yet: Save says so
        )

    def _hide_outlook(self) -> None:
        self._shown_for = ""
        for row in (self._outlook_row, self._remind_row):
            row.hide()
        self.stand_by_save("")
        self.fit()

    def _show(self, product: Product, units: float, found: "Prospect") -> None:
        if self.choice.product() != product or self.units.value != units:
            return  # something else is asked by now
        now, zone = self.desk.now(), self.desk.zone()
        self.outlook.show_prospect(found, now, zone)
        following = found.following
        self.remind.setEnabled(following.at is not None and following.known and following.cause is not None)
        self.remind_words.setText(timing.reminder_text(following, found.obstacles, now, zone))
        self._shown_for = product.id
        for row in (self._outlook_row, self._remind_row):
            row.setVisible(row is self._outlook_row or not product.topical)
            row.updateGeometry()
        self.stand_by_save(self.outlook.short, "warning" if self.outlook.sentences else "info")
        self.fit()

    # Saving ----------------------------------------------------------------------------------

    def deed(self) -> Deed:
        """Record the dose, or store the changed one, whatever was warned of."""
        product, words, amount = self.choice.product(), self.choice.words(), self.amount.text().strip()
        if product is None and not words:
            raise UserError(translate("medicines", "Say what was taken: pick a medicine or type its name."))
        units, note, at = self.units.value, self.note.words(), self._taken()
        before, after = self.before.chosen_level(), self.after.chosen_level()
        remind = self.remind.isChecked() and self.remind.isEnabled()
        old = self.treatment
        if old is not None:
            return self._change(old, product, units, words, amount, note, remind, before, after)
        if product is None:
            return lambda journal: journal.take_in_words(words, amount, at, note=note, before=before)
        taken = product.id

        def record(journal: "Journal") -> object:
            return journal.take(taken, units, at, note=note, before=before, remind=remind)

        return record

    def _change(
        self, old: Treatment, product: Product | None, units: float, words: str, amount: str, note: str, remind: bool,
        before: int | None, after: int | None,
    ) -> Deed:  # fmt: skip
        moment = self.moment_field.moment() if self.moment_field else old.moment
        changed = replace(old, moment=moment, note=note, remind=remind)
        asked = self._asked
        if product is None:
            changed = replace(changed, product=words, amount=amount, medicine="", units=None, contents=())

        def store(journal: "Journal") -> object:
            wanted = changed if product is None else journal.redosed(changed, product, units)
            return journal.change_treatment(wanted, before, after, was=old, asked=asked)

        return store

    def unsaved_words(self) -> bool:
        """Note, and a name and an amount in words."""
        old = self.treatment
        there = (old.product, old.amount) if old is not None and not old.medicine else ("", "")
        typed = (self.choice.words(), self.amount.text().strip()) if self.choice.words() else there
        return typed != there or self.note.touched()

    def _taken(self) -> datetime | None:
        """When; None for just now. :class:`UserError` for a time that cannot be read."""
        if self.moment_field is not None:
            return self.moment_field.moment().at
        return self.when.earlier() if self.when else None


def _steps(step: float) -> list[float]:
    """Whole ones of what ships, halves where a person set the limits."""
    return [step * number for number in range(1, round(_MOST_UNITS / step) + 1)]


def _held(row: QHBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(row)
    holder.setMinimumHeight(theme.px(tokens.CONTROL))
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(row.hasHeightForWidth())
    holder.setSizePolicy(policy)
    return holder
