"""Care over three months at the real program: an appointment, what came of it, and a course with its chart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.stories.stage import Running

START = Callable[..., Running]
BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 9, 1, 12, tzinfo=BERLIN).astimezone(UTC)
DAY = timedelta(days=1)


def test_a_course_from_the_first_appointment_to_the_sentence_about_it(start: START) -> None:
    program = start(FIRST, stands=True)
    program.press("Start right away")
    program.types("visit", "add", "doctor", "--name", "Dr. Weber", "--at", "2026-09-02 15:00")
    program.press("Care")
    program.press("Visits")
    program.wait_for("Next: Doctor, Dr. Weber")

    # The evening before it comes up by itself, and one press is enough.
    program.set_clock(datetime(2026, 9, 1, 18, 1, tzinfo=BERLIN).astimezone(UTC))
    program.wait_for("Doctor, Dr. Weber: tomorrow at 15:00", popup=True)
    program.press("Got it", popup=True)
    program.wait_gone("Doctor, Dr. Weber: tomorrow at 15:00", popup=True)

    # Afterwards the page asks what was said.
    program.set_clock(datetime(2026, 9, 2, 17, tzinfo=BERLIN).astimezone(UTC))
    program.press("Today")
    program.press("Care")
    program.wait_for("How did it go? Doctor, Dr. Weber")

    # A course: begun, six sessions with the pain before and after them, by mouse.
    program.press("Courses")
    program.press("New course")
    program.press("Massage")
    program.press("Save")
    program.wait_for("Once a week; no session yet")
    for week, (before, after) in enumerate(((7, 5), (7, 6), (6, 4), (5, 4), (4, 3), (3, 2))):
        program.set_clock(datetime(2026, 9, 3, 18, tzinfo=BERLIN).astimezone(UTC) + week * 7 * DAY)
        program.press("A session: Massage")
        program.press(str(before), within="Pain before")
        program.press(str(after), within="Pain after")
        program.press("Save")
        program.wait_gone("A session: Massage", popup=True)
    program.wait_for("Pain before a session fell over 5 weeks: from 7 to 3.5")
    assert program.rows("SELECT kind, count(*) FROM treatments GROUP BY kind") == [("massage", 6)]
    assert program.rows("SELECT count(*) FROM readings WHERE role IN ('before', 'after')") == [(12,)]
    assert "pain before 7 at first, 3.5 lately" in program.types("course")

    # It is undone and done again with the keyboard.
    program.keys("ctrl+z")
    program.wait_for("Too early to tell: 5 of 6 sessions with pain before them")
    program.keys("ctrl+shift+z")
    program.wait_for("Pain before a session fell over 5 weeks: from 7 to 3.5")
