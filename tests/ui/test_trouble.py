"""When the program itself is wrong: one dialog, a report without a person's words, and it goes on."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backtracker.core.model import Moment
from backtracker.errors import UserError
from backtracker.ui.trouble import Trouble, report
from backtracker.ui.worker import Worker
from tests.ui.conftest import OpenDesk

SECRET = "sciatica since the fall"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def trouble(look: None, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Trouble]:
    made = Trouble(say=said.append)
    monkeypatch.setattr(sys, "excepthook", made.caught)
    yield made
    if made.dialog is not None:
        made.dialog.close()
    made.deleteLater()


class Faulty(QObject):
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self.slot)
        self.worked: list[str] = []

    def slot(self, words: str) -> None:
        if words == "fine":
            self.worked.append(words)
            return
        raise ValueError(f"could not read {words}")


def emit(qtbot: QtBot, faulty: Faulty, words: str) -> None:
    with qtbot.capture_exceptions() as caught:
        faulty.pressed.emit(words)
    for kind, error, trace in caught:
        sys.excepthook(kind, error, trace)


def test_a_slot_that_raises_gives_one_dialog_and_the_program_goes_on(
    trouble: Trouble, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = Faulty()
    emit(qtbot, faulty, SECRET)
    assert trouble.dialog is not None
    assert trouble.dialog.isVisible()
    text = trouble.dialog.text.toPlainText()
    assert "test_trouble.py" in text
    assert "builtins.ValueError" in text
    assert SECRET not in text
    printed = capsys.readouterr().err.rpartition("backtracker ")[2]  # what stands before it is the test's own
    assert "builtins.ValueError" in printed
    assert SECRET not in printed
    emit(qtbot, faulty, "fine")
    assert faulty.worked == ["fine"]


def test_a_second_mistake_is_added_to_the_open_report(trouble: Trouble, qtbot: QtBot) -> None:
    faulty = Faulty()
    emit(qtbot, faulty, "one")
    first = trouble.dialog
    emit(qtbot, faulty, "two")
    assert trouble.dialog is first
    assert first is not None
    assert first.text.toPlainText().count("builtins.ValueError") == 2


def test_after_it_was_closed_the_next_mistake_gets_a_dialog_of_its_own(trouble: Trouble, qtbot: QtBot) -> None:
    faulty = Faulty()
    emit(qtbot, faulty, "one")
    assert trouble.dialog is not None
    trouble.dialog.reject()
    assert trouble.dialog is None
    emit(qtbot, faulty, "two")
    assert trouble.dialog is not None
    assert trouble.dialog.text.toPlainText().count("builtins.ValueError") == 1


def test_the_report_can_be_copied(trouble: Trouble, qtbot: QtBot) -> None:
    emit(qtbot, Faulty(), "one")
    dialog = trouble.dialog
    assert dialog is not None
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.text.toPlainText()


def test_trouble_that_can_be_mended_is_a_sentence_and_no_dialog(trouble: Trouble, said: list[str]) -> None:
    error = UserError("The disk is full. Make room and try again.")
    trouble.caught(UserError, error, None)
    assert said == ["The disk is full. Make room and try again."]
    assert trouble.dialog is None


@pytest.mark.parametrize("error", [KeyError("knee"), ValueError("knee"), TypeError("knee"), OSError(2, "knee", "knee")])
def test_no_words_of_a_person_are_in_a_report(error: Exception) -> None:
    assert "knee" not in report(type(error), error, None)


def test_words_that_speak_of_code_are(trouble: Trouble) -> None:
    error = AttributeError("'Page' object has no attribute 'x'")
    assert "no attribute 'x'" in report(type(error), error, None)


def test_a_refusal_whose_owner_is_gone_is_still_said(desk: OpenDesk, qtbot: QtBot) -> None:
    failed: list[str] = []
    desk.failed.connect(failed.append)
    owner = QWidget()
    ahead = Moment(datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=1)).at
    desk.do(lambda journal: journal.log_pain(5, ahead), None, owner)
    owner.deleteLater()
    owner = None  # type: ignore[assignment]
    QApplication.sendPostedEvents(None, 52)
    desk.settle(qtbot)
    assert len(failed) == 1
    assert failed[0].endswith(".")


def test_a_bug_on_a_worker_is_raised_in_the_window(look: None, qtbot: QtBot) -> None:
    worker = Worker("test")

    def wrong() -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as caught:
        worker.submit(wrong, lambda _: None, None, lambda _: None)
        qtbot.waitUntil(lambda: worker.idle)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    worker.finish()


def test_the_dialog_is_reachable_by_keyboard(trouble: Trouble, qtbot: QtBot) -> None:
    emit(qtbot, Faulty(), "one")
    dialog = trouble.dialog
    assert dialog is not None
    assert dialog.text.accessibleName()
    assert all(button.text() for button in dialog.findChildren(QPushButton))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert trouble.dialog is None
