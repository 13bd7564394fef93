"""A day with a medicine at the real program: warned before, saved all the same, told when the next is allowed."""

from collections.abc import Callable
from datetime import timedelta

from tests.stories.stage import Running

START = Callable[..., Running]
HOUR = timedelta(hours=1)
TOO_EARLY = "This is too early: Advil at 14:05 was only 1 h before, and 4 h should lie between."
OTHER_KIND = (
    "Advil at 14:05 was an anti-inflammatory pain reliever (NSAID) too; labels say not to take two kinds."
)  # fmt: skip


def start_day(start: START) -> Running:
    """The three screens of the first start are answered."""
    program = start(stands=True)
    program.press("Next")
    program.press("Next")
    program.press("Begin")
    return program


def taken(program: Running) -> list[tuple[str, str]]:
    return [
        (name, amount)
        for name, amount in program.rows("SELECT product, amount FROM treatments WHERE deleted IS NULL ORDER BY at")
    ]


def test_the_dose_warning(start: START) -> None:
    program = start_day(start)
    program.press("Medicine")
    program.wait_for("What did you take?")
    program.press("Advil 200 mg")
    program.wait_for("Allowed now.")
    program.press("How many: more")
    program.wait_for("Ibuprofen: 0 mg so far, 400 mg with this, of 1200 mg in 24 hours.")
    program.press("Tell me when the next one is allowed")
    program.press("Save")
    program.wait_gone("What did you take?")
    assert taken(program) == [("Advil", "400 mg")]

    program.pass_time(HOUR)  # an hour later it still hurts
    program.press("Medicine")
    program.wait_for(TOO_EARLY)
    program.wait_for("Allowed at 18:05. The label’s longer interval ends at 20:05.")
    program.press("Aleve 220 mg")  # another one then?
    program.wait_for(OTHER_KIND)
    program.press("Cancel")
    assert taken(program) == [("Advil", "400 mg")], "looking records nothing"

    program.press("Medicine")
    program.wait_for(TOO_EARLY)
    program.press("Save")  # what was really taken can be recorded
    program.wait_gone("What did you take?")
    assert taken(program) == [("Advil", "400 mg")] * 2
    program.press("Undo")
    assert taken(program) == [("Advil", "400 mg")], "and taken back"

    assert "This is too early: Advil at 14:05" in program.types("dose", "advil", "2", "--check")
    program.pass_time(2 * HOUR + HOUR * 59 / 60)
    assert not program.words(popup=True), "18:04, one minute too early"
    program.pass_time(HOUR / 60)
    program.wait_for("Advil is allowed again", popup=True)
    program.press("Took it", popup=True)
    assert taken(program) == [("Advil", "400 mg")] * 2
    assert program.rows("SELECT kind FROM acts WHERE step = 'dose' ORDER BY rowid") == [("shown",), ("done",)]


def test_care_shows_the_sums_of_the_day(start: START) -> None:
    program = start_day(start)
    program.types("dose", "tylenol extra", "2", "--at", "-1h")
    program.types("dose", "percogesic", "2")
    program.press("Care")
    program.wait_for("Acetaminophen: 1650 mg of 2600 mg")
    program.wait_for("Last dose: Percogesic at 14:05, 2 ×.")
    program.press("Take: Percogesic 325 mg + 12.5 mg")
    program.wait_for("What did you take?")
    program.wait_for("Percogesic can make you drowsy.")
    program.press("Cancel")
    program.wait_gone("What did you take?")
