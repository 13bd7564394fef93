"""What tests of the window share: the program's look, put on before the first widget is made."""

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from backtracker import tokens
from backtracker.ui import theme


@pytest.fixture
def look(qapp: QApplication) -> None:
    """The light theme; a test that wants the dark one puts it on itself."""
    QCursor.setPos(5000, 5000)  # a pointer that rests on a window would show its hover
    theme.apply_theme(qapp, tokens.LIGHT)
