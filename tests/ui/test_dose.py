"""The form for a medicine by real presses: what it says before, and what the journal holds afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backtracker.core.medicines.product import MG, Product
from backtracker.core.model import Treatment
from backtracker.ui.dialogs.dose import DoseDialog
from backtracker.ui.dialogs.product import ProductDialog
from backtracker.ui.pages.entry_lines import day_lines
from backtracker.ui.pages.entry_sheets import open_sheet
from backtracker.ui.widgets.dose_bar import DoseBar
from tests.ui.conftest import OpenDesk, Wall
from tests.ui.test_dialogs import Bench, set_moment


@pytest.fixture
def bench(desk: OpenDesk, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, wall, qtbot)
    yield made
    desk.settle(qtbot)


def opened(bench: Bench, **rest: Any) -> DoseDialog:
    form = DoseDialog(bench.desk, parent=bench.window, **rest)
    bench.open(form)
    return form


def taken(bench: Bench) -> list[Treatment]:
    return list(bench.tell(lambda journal: journal.store.latest_taken(9)))


def test_what_a_dose_comes_to_stands_there_before_it_is_saved(bench: Bench) -> None:
    bench.tell(lambda journal: journal.take("advil", 2, bench.ago(hours=1).at))
    form = opened(bench)
    assert form.choice.product() == form.choice.products["advil"]  # what was taken last
    assert form.units.value == 2
    assert form.outlook.allowed.text() == "Allowed at 17:05. The label’s longer interval ends at 19:05."
    assert form.outlook.last.text() == "Last dose: Advil at 13:05, 400 mg."
    (bar,) = form.outlook.bars
    assert bar.accessibleName() == "Ibuprofen: 400 mg so far, 800 mg with this, of 1200 mg in 24 hours."
    assert form.outlook.sentences == [
        "This is too early: Advil at 13:05 was only 1 h before, and 4 h should lie between."
    ]
    assert "Ask a doctor first" in form.outlook.about.text()
    bench.save(form)
    assert bench.gone(form)
    assert [(each.product, each.amount) for each in taken(bench)] == [("Advil", "400 mg")] * 2


def test_more_of_it_goes_over_the_limit_and_is_recorded_all_the_same(bench: Bench) -> None:
    form = opened(bench, product_id="advil")
    assert form.outlook.sentences == []
    assert form.stands_by_save() == "Allowed now."
    for _ in range(6):
        bench.press(form.units.more)
    assert form.units.value == 7
    assert form.stands_by_save() == (
        "This is more than is allowed in 24 hours. This is 1400 mg of ibuprofen at once; 1200 mg in 24 hours is the "
        "most (the US label). 1 more above."
    )
    assert form.amount_words.text() == "of 200 mg each: 1400 mg"
    assert form.outlook.sentences == [
        "This is 1400 mg of ibuprofen at once; 1200 mg in 24 hours is the most (the US label).",
        "This is 7 at once; 2 is the most (the US label).",
    ]
    bench.save(form)
    assert taken(bench)[0].units == 7


def test_another_product_or_time_is_judged_anew(bench: Bench) -> None:
    bench.tell(lambda journal: journal.take("tylenol_extra", 2, bench.ago(hours=2).at))
    form = opened(bench, product_id="percogesic")
    assert "Percogesic can make you drowsy." in form.outlook.sentences
    assert len(form.outlook.bars) == 2
    assert form.when is not None
    assert form.choice.chip("flexall").isHidden()
    bench.press(form.choice.more)
    assert form.choice.more.isHidden()
    bench.press(form.choice.chip("flexall"))
    assert not form.outlook.bars
    assert not form.remind.isVisible()
    assert not form.units.isVisible()
    bench.press(form.choice.chip("aleve"))
    assert form.outlook.sentences == []
    bench.press(form.when.chips[timedelta(hours=1)])
    assert form.outlook.allowed.text() == "At that time this is within the limits."
    assert form.stands_by_save() == "At that time this is within the limits."


def test_tell_me_when_the_next_one_is_allowed(bench: Bench) -> None:
    form = opened(bench, product_id="advil")
    assert form.remind_words.text() == "when the next one is allowed: at 18:05"
    bench.press(form.remind)
    bench.save(form)
    (errand,) = bench.tell(lambda journal: journal.dose_errands(journal.now()))
    assert errand.title == "Advil is allowed again"
    form = opened(bench, product_id="aspirin")
    assert not form.remind.isEnabled()
    assert "see the label" in form.remind_words.text()
    bench.press(form.cancel_button)


def test_something_that_is_not_on_the_list(bench: Bench) -> None:
    form = opened(bench, product_id="advil")
    bench.qtbot.keyClicks(form.choice.line, "Herbal drops")
    assert form.choice.product() is None
    assert not form.outlook.isVisible()
    assert form.amount.isVisible()
    bench.qtbot.keyClicks(form.amount, "20 drops")
    bench.save(form)
    (kept,) = taken(bench)
    assert (kept.product, kept.amount, kept.medicine) == ("Herbal drops", "20 drops", "")
    form = opened(bench, product_id="advil")
    assert form.outlook.sentences == [
        "Herbal drops at 14:05 was written down without its ingredients: it is not counted here."
    ]
    bench.press(form.cancel_button)


def test_nothing_chosen_is_refused_in_place(bench: Bench) -> None:
    form = opened(bench)
    bench.save(form)
    assert form.trouble() == "Say what was taken: pick a medicine or type its name."
    assert taken(bench) == []
    bench.press(form.cancel_button)


def test_a_dose_is_changed_in_the_same_form(bench: Bench) -> None:
    old = bench.tell(lambda journal: journal.take("advil", 2, bench.ago(hours=3).at, before=7)).value
    form = opened(bench, treatment=old, before=7)
    assert form.units.value == 2
    assert form.outlook.sentences == []  # it does not count against itself
    assert form.outlook.last.text() == "None of this kind in the 24 hours before."
    assert form.moment_field is not None
    bench.press(form.units.more)
    bench.pain(form.after, 4)
    set_moment(form.moment_field, 20, 12, 30)
    bench.save(form)
    (kept,) = taken(bench)
    assert (kept.id, kept.units, kept.amount, kept.contents) == (old.id, 3, "600 mg", (("ibuprofen", 600_000),))
    assert kept.moment.local.hour == 12
    pains = bench.tell(lambda journal: journal.store.treatment_readings(old.id))
    assert [(each.role, each.level) for each in pains] == [("before", 7), ("after", 4)]
    form = opened(bench, treatment=kept)
    bench.press(form.delete_button)
    assert taken(bench) == []
    bench.tell(lambda journal: journal.undo())
    assert taken(bench) == [kept]


def test_an_old_medicine_in_words_can_be_read_changed_and_told_by_its_ingredients(bench: Bench) -> None:
    old = bench.tell(lambda journal: journal.take_in_words("Ibu", "one")).value
    form = opened(bench, treatment=old)
    assert (form.choice.words(), form.amount.text()) == ("Ibu", "one")
    assert not form.unsaved_words()
    bench.press(form.choice.chip("ibuprofen"))
    bench.save(form)
    (kept,) = taken(bench)
    assert (kept.id, kept.product, kept.medicine, kept.units) == (old.id, "Ibuprofen", "ibuprofen", 1)


@pytest.mark.parametrize("words", [False, True], ids=["dose", "in words"])
def test_a_row_of_the_log_opens_this_form(bench: Bench, words: bool) -> None:
    if words:
        bench.tell(lambda journal: journal.take_in_words("Herbs", "a cup"))
    else:
        bench.tell(lambda journal: journal.take("percogesic", 2))
    sheet = bench.tell(lambda journal: journal.day(bench.wall.at.date()))
    (line,) = day_lines(sheet)
    assert (line.name, line.detail) == (("Herbs", "a cup") if words else ("Percogesic", "2 ×"))
    open_sheet(bench.desk, line, bench.window)
    bench.desk.settle(bench.qtbot)
    (form,) = bench.window.findChildren(DoseDialog)
    assert form.treatment == line.record
    bench.press(form.cancel_button)
    assert bench.gone(form)


def test_all_of_it_works_by_keys(bench: Bench) -> None:
    form = opened(bench)
    chip = form.choice.chip("advil")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    bench.desk.settle(bench.qtbot)
    form.units.more.setFocus()
    QTest.keyClick(form.units.more, Qt.Key.Key_Up)
    bench.desk.settle(bench.qtbot)
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert taken(bench)[0].units == 2


def test_halves_are_for_what_the_person_set_or_typed(bench: Bench) -> None:
    bench.tell(lambda journal: journal.save_product(Product("mine", "Mine", (("ibuprofen", 400 * MG),))))
    form = opened(bench, product_id="mine")
    bench.press(form.units.less)
    assert form.units.value == 0.5
    bench.press(form.choice.chip("advil"))
    bench.press(form.units.more)
    assert form.units.value == 2
    bench.press(form.cancel_button)
    half = bench.tell(lambda journal: journal.take("advil", 1.5)).value
    form = opened(bench, treatment=half)
    assert form.units.value == 1.5
    bench.press(form.units.more)
    assert form.units.value == 2
    bench.press(form.cancel_button)


def test_the_verdict_stands_by_save_however_small_the_window_is(bench: Bench) -> None:
    bench.tell(lambda journal: journal.take("advil", 2, bench.ago(hours=1).at))
    bench.window.resize(800, 600)
    form = opened(bench)
    words = form._standing.words
    assert words.text().startswith("Allowed at 17:05. ")
    assert "This is too early: Advil at 13:05" in words.text()
    top = words.mapTo(form, words.rect().topLeft()).y()
    assert form.rect().contains(words.geometry().translated(0, top - words.y()))
    assert top + words.height() <= form.save_button.mapTo(form, form.save_button.rect().topLeft()).y()
    bench.press(form.choice.more)
    bench.press(form.choice.chip("flexall"))
    assert form.stands_by_save() == ""
    bench.press(form.cancel_button)


def test_a_bar_says_what_it_shows(bench: Bench) -> None:
    bar = DoseBar("Ibuprofen: 1600 of 1200", 800, 1600, 1200)
    bench.qtbot.addWidget(bar)
    bar.resize(300, bar.sizeHint().height())
    bar.show()
    assert bar.accessibleName() == "Ibuprofen: 1600 of 1200"
    assert not bar.grab().isNull()
    assert DoseBar("unknown", 0, 1, None).track is None


# A product of one's own --------------------------------------------------------------------------


def test_a_product_of_ones_own(bench: Bench) -> None:
    form = ProductDialog(bench.desk, parent=bench.window)
    bench.open(form)
    bench.qtbot.keyClicks(form.name, "Muscle aid")
    first, second = form.ingredients[:2]
    bench.qtbot.keyClicks(first[0], "Paracetamol")
    bench.qtbot.keyClicks(first[1], "500")
    bench.qtbot.keyClicks(second[0], "methocarbamol")
    bench.press(form.whose.chips["doctor"])
    bench.qtbot.keyClicks(form.every, "4.5")
    bench.qtbot.keyClicks(form.every_longest, "6")
    bench.qtbot.keyClicks(form.day_units, "6")
    bench.qtbot.keyClicks(form.days, "14")
    bench.press(form.kinds.chips["sedating"])
    bench.save(form)
    (kept,) = bench.tell(lambda journal: journal.store.products())
    assert kept.name == "Muscle aid"
    assert kept.contents == (("acetaminophen", 500 * MG), ("own:methocarbamol", 0))
    assert (kept.every, kept.every_longest, kept.day_units, kept.days, kept.limits) == (270, 360, 6, 14, "doctor")
    assert (kept.sedating, kept.nsaid, kept.topical) == (True, False, False)
    form = ProductDialog(bench.desk, product=kept, parent=bench.window)
    bench.open(form)
    assert (form.every.text(), form.ingredients[0][0].text()) == ("4.5", "acetaminophen")
    assert not form.unsaved_words()
    bench.save(form)
    assert bench.tell(lambda journal: journal.store.products()) == [kept]
    form = ProductDialog(bench.desk, product=kept, parent=bench.window)
    bench.open(form)
    bench.press(form.delete_button)
    assert bench.tell(lambda journal: journal.store.products()) == []


def test_an_ingredient_is_completed_without_a_list_that_eats_the_next_click(bench: Bench) -> None:
    form = ProductDialog(bench.desk, parent=bench.window)
    bench.open(form)
    what, amount = form.ingredients[0]
    form.activateWindow()
    bench.qtbot.waitUntil(form.isActiveWindow)
    bench.qtbot.mouseClick(what, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(what.hasFocus)
    bench.qtbot.keyClicks(what, "ibu")
    assert QApplication.activePopupWidget() is None
    assert what.text() == "ibuprofen"
    assert form.unknown.sentences == []
    bench.qtbot.keyClicks(amount, "800")
    assert (what.text(), amount.text()) == ("ibuprofen", "800")
    bench.qtbot.keyClicks(form.ingredients[1][0], "ibuprofen800")
    (said,) = form.unknown.sentences
    assert said.startswith("“ibuprofen800” is not among the ingredients known here")
    form.name.setText("Mine")
    for _ in range(2):
        bench.press(form.cancel_button)


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("every", "soon", "Hours between doses, at least: type a number, such as 2 or 0.5, or leave it empty."),
        ("days", "inf", "That number is too large. Check it."),
        ("day_units", "-1", "A number of tablets is more than 0 and at most 100."),
        ("name", "", "Give the medicine a name."),
        ("name", "Advil", "There is a medicine with the name “Advil” already. Choose another name."),
    ],
)
def test_what_cannot_be_is_refused_in_place(bench: Bench, field: str, words: str, sentence: str) -> None:
    form = ProductDialog(bench.desk, parent=bench.window)
    bench.open(form)
    form.name.setText("Mine")
    getattr(form, field).setText(words)
    bench.save(form)
    assert form.trouble() == sentence
    assert bench.tell(lambda journal: journal.store.products()) == []
    for _ in range(2):  # what was typed is asked about once
        bench.press(form.cancel_button)
    assert bench.gone(form)


def test_a_product_that_is_gone_stays_with_its_dose(bench: Bench) -> None:
    mine = Product("mine", "Store brand", (("ibuprofen", 400 * MG),))
    bench.tell(lambda journal: journal.save_product(mine))
    dose = bench.tell(lambda journal: journal.take("mine", 1)).value
    bench.tell(lambda journal: journal.remove_product(mine))
    form = opened(bench, treatment=dose)
    assert form.choice.product() is not None
    bench.qtbot.keyClicks(form.note, "with bread")
    bench.save(form)
    (kept,) = taken(bench)
    assert (kept.medicine, kept.contents, kept.note) == ("mine", dose.contents, "with bread")
