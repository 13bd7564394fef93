"""Moments 1 to 3, lived through by mouse: the first start, the spasm, 72 hours of reminders, the end, the chart."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from tests.stories.stage import Running

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = Callable[..., Running]


def answer_popup(program: Running) -> str:
    """Do what the pop-up asks for, for as long as it asks; the name of the step, or nothing when none is up."""
    said = program.words(popup=True)
    if "Ice your back" in said or "Warm your back" in said:
        name = "ice" if "Ice your back" in said else "heat"
        program.press("Start 20 min", popup=True)
        program.pass_time(20 * MINUTE)
        program.press("It’s off", popup=True)
        return name
    if "Take a short walk" in said:
        program.press("Done", popup=True)
        return "walk"
    if "How bad is it now?" in said:
        program.press("5", popup=True)
        return "pain"
    return ""


def live_until(program: Running, hours: float) -> list[str]:
    """Answer everything that comes up until ``hours`` after the onset, in steps of twenty minutes; what it was."""
    (onset,) = program.rows("SELECT began FROM episodes")[0]
    done = []
    while program.now.timestamp() * 1000 < onset + hours * 3_600_000:
        step = answer_popup(program)
        if step:
            done.append(step)
        else:
            program.pass_time(20 * MINUTE)
    return done


def begin(program: Running) -> None:
    """First start, Spasm now, 8."""
    program.press("Start right away")
    program.press("Spasm now")
    program.press("8")
    program.wait_for("Start 20 min")


def test_a_spasm_is_on_disk_after_two_presses_and_the_next_step_is_on_screen(start: START) -> None:
    program = start()
    begin(program)
    assert program.rows("SELECT level, role FROM readings") == [(8, "onset")]
    assert program.rows("SELECT count(*) FROM episodes WHERE ended IS NULL") == [(1,)]
    assert "Ice your back now" in program.words()


def test_ice_rings_after_twenty_minutes_until_it_is_answered_and_keeps_its_true_length(start: START) -> None:
    program = start()
    begin(program)
    program.press("Start 20 min")
    program.pass_time(19 * MINUTE)
    assert program.words(popup=True) == []
    program.pass_time(2 * MINUTE)
    program.wait_for("Take the ice off now", popup=True)
    program.press("6", popup=True)
    program.press("It’s off", popup=True)
    program.wait_gone("Take the ice off now")
    ((kind, seconds),) = program.rows("SELECT kind, seconds FROM treatments")
    assert kind == "ice"
    assert 21 * 60 <= seconds < 22 * 60
    assert program.rows("SELECT level FROM readings WHERE role = 'after'") == [(6,)]


def test_the_first_three_days_lead_from_ice_to_heat_and_to_the_chart(start: START) -> None:
    program = start()
    begin(program)
    program.press("Start 20 min")
    program.pass_time(20 * MINUTE)
    program.press("6", popup=True)
    program.press("It’s off", popup=True)
    program.press("Close, finish later")
    done = live_until(program, 76)

    assert "heat" in done
    assert "ice" not in done[done.index("heat") :], "no ice once the heat has begun"
    shown = program.rows("SELECT slot, count(*) FROM acts WHERE kind = 'shown' GROUP BY slot HAVING count(*) > 1")
    assert shown == [], "no slot is shown twice"
    at_night = program.rows(
        "SELECT at FROM acts WHERE kind = 'shown' AND (time(at / 1000 + at_offset, 'unixepoch') >= '22:00'"
        " OR time(at / 1000 + at_offset, 'unixepoch') < '07:00')"
    )
    assert at_night == [], "nothing comes up in the quiet hours"
    ice = [at for (at,) in program.rows("SELECT at FROM treatments WHERE kind = 'ice' ORDER BY at")]
    assert all(later - earlier >= 2 * 3_600_000 for earlier, later in pairwise(ice))
    program.press("It’s over")
    program.press("Yes, it’s over")
    program.wait_for("What helped?")
    program.press("Moist heat")
    program.press("Done")
    assert program.rows("SELECT helped FROM episodes WHERE ended IS NOT NULL") == [('["heat"]',)]
    program.press("Patterns")
    program.ask("part", words="From 8 to 6 in 4 days")
