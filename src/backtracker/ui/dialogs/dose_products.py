"""Which medicine: a chip for each product, those in use first, and a line for a name that is on none of them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backtracker.core.medicines import wording
from backtracker.core.medicines.product import Product
from backtracker.core.words import translate
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width

COMMON = ("advil", "aleve", "tylenol_extra", "tylenol_regular", "percogesic", "ibuprofen")
"""What stands there before anything was taken; the rest comes with a press on "More"."""
FEW = 6


class ProductChoice(QWidget):
    """One of the products, or words. ``grown`` comes when it takes more room."""

    changed = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.products: dict[str, Product] = {}
        self._chips: dict[str, Chip] = {}
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=8)
        follow_width(holder, down=QSizePolicy.Policy.Minimum)
        self.more = Button(translate("Dose", "More"), "chip", "more")
        self.more.setAccessibleName(translate("Dose", "More medicines"))
        self.more.clicked.connect(self.unfold)
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate("Dose", "Something else, by its name"))
        self.line.setAccessibleName(translate("Dose", "Another medicine, by its name"))
        self.line.setMaxLength(200)
        self.line.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self.line)
        self._holder = holder

    def offer(self, products: Iterable[Product], first: Sequence[str], chosen: str) -> None:
        """A chip for each of ``products``, the one with the id ``chosen`` pressed; those named ``first`` are seen."""
        self.products = {each.id: each for each in products}
        seen = {*first, *COMMON[: max(0, FEW - len(first))], chosen}
        for key, product in self.products.items():
            chip = Chip(_words(product), "medicine", parent=self._holder)
            chip.setChecked(key == chosen)
            chip.clicked.connect(lambda on, key=key: self._pressed(key, on))
            self._chips[key] = chip
            self._flow.addWidget(chip)
            chip.setVisible(key in seen)
        self._flow.addWidget(self.more)
        self.more.setVisible(not seen.issuperset(self.products))
        self._holder.updateGeometry()

    def chip(self, key: str) -> Chip:
        """The chip of the product ``key``."""
        return self._chips[key]

    def unfold(self) -> None:
        """Show all of them, with the keyboard on the first that was not seen."""
        hidden = [chip for chip in self._chips.values() if chip.isHidden()]
        for chip in hidden:
            chip.show()
        if hidden:
            hidden[0].setFocus()
        self.more.hide()
        self._holder.updateGeometry()
        self.grown.emit()

    def product(self) -> Product | None:
        """The one whose chip is pressed."""
        return next((self.products[key] for key, chip in self._chips.items() if chip.isChecked()), None)

    def words(self) -> str:
        """The name that was typed instead."""
        return " ".join(self.line.text().split())

    def _pressed(self, key: str, on: bool) -> None:
        for other, chip in self._chips.items():
            chip.setChecked(on and other == key)
        if on:
            self.line.blockSignals(True)
            self.line.clear()
            self.line.blockSignals(False)
        self.changed.emit()

    def _typed(self, words: str) -> None:
        if words.strip():
            for chip in self._chips.values():
                chip.setChecked(False)
        self.changed.emit()


def _words(product: Product) -> str:
    """With its strength, where that is one number."""
    return wording.product_text(product) if len(product.contents) == 1 else product.name
