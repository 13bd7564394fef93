"""Medicines on the Care page: what was taken, when the next is allowed, and the person's own products."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core.medicines import timing, wording
from backtracker.core.medicines.product import Product
from backtracker.core.words import capitalized, translate
from backtracker.ui.pages.care_rows import CareRow, ListCard, change_button, main_card
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import outlined, primary
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.dose_bar import DoseBar
from backtracker.ui.widgets.text import Paragraph

if TYPE_CHECKING:
    from backtracker.journal import Chest, Journal, Prospect

MOST = 8
"""So many products in use have a row; the form has them all."""


class MedicinesSection(CareSection):
    """One question to the journal: what can be taken and what was."""

    def question(self) -> "Callable[[Journal], Any]":
        """All of it."""
        return lambda journal: journal.chest()

    def build(self, seen: "Chest") -> Iterable[QWidget]:
        """The way to the form, the sums of the day, what is in use, what is one's own, and whose figures these are."""
        yield self._main()
        yield self._day(seen)
        in_use = [each for each in seen.used if each.verdict.last is not None]
        if in_use:
            card = ListCard(translate("Care", "In use"))
            for prospect in in_use[:MOST]:
                card.add(self._used_row(prospect))
            yield card
        yield self._own(seen.own)
        yield Paragraph(
            translate(
                "Care",
                "The limits are those of US labels for adults, and what no label was found for is left to yours. They "
                "inform; they do not replace a doctor or a pharmacist. For another country, or a plan of your doctor, "
                "add a medicine of your own with its limits.",
            ),
            tokens.SMALL,
            "quiet",
        )

    def take(self, product_id: str = "") -> None:
        """Open the form, with a product pressed already."""
        from backtracker.ui.dialogs.dose import DoseDialog

        DoseDialog(self.desk, product_id=product_id, parent=self).open()

    def change(self, product: Product | None = None) -> None:
        """Open the form of a product of one's own, new or there."""
        from backtracker.ui.dialogs.product import ProductDialog

        ProductDialog(self.desk, product=product, parent=self).open()

    # Cards -----------------------------------------------------------------------------------

    def _main(self) -> Card:
        button = primary(translate("Care", "Log a medicine"), "plus", tokens.CONTROL)
        button.clicked.connect(lambda _on: self.take())
        why = translate("Care", "You see what it comes to before it is saved. Whatever you took can be recorded.")
        return main_card("medicine", "medicine", translate("Care", "Took a medicine?"), [why], [button])

    def _day(self, seen: "Chest") -> ListCard:
        nothing = translate("Care", "Nothing that counts was taken.")
        card = ListCard(translate("Care", "The last 24 hours"), nothing)
        for amount in seen.sums:
            card.add(DoseBar(capitalized(wording.sum_text(amount)), amount.before, amount.after, amount.limit))
        now, zone = self.desk.now(), self.desk.zone()
        for each in seen.words_only:
            name = each.product or translate("medicines", "A medicine")
            card.add(Paragraph(wording.uncounted_text(name, each.moment.at, now, zone), tokens.BODY))
        return card

    def _used_row(self, prospect: "Prospect") -> CareRow:
        product, now, zone = prospect.verdict.dose.product, self.desk.now(), self.desk.zone()
        name = wording.product_text(product)
        button = outlined(translate("Care", "Take"), "plus")
        button.setAccessibleName(translate("Care", "Take: {what}").replace("{what}", name))
        button.clicked.connect(partial(self.take, product.id))
        lines = [timing.last_text(prospect.verdict.last, now, zone)]
        if not product.topical:
            warned = prospect.verdict.warnings
            lines.append(timing.allowed_text(prospect.allowed, warned, now, zone))
            other = [each for each in warned if each.kind in ("nsaid", "days")]
            lines += [wording.warning_text(each, prospect.verdict.dose, now, zone) for each in other]
        return CareRow("medicine", "medicine", name, lines, [button])

    def _own(self, products: Iterable[Product]) -> ListCard:
        nothing = translate(
            "Care", "One that is not on the list, one from your doctor, or one of another country: with what is in it "
            "and the limits that hold for you.",
        )  # fmt: skip
        add = outlined(translate("Care", "Add"), "plus")
        add.setAccessibleName(translate("Care", "Add a medicine of your own"))
        add.clicked.connect(lambda _on: self.change())
        card = ListCard(translate("Care", "Your own medicines"), nothing, add)
        for product in products:
            limits = f"{capitalized(wording.by_text(product))}: {' '.join(wording.limit_lines(product))}"
            kinds = capitalized(wording.kind_text(product))
            lines = [f"{kinds}. {capitalized(wording.contents_text(product))}".strip(" ."), limits]
            change = change_button(product.name, partial(self.change, product))
            card.add(CareRow("medicine", "medicine", product.name, lines, [change]))
        return card
