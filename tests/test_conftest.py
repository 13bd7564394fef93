"""The check that a test leaves nothing behind can fail, and lets tidy tests through."""

import subprocess
import sys
from pathlib import Path

CASES = """
import threading

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

kept = []


@pytest.fixture
def page(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_tidy_window(page):
    page.show()
    QTimer(page).start(1000)


def test_tidy_forgotten_window_in_a_circle(qapp):
    widget = QWidget()
    widget.itself = widget
    widget.show()


def test_tidy_thread():
    threading.Thread(target=lambda: None).start()


def test_untidy_window(qapp):
    kept.append(QWidget())


def test_untidy_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)


def test_untidy_single_shot(qapp):
    QTimer.singleShot(60_000, lambda: None)


def test_untidy_qt_thread(qapp):
    kept.append(QThread())
    kept[-1].start()


def test_untidy_thread():
    kept.append(threading.Event())
    threading.Thread(target=kept[-1].wait, name="forgotten", daemon=True).start()


def test_tidy_end_of_the_qt_thread():
    for thing in kept:
        if isinstance(thing, QThread):
            thing.quit()
            thing.wait()
"""


def test_untidy_tests_fail_and_tidy_ones_pass(tmp_path: Path) -> None:
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest.replace("PATIENCE_S = 5 ", "PATIENCE_S = 0.1 "), encoding="utf-8")
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", tmp_path],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    lines = run.stdout.splitlines()
    failed = {line.partition("::test_")[2].partition(" ")[0] for line in lines if line.startswith("ERROR")}
    assert failed == {"untidy_window", "untidy_timer", "untidy_single_shot", "untidy_qt_thread", "untidy_thread"}
    assert "The test left behind: thread forgotten" in lines
    assert sum(line.startswith("PASSED") for line in lines) == 9
