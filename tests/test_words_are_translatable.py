"""Every text that a person reads goes through ``translate`` in a form that Qt's lupdate can find."""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "backtracker"
FILES = sorted(SOURCE.rglob("*.py"))
FEWEST_MESSAGES = 400

DECLARED = {"label", "title", "hint", "short", "what", "why", "unit", "words", "name"}
"""Fields whose texts stand as literals in a table of their own (catalogue, steps, rules, charts)."""

TAKES_WORDS = {
    "setText": 0, "setToolTip": 0, "setWindowTitle": 0, "setAccessibleName": 0, "setAccessibleDescription": 0,
    "setPlaceholderText": 0, "addButton": 0, "show_saved": 0, "set_words": 0, "QLabel": 0, "QPushButton": 0,
    "label": 0, "Paragraph": 0, "primary": 0, "outlined": 0, "quiet": 0, "link": 0, "Button": 0, "Chip": 0,
    "sign_button": 1, "Switch": 0, "Stepper": 0, "Notice": 0, "Heading": 0, "NavButton": 0, "DangerButton": 0,
}  # fmt: skip
"""Calls of the window, and which of their arguments a person reads."""


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    """A function's name, or that of a method that sets words; ``translate`` of matplotlib is another thing."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr if call.func.attr[:3] in ("set", "add", "sho") else ""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_declared(node: ast.AST) -> bool:
    """A field of a table, an entry of a mapping of such a field, or a name that a loop gives to one."""
    if isinstance(node, ast.Attribute):
        return node.attr in DECLARED
    if isinstance(node, ast.Subscript):
        return is_literal(node.slice) or is_declared(node.value) or isinstance(node.value, ast.Name)
    return isinstance(node, ast.Name)


def where(path: Path, node: ast.expr) -> str:
    return f"{path.relative_to(SOURCE)}:{node.lineno}: {ast.unparse(node)[:90]}"


def test_context_and_text_are_literals_or_fields_declared_as_texts() -> None:
    wrong = []
    for path in FILES:
        for call in calls(path):
            if name_of(call) != "translate" or path.name == "words.py" or len(call.args) < 2:
                continue
            context, text = call.args[:2]
            if not is_literal(context) or not (is_literal(text) or is_declared(text)):
                wrong.append(where(path, call))
    assert wrong == []


def test_every_place_in_a_text_is_filled_by_name() -> None:
    """A text with places gets its values from the call, or from ``format`` or ``counted`` around it."""
    wrong = []
    for path in FILES:
        for call in calls(path):
            if name_of(call) != "translate" or len(call.args) < 2 or not call.keywords:
                continue
            text = call.args[1]
            if isinstance(text, ast.Constant):
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                asked = {name for _, name, _, _ in Formatter().parse(str(text.value)) if name}
                if not given <= asked or (asked - given and all(keyword.arg for keyword in call.keywords)):
                    wrong.append(where(path, call))
    assert wrong == []


def test_no_control_gets_a_text_that_was_not_sent_through_translation() -> None:
    wrong = []
    for path in sorted((SOURCE / "ui").rglob("*.py")):
        for call in calls(path):
            place = TAKES_WORDS.get(name_of(call))
            if place is None or len(call.args) <= place:
                continue
            text = call.args[place]
            raw = isinstance(text, ast.JoinedStr) and any(
                isinstance(part, ast.Constant) and any(letter.isalpha() for letter in str(part.value))
                for part in text.values
            )
            letters = isinstance(text, ast.Constant) and any(each.isalpha() for each in str(text.value))
            if (letters or raw) and not (isinstance(text, ast.Constant) and text.value == "backtracker"):
                wrong.append(where(path, call))
    assert wrong == []


def test_qt_finds_the_messages(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.exists():
        found = shutil.which("pyside6-lupdate")
        if found is None:
            pytest.fail("pyside6-lupdate is missing; it comes with PySide6-Essentials")
        tool = Path(found)
    goal = tmp_path / "backtracker.ts"
    done = subprocess.run([tool, *map(str, FILES), "-ts", str(goal)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    messages = tree.parse(goal).getroot().findall("context/message")
    assert len(messages) >= FEWEST_MESSAGES
