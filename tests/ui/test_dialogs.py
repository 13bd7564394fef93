"""The sheets by real presses: what the journal holds afterwards, and what they say when something is wrong."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from backtracker.core.model import Act, EpisodeLog, Moment, Reading, Treatment
from backtracker.ui.dialogs.dose import DoseDialog
from backtracker.ui.dialogs.entry import EntryDialog
from backtracker.ui.dialogs.episode import EpisodeDialog
from backtracker.ui.dialogs.fields import MomentField, PainField
from backtracker.ui.dialogs.flags import FlagSheet
from backtracker.ui.dialogs.flare import FlareDialog
from backtracker.ui.dialogs.reading import ReadingDialog
from backtracker.ui.dialogs.sheet import Sheet
from backtracker.ui.dialogs.treatment import TreatmentDialog
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    """A window to stand over, and the presses that the tests share."""

    def __init__(self, desk: OpenDesk, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.wall = desk, wall
        self.qtbot: Any = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()

    def tell(self, question: Callable[[Any], Any]) -> Any:
        return self.desk.told(self.qtbot, question)

    def open(self, dialog: Sheet) -> None:
        dialog.open()
        self.desk.settle(self.qtbot)
        self.qtbot.waitUntil(dialog.isVisible)

    def press(self, button: QWidget) -> None:
        assert not button.isHidden(), "nobody can press what is not there"
        self.qtbot.mouseClick(button, Left)
        self.desk.settle(self.qtbot)

    def pain(self, field: PainField, level: int) -> None:
        self.press(field.cells[level])

    def save(self, dialog: Sheet) -> None:
        self.press(dialog.save_button)

    def gone(self, dialog: Sheet) -> bool:
        return not isValid(dialog) or not dialog.isVisible()

    def ago(self, **length: float) -> Moment:
        return Moment.of(self.wall.at - timedelta(**length), self.wall.zone)


@pytest.fixture
def bench(desk: OpenDesk, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, wall, qtbot)
    yield made
    desk.settle(qtbot)


def set_moment(field: MomentField, day: int, hour: int, minute: int = 0, month: int = 11) -> None:
    field.day.setText(f"{day}.{month}.2026")
    field.time.setText(f"{hour}:{minute:02}")


# A treatment ---------------------------------------------------------------------------------


def newest_treatment(journal: Any) -> Treatment | None:
    found = journal.store.sheet(journal.now() - timedelta(days=30), journal.now() + timedelta(days=1)).treatments
    return found[-1] if found else None


def test_a_treatment_of_all_its_parts(bench: Bench) -> None:
    dialog = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.press(dialog.kinds.chip("ice"))
    assert dialog.when is not None
    bench.press(dialog.when.chips[timedelta(hours=1)])
    bench.press(dialog.length.chips[20])
    bench.pain(dialog.before, 7)
    bench.pain(dialog.after, 5)
    bench.qtbot.keyClicks(dialog.note, "on the back")
    bench.save(dialog)
    assert bench.gone(dialog)
    kept = bench.tell(newest_treatment)
    assert (kept.kind, kept.seconds, kept.note) == ("ice", 1200, "on the back")
    assert kept.moment.at == bench.ago(hours=1).at
    pains = bench.tell(lambda journal: journal.store.treatment_readings(kept.id))
    assert [(each.role, each.level) for each in pains] == [("before", 7), ("after", 5)]


def test_heat_in_the_first_days_comes_with_what_speaks_against_it(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=30).at))
    dialog = TreatmentDialog(bench.desk, kind="heat", parent=bench.window)
    bench.open(dialog)
    assert dialog.early.isVisible()
    assert dialog.early.text().startswith("In the first 72 hours warmth can feed the swelling; the advice is to begin")
    bench.press(dialog.kinds.chip("walk"))
    assert not dialog.early.isVisible()
    bench.press(dialog.kinds.chip("heat"))
    assert dialog.early.isVisible()


@pytest.mark.parametrize("hours", [None, 73])
def test_heat_without_an_episode_or_later_in_it_comes_without_a_word(bench: Bench, hours: int | None) -> None:
    if hours is not None:
        bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=hours).at))
    dialog = TreatmentDialog(bench.desk, kind="heat", parent=bench.window)
    bench.open(dialog)
    assert not dialog.early.isVisible()


def test_ice_that_was_on_for_too_long_says_so_when_it_is_changed_too(bench: Bench) -> None:
    bench.tell(lambda journal: journal.did("ice", seconds=1200))
    dialog = TreatmentDialog(bench.desk, treatment=bench.tell(newest_treatment), parent=bench.window)
    bench.open(dialog)
    assert not dialog.too_long.isVisible()
    dialog.length.field.setText("60")
    assert dialog.too_long.isVisible()
    assert dialog.too_long.text().startswith("More than 20 minutes of ice can harm the skin")
    dialog.length.field.setText("6 0")
    assert not dialog.too_long.isVisible()
    dialog.length.field.setText("60")
    bench.press(dialog.kinds.chip("walk"))
    assert not dialog.too_long.isVisible()


def test_choosing_medicine_goes_over_to_its_own_form(bench: Bench) -> None:
    dialog = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    assert dialog.when is not None
    bench.press(dialog.when.chips[timedelta(hours=1)])
    bench.press(dialog.kinds.chip("medicine"))
    assert bench.gone(dialog)
    (form,) = bench.window.findChildren(DoseDialog)
    bench.qtbot.waitUntil(form.isVisible)
    assert form.when is not None
    assert form.when.value().ago == timedelta(hours=1)
    bench.press(form.cancel_button)


def test_an_own_treatment_is_typed_once_and_offered_from_then_on(bench: Bench) -> None:
    first = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(first)
    bench.qtbot.keyClicks(first.kinds.line, "  Foam   roller ")
    bench.qtbot.keyClick(first.kinds.line, Qt.Key.Key_Return)
    assert first.kinds.keys() == {"own:Foam roller"}
    bench.save(first)
    assert bench.tell(newest_treatment).kind == "own:Foam roller"
    second = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(second)
    bench.press(second.kinds.chip("own:Foam roller"))
    bench.save(second)
    assert bench.tell(lambda journal: journal.own("treatment")) == ["own:Foam roller"]


def test_a_typed_name_that_the_catalogue_has_is_that_one(bench: Bench) -> None:
    dialog = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.qtbot.keyClicks(dialog.kinds.line, "warm bath")
    bench.save(dialog)
    assert bench.tell(newest_treatment).kind == "bath"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [("abc", "How long?"), ("-5", "How long?"), ("9999", "between 0 minutes and 24 hours"), ("90", "later than now")],
)
def test_a_length_that_cannot_be_is_said_in_place(bench: Bench, minutes: str, words: str) -> None:
    dialog = TreatmentDialog(bench.desk, kind="ice", parent=bench.window)
    bench.open(dialog)
    assert dialog.when is not None
    bench.press(dialog.when.chips[timedelta(hours=1)])
    bench.qtbot.keyClicks(dialog.length.field, minutes)
    bench.save(dialog)
    assert words in dialog.trouble()
    assert dialog.length.field.text() == minutes
    assert bench.tell(newest_treatment) is None


def test_nothing_chosen_is_said_in_place_and_can_be_mended(bench: Bench) -> None:
    dialog = TreatmentDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.save(dialog)
    assert dialog.trouble() == "Say what was done: pick a treatment or type a name for it."
    bench.press(dialog.kinds.chip("walk"))
    bench.save(dialog)
    assert bench.gone(dialog)
    assert bench.tell(newest_treatment).kind == "walk"


def changing(bench: Bench) -> tuple[TreatmentDialog, Treatment]:
    done = bench.tell(
        lambda journal: journal.did("ice", bench.ago(hours=2).at, seconds=1230, before=7, after=5, note="wrapped")
    ).value
    dialog = TreatmentDialog(bench.desk, treatment=done, before=7, after=5, parent=bench.window)
    bench.open(dialog)
    return dialog, done


def test_a_treatment_saved_as_it_was_is_no_change(bench: Bench) -> None:
    dialog, done = changing(bench)
    heard: list[object] = []
    bench.desk.changed.connect(heard.append)
    bench.save(dialog)
    assert bench.tell(newest_treatment) == done
    assert heard == []


def test_a_treatment_is_changed_and_the_change_taken_back(bench: Bench) -> None:
    dialog, done = changing(bench)
    assert dialog.moment_field is not None
    set_moment(dialog.moment_field, 20, 11, 30)
    bench.press(dialog.kinds.chip("heat"))
    bench.pain(dialog.after, 5)  # a second press clears
    bench.save(dialog)
    kept = bench.tell(newest_treatment)
    assert (kept.id, kept.kind, kept.seconds, kept.moment.local.hour) == (done.id, "heat", 1230, 11)
    pains = bench.tell(lambda journal: journal.store.treatment_readings(done.id))
    assert [(each.role, each.level) for each in pains] == [("before", 7)]
    bench.tell(lambda journal: journal.undo())
    assert bench.tell(newest_treatment) == done


def test_a_treatment_is_deleted_from_its_sheet(bench: Bench) -> None:
    dialog, done = changing(bench)
    bench.press(dialog.delete_button)
    assert bench.gone(dialog)
    assert bench.tell(newest_treatment) is None
    bench.tell(lambda journal: journal.undo())
    assert bench.tell(newest_treatment) == done


# A pain level --------------------------------------------------------------------------------


def newest(journal: Any) -> Reading | None:
    found: Reading | None = journal.store.newest_reading()
    return found


def test_a_pain_level_with_place_and_note(bench: Bench) -> None:
    dialog = ReadingDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.save(dialog)
    assert dialog.trouble() == "Press a number from 0 to 10."
    bench.pain(dialog.pain, 6)
    bench.press(dialog.where.open_button)
    bench.press(dialog.where.map.regions["lower_left"])
    bench.qtbot.keyClicks(dialog.note, "after sitting")
    bench.save(dialog)
    kept = bench.tell(newest)
    assert (kept.level, kept.places, kept.note) == (6, frozenset({"lower_left"}), "after sitting")


def test_a_pain_level_goes_to_the_episode_of_its_new_time(bench: Bench) -> None:
    episode = bench.tell(lambda journal: journal.add_past(bench.ago(days=9).at, bench.ago(days=5).at, 8))[1]
    reading = bench.tell(lambda journal: journal.log_pain(3)).value
    dialog = ReadingDialog(bench.desk, reading=reading, parent=bench.window)
    bench.open(dialog)
    assert dialog.moment_field is not None
    set_moment(dialog.moment_field, 13, 9)
    bench.save(dialog)
    kept = bench.tell(lambda journal: journal.store.reading(reading.id))
    assert (kept.episode_id, kept.moment.local.day) == (episode.id, 13)


def test_pain_asked_with_a_treatment_keeps_its_time(bench: Bench) -> None:
    done = bench.tell(lambda journal: journal.did("ice", after=4)).value
    reading = bench.tell(lambda journal: journal.store.treatment_readings(done.id))[0]
    dialog = ReadingDialog(bench.desk, reading=reading, parent=bench.window)
    bench.open(dialog)
    assert dialog.moment_field is None
    bench.pain(dialog.pain, 3)
    bench.save(dialog)
    kept = bench.tell(lambda journal: journal.store.reading(reading.id))
    assert (kept.level, kept.moment, kept.role) == (3, reading.moment, "after")


def test_a_time_to_come_is_refused_in_place(bench: Bench) -> None:
    reading = bench.tell(lambda journal: journal.log_pain(3)).value
    dialog = ReadingDialog(bench.desk, reading=reading, parent=bench.window)
    bench.open(dialog)
    assert dialog.moment_field is not None
    set_moment(dialog.moment_field, 20, 23)
    bench.save(dialog)
    assert "has not come yet" in dialog.trouble()
    assert bench.tell(newest) == reading


# An episode ----------------------------------------------------------------------------------


def story(bench: Bench) -> EpisodeLog:
    found: EpisodeLog = bench.tell(lambda journal: journal.story(journal.history()[0].episode.id))
    return found


def yes(log: EpisodeLog) -> set[str]:
    return {each.trigger for each in log.exposures if each.answer == "yes"}


def test_a_past_episode_from_memory(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    assert dialog.ended is not None
    set_moment(dialog.began, 3, 8, 30)
    set_moment(dialog.ended, 7, 20)
    bench.pain(dialog.pain, 7)
    bench.press(dialog.where.map.regions["lower_right"])
    bench.press(dialog.triggers.chip("lift"))
    bench.qtbot.keyClicks(dialog.triggers.line, "Snow")
    bench.press(dialog.helped.chip("heat"))
    bench.save(dialog)
    log = story(bench)
    assert log.episode.ended is not None
    assert (log.episode.began.local.hour, log.episode.ended.day.day) == (8, 7)
    assert log.worst == 7
    assert log.episode.places == {"lower_right"}
    assert log.episode.helped == {"heat"}
    assert yes(log) == {"lift", "own:Snow"}


def test_one_that_still_runs(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    set_moment(dialog.began, 19, 8)
    bench.press(dialog.running)
    assert dialog.ended is not None
    assert not dialog.ended.isEnabled()
    bench.pain(dialog.pain, 9)
    bench.press(dialog.triggers.chip("stress"))
    bench.save(dialog)
    log = story(bench)
    assert log.running
    assert (log.episode.began.day.day, log.worst, yes(log)) == (19, 9, {"stress"})


def test_running_is_not_offered_while_one_runs(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8))
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    assert not dialog.running.isVisible()


@pytest.mark.parametrize(
    ("began", "ended", "words"),
    [
        ((7, 8), (3, 8), "cannot end before it began"),
        ((4, 8), (12, 8), "overlaps the episode"),
        ((18, 8), (20, 23), "has not come yet"),
    ],
)
def test_impossible_times_are_said_in_place_and_nothing_is_lost(
    bench: Bench, began: tuple[int, int], ended: tuple[int, int], words: str
) -> None:
    bench.tell(lambda journal: journal.add_past(bench.ago(days=10).at, bench.ago(days=7).at, 8))
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    assert dialog.ended is not None
    set_moment(dialog.began, *began)
    set_moment(dialog.ended, *ended)
    bench.pain(dialog.pain, 7)
    bench.qtbot.keyClicks(dialog.note, "what I remember")
    bench.save(dialog)
    assert words in dialog.trouble()
    assert dialog.isVisible()
    assert dialog.note.words() == "what I remember"
    assert bench.tell(lambda journal: journal.history_count()) == 1


def test_an_episode_changes_in_one_step(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_past(
        bench.ago(days=10).at, bench.ago(days=7).at, 8, places=["lower_left"], triggers=["lift"], note="old"
    ))  # fmt: skip
    before = story(bench)
    dialog = EpisodeDialog(bench.desk, log=before, parent=bench.window)
    bench.open(dialog)
    set_moment(dialog.began, 9, 12)
    bench.pain(dialog.pain, 6)
    bench.press(dialog.triggers.chip("lift"))
    bench.press(dialog.triggers.chip("tired"))
    bench.press(dialog.helped.chip("walk"))
    bench.save(dialog)
    after = story(bench)
    assert (after.episode.began.day.day, after.worst, yes(after)) == (9, 6, {"tired"})
    assert after.episode.helped == {"walk"}
    assert (after.episode.note, after.episode.ended) == ("old", before.episode.ended)
    assert after.readings[0].moment == after.episode.began
    bench.tell(lambda journal: journal.undo())
    assert story(bench) == before


# A new spasm inside, and what can only be read -----------------------------------------------


def test_a_new_spasm_is_changed_and_deleted(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8, bench.ago(hours=9).at))
    flare = bench.tell(lambda journal: journal.log_spasm(9, bench.ago(hours=2).at)).flare
    dialog = FlareDialog(bench.desk, flare=flare, level=9, parent=bench.window)
    bench.open(dialog)
    set_moment(dialog.moment_field, 20, 10)
    bench.pain(dialog.pain, 7)
    bench.save(dialog)
    log = story(bench)
    assert [(each.level, each.moment.local.hour) for each in log.readings if each.role == "flare"] == [(7, 10)]
    again = FlareDialog(bench.desk, flare=log.flares[0], level=7, parent=bench.window)
    bench.open(again)
    bench.press(again.delete_button)
    assert story(bench).flares == ()


def test_an_answer_to_a_reminder_can_be_read_and_deleted(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8))
    bench.tell(lambda journal: journal.pause_for(30))
    (act,) = [each for each in story(bench).acts if each.kind == "paused"]
    assert isinstance(act, Act)
    dialog = EntryDialog(bench.desk, record=act, title="Reminders paused", when="today", parent=bench.window)
    bench.open(dialog)
    assert dialog.save_button.isHidden()
    bench.press(dialog.delete_button)
    assert [each for each in story(bench).acts if each.kind == "paused"] == []


def test_a_check_can_be_changed_and_deleted(bench: Bench) -> None:
    bench.tell(lambda journal: journal.log_spasm(8))
    bench.tell(lambda journal: journal.record_check((), journal.running_log().episode.id))
    (check,) = story(bench).checks
    dialog = FlagSheet(bench.desk, check=check, parent=bench.window)
    bench.open(dialog)
    bench.press(dialog.grids["soon"].chips["night"])
    bench.save(dialog)
    (check,) = story(bench).checks
    assert check.flags == {"night"}
    again = FlagSheet(bench.desk, check=check, parent=bench.window)
    bench.open(again)
    bench.press(again.delete_button)
    assert story(bench).checks == ()


# Every sheet ---------------------------------------------------------------------------------


def test_escape_closes_at_once_when_no_words_would_be_lost(bench: Bench) -> None:
    dialog = ReadingDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.pain(dialog.pain, 4)
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.gone(dialog)
    assert bench.tell(newest) is None


def test_escape_asks_once_before_an_episode_from_memory_is_lost(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.pain(dialog.pain, 4)
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "not saved" in dialog.trouble()
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.gone(dialog)


def test_escape_asks_once_before_words_are_lost(bench: Bench) -> None:
    dialog = ReadingDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.qtbot.keyClicks(dialog.note, "long thoughts")
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.trouble()
    assert dialog.note.words() == "long thoughts"
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.gone(dialog)


def test_the_whole_way_by_keyboard(bench: Bench) -> None:
    dialog = ReadingDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    dialog.activateWindow()
    dialog.pain.focus_level(0)
    bench.qtbot.keyClick(dialog.pain.cells[0], Qt.Key.Key_8)
    bench.qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert bench.tell(newest).level == 8


def test_everything_to_press_has_a_name(bench: Bench) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for dialog in (
        TreatmentDialog(bench.desk, parent=bench.window),
        ReadingDialog(bench.desk, parent=bench.window),
        EpisodeDialog(bench.desk, parent=bench.window),
    ):
        bench.open(dialog)
        nameless = [each for each in dialog.findChildren(QAbstractButton) if not (each.text() or each.accessibleName())]
        assert nameless == []
        dialog.done(0)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 600), (560, 420)])
def test_a_sheet_fits_into_the_window_behind_it(bench: Bench, width: int, height: int) -> None:
    bench.window.resize(width, height)
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    assert dialog.width() <= max(width, 640)
    assert dialog.height() <= max(height, 480)
    assert dialog.rect().contains(dialog.save_button.geometry())


def test_the_keyboard_stays_where_it_was_when_saving_is_refused(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_past(bench.ago(days=5).at, bench.ago(days=3).at, 7))
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.pain(dialog.pain, 5)
    assert dialog.ended is not None
    set_moment(dialog.began, 16, 9)
    set_moment(dialog.ended, 18, 9)
    dialog.ended.time.setFocus()
    bench.qtbot.keyClick(dialog.ended.time, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert dialog.trouble().startswith("That overlaps")
    assert dialog.focusWidget() is dialog.ended.time
    dialog.save_button.setFocus()
    bench.save(dialog)
    assert dialog.focusWidget() is dialog.save_button


def test_a_past_spasm_of_which_nobody_remembers_the_pain(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.save(dialog)
    assert dialog.trouble() == "How bad was it at its start? Press a number from 0 to 10."
    bench.pain(dialog.pain, 5)
    bench.press(dialog.forgotten)
    assert dialog.pain.chosen_level() is None
    bench.pain(dialog.pain, 6)
    assert not dialog.forgotten.isChecked()
    bench.press(dialog.forgotten)
    bench.save(dialog)
    assert bench.gone(dialog)
    log = bench.tell(lambda journal: journal.story(journal.store.latest_episode().id))
    assert log.readings == ()
    assert log.worst is None


def test_a_past_spasm_is_proposed_where_no_other_was(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_past(bench.ago(days=4).at, bench.ago(days=1).at, 7))
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.press(dialog.forgotten)
    bench.save(dialog)
    assert bench.gone(dialog), dialog.trouble()
    first = bench.tell(lambda journal: journal.history(limit=2))[1].episode
    assert (first.began.local.isoformat()[:16], first.ended.local.isoformat()[:16]) == (
        "2026-11-14T09:00",
        "2026-11-15T18:00",
    )


def test_what_the_person_said_is_not_proposed_over(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    dialog.began.day.setText("1.10.2026")
    bench.open(dialog)
    assert dialog.began.value().month == 10


def test_not_over_yet_is_a_button_and_no_line(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.qtbot.waitUntil(lambda: dialog.rows.contentsRect().isValid())  # it is laid out a turn after it is seen
    assert dialog.running.width() == dialog.running.sizeHint().width() < dialog.rows.contentsRect().width() / 2
    bench.press(dialog.running)
    assert dialog.ended is not None
    assert not dialog.ended.isEnabled()


def test_a_sheet_says_why_a_typed_day_is_none(bench: Bench) -> None:
    dialog = EpisodeDialog(bench.desk, parent=bench.window)
    bench.open(dialog)
    bench.pain(dialog.pain, 5)
    dialog.began.day.setText("31.2.2026")
    bench.save(dialog)
    assert dialog.trouble() == "“31.2.2026” is not a day. Type it as 20.11.2026 or 2026-11-20."
