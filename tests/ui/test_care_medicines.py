"""Medicines on the Care page by real presses."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from backtracker.core.medicines.product import MG, Product
from backtracker.ui.dialogs.dose import DoseDialog
from backtracker.ui.dialogs.product import ProductDialog
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.dose_bar import DoseBar
from tests.ui.conftest import OpenDesk, Wall
from tests.ui.test_care import Bench


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    made.settle()


def bars(bench: Bench) -> list[str]:
    return [each.accessibleName() for each in bench.page.section.findChildren(DoseBar) if each.isVisible()]


def test_it_is_the_first_section_and_says_how_to_begin(bench: Bench) -> None:
    bench.page.show()
    bench.settle()
    assert bench.page.switcher.current == "medicines"
    assert "Nothing that counts was taken." in bench.words()
    assert "they do not replace a doctor" in bench.words()
    bench.press("Log a medicine")
    form = bench.sheet(DoseDialog)
    bench.press(form.choice.chip("advil"))
    bench.press(form.save_button)
    assert bars(bench) == ["Ibuprofen: 200 mg of 1200 mg"]
    assert bench.rows() == ["Took a medicine?", "Advil 200 mg"]
    assert "Last dose: Advil at 14:05, 200 mg." in bench.words()
    assert "Allowed at 18:05." in bench.words()


def test_what_is_in_use_is_taken_again_from_its_row(bench: Bench) -> None:
    bench.tell(lambda journal: journal.take("tylenol_extra", 2, journal.now() - timedelta(hours=7)))
    bench.tell(lambda journal: journal.take_in_words("Herbs", "a cup"))
    bench.show("medicines")
    assert "Herbs at 14:05 was written down without its ingredients: it is not counted here." in bench.words()
    bench.press("Take: Tylenol Extra Strength 500 mg")
    form = bench.sheet(DoseDialog)
    assert (form.choice.product().id, form.units.value) == ("tylenol_extra", 2)
    bench.press(form.save_button)
    assert bars(bench) == ["Acetaminophen: 2000 mg of 3000 mg"]


def test_products_of_ones_own(bench: Bench) -> None:
    bench.show("medicines")
    bench.press("Add a medicine of your own")
    form = bench.sheet(ProductDialog)
    bench.qtbot.keyClicks(form.name, "Muscle aid")
    bench.qtbot.keyClicks(form.ingredients[0][0], "Methocarbamol")
    bench.press(form.whose.chips["doctor"])
    bench.press(form.save_button)
    assert "Muscle aid" in bench.rows()
    assert "Your doctor’s limit: At once: see the label." in bench.words()
    bench.press("Change: Muscle aid")
    form = bench.sheet(ProductDialog)
    bench.press(form.delete_button)
    assert "Muscle aid" not in bench.rows()
    bench.tell(lambda journal: journal.undo())
    assert "Muscle aid" in bench.rows()


def test_what_was_never_taken_has_no_row_in_use(bench: Bench) -> None:
    bench.tell(lambda journal: journal.save_product(Product("mine", "Mine", (("ibuprofen", 400 * MG),))))
    bench.show("medicines")
    assert bench.rows() == ["Took a medicine?", "Mine"]
