"""The form for a medicine of one's own: what is in it, and the limits of its label, the doctor's, or one's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.catalogue import OWN as UNKNOWN
from backtracker.core.medicines import wording
from backtracker.core.medicines.catalogue import INGREDIENTS, ingredient_key, ingredient_name
from backtracker.core.medicines.product import DOCTOR, LABEL, MG, OWN, Contents, Product
from backtracker.core.model import new_id
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.advice import Advice
from backtracker.ui.widgets.chips import ChipGrid
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import Journal

MOST_INGREDIENTS = 3


class ProductDialog(Sheet):
    """Only the name is needed; each limit that is left empty is one that nobody warns of, or that of the ingredient."""

    def __init__(self, desk: Desk, *, product: Product | None = None, parent: QWidget | None = None) -> None:
        title = translate("Product", "A medicine of your own")
        if product is not None:
            title = translate("Product", "Change: {name}").replace("{name}", product.name)
        super().__init__(desk, title, parent=parent)
        self.product = product
        old = product or Product("new", translate("Product", "New"))
        self.name = _line(translate("Product", "Name"), product.name if product else "", 0)
        self.name.setMaxLength(80)
        self.add_row(translate("Product", "Name"), self.name)
        self._add_contents(old.contents)
        self._add_whose(old)
        self._add_limits(old)
        kinds = (
            ("topical", translate("Product", "Goes on the skin"), "manual"),
            ("preventive", translate("Product", "Taken to prevent"), "prevention"),
            ("sedating", translate("Product", "Makes drowsy"), "tired"),
            ("nsaid", translate("Product", "Is an NSAID"), "medicine"),
        )
        self.kinds = ChipGrid(kinds, most_columns=2)
        self.kinds.set_chosen(key for key, _, _ in kinds if getattr(old, key))
        self.add_row(translate("Product", "Kind"), self.kinds)
        self._start = self._typed()
        if product is not None:
            self.offer_delete()

    def _add_contents(self, contents: Contents) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        why = translate(
            "Product", "What is in one tablet (or spoon, or sachet). Leave the mg empty if you do not know."
        )
        self.ingredients: list[tuple[QLineEdit, QLineEdit]] = []
        names = [ingredient_name(each.key) for each in INGREDIENTS if each.key != "menthol"]
        for number in range(MOST_INGREDIENTS):
            key, mcg = contents[number] if number < len(contents) else ("", 0)
            what = _line(translate("Product", "Ingredient {n}", n=number + 1), ingredient_name(key) if key else "", 260)
            completer = QCompleter(names, what)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)  # a list would eat the next click
            what.setCompleter(completer)
            amount = _line(translate("Product", "mg of ingredient {n}", n=number + 1), _number(mcg / MG or None), 100)
            row = FlowLayout(gap=8)
            for part in (what, amount, label(translate("Product", "mg"), tokens.BODY, "quiet")):
                row.addWidget(part)
            column.addLayout(row)
            self.ingredients.append((what, amount))
        column.addWidget(Paragraph(why, tokens.SMALL, "quiet"))
        self.unknown = Advice()
        column.addWidget(self.unknown)
        for what, _ in self.ingredients:
            what.textChanged.connect(self._say_unknown)
        self._say_unknown()
        self.add_row(translate("Product", "Ingredients"), holder)

    def _say_unknown(self) -> None:
        """Which of the ingredients nothing is known about here."""
        typed = [what.text() for what, _ in self.ingredients if what.text().strip()]
        words = translate(
            "Product", "“{what}” is not among the ingredients known here, so it counts towards no limit but those that "
            "you set on this form. Check how it is spelled.",
        )  # fmt: skip
        unknown = [each for each in typed if ingredient_key(each).startswith(UNKNOWN)]
        self.unknown.show_sentences([words.replace("{what}", each.strip()) for each in unknown])

    def _add_whose(self, old: Product) -> None:
        self.whose = ChipGrid(
            (
                (LABEL, translate("Product", "On the label"), "medicine"),
                (DOCTOR, translate("Product", "From my doctor"), "doctor"),
                (OWN, translate("Product", "My own"), "person"),
            ),
            single=True,
        )
        self.whose.set_chosen({old.limits})
        self.add_row(translate("Product", "The limits are"), self.whose)

    def _add_limits(self, old: Product) -> None:
        self.per_dose = _line(translate("Product", "Most at once"), _number(old.per_dose), 100)
        self.day_units = _line(translate("Product", "Most in 24 hours"), _number(old.day_units), 100)
        self.every = _line(translate("Product", "Hours between doses, at least"), _hours(old.every), 100)
        self.every_longest = _line(translate("Product", "Hours between doses, better"), _hours(old.every_longest), 100)
        self.days = _line(translate("Product", "Most days in a row"), _number(old.days), 100)
        rows: tuple[tuple[str, tuple[QLineEdit | str, ...]], ...] = (
            (translate("Product", "Most at once"), (self.per_dose, translate("Product", "tablets"))),
            (translate("Product", "Between doses"), (
                self.every, translate("Product", "to"), self.every_longest, translate("Product", "hours"))),
            (translate("Product", "Most in 24 hours"), (self.day_units, translate("Product", "tablets"))),
            (translate("Product", "Days in a row"), (self.days, translate("Product", "days"))),
        )  # fmt: skip
        for words, parts in rows:
            flow = FlowLayout(gap=8, centred=True)
            for part in parts:
                flow.addWidget(label(part, tokens.BODY, "quiet") if isinstance(part, str) else part)
            self.add_row(words, flow)

    # Saving ----------------------------------------------------------------------------------

    def deed(self) -> Deed:
        """Store the product as it stands there; :class:`UserError` where a field holds no number."""
        kinds = self.kinds.chosen()
        product = Product(
            id=self.product.id if self.product else new_id(),
            name=self.name.text(),
            contents=self._contents(),
            per_dose=_value(self.per_dose),
            every=_minutes(self.every),
            every_longest=_minutes(self.every_longest),
            day_units=_value(self.day_units),
            days=_whole(self.days),
            limits=next(iter(self.whose.chosen()), LABEL),
            topical="topical" in kinds,
            preventive="preventive" in kinds,
            sedating="sedating" in kinds,
            nsaid="nsaid" in kinds,
            source=self.product.source if self.product else "",
        )

        def store(journal: "Journal") -> object:
            return journal.save_product(product)

        return store

    def removal(self) -> Deed:
        """Take it from the list."""
        old = self.product
        if old is None:
            raise ValueError("a new product is not there to delete")
        return lambda journal: journal.remove_product(old)

    def unsaved_words(self) -> bool:
        """Anything typed."""
        return self._typed() != self._start

    def _typed(self) -> list[str]:
        limits = (self.per_dose, self.day_units, self.every, self.every_longest, self.days)
        return [each.text() for each in (self.name, *limits, *(line for pair in self.ingredients for line in pair))]

    def _contents(self) -> Contents:
        found = []
        for what, amount in self.ingredients:
            mg = _value(amount)
            if what.text().strip():
                found.append((ingredient_key(what.text()), round((mg or 0) * MG)))
            elif mg is not None:
                raise UserError(translate("Product", "Which ingredient is that amount of? Type its name beside it."))
        return tuple(found)


def _line(name: str, words: str, width: int) -> QLineEdit:
    made = QLineEdit(words)
    made.setAccessibleName(name)
    made.setMaxLength(60)
    made.setMinimumHeight(theme.px(tokens.CONTROL))
    if width:
        made.setFixedWidth(theme.px(width))
    return made


def _number(value: float | None) -> str:
    return "" if value is None else wording.number_text(value)


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else wording.number_text(minutes / 60)


def _value(line: QLineEdit) -> float | None:
    words = line.text().strip().replace(",", ".")
    if not words:
        return None
    try:
        return float(words)
    except ValueError as trouble:
        what = translate("Product", "{what}: type a number, such as 2 or 0.5, or leave it empty.")
        raise UserError(what.replace("{what}", line.accessibleName())) from trouble


def _minutes(line: QLineEdit) -> int | None:
    return _converted(line, lambda hours: round(hours * 60))


def _whole(line: QLineEdit) -> int | None:
    return _converted(line, round)


def _converted(line: QLineEdit, convert: Callable[[float], int]) -> int | None:
    value = _value(line)
    if value is None:
        return None
    try:
        return convert(value)
    except (OverflowError, ValueError) as trouble:  # infinity and not-a-number are numbers to Python
        raise UserError(translate("Product", "That number is too large. Check it.")) from trouble
