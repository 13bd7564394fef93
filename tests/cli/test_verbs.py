"""Each verb as a person meets it: what it says, what it writes, what it refuses."""

import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backtracker import cli
from backtracker.cli.call import Reply
from backtracker.cli.parser import VERBS
from backtracker.cli.run import VERBS as RUN
from backtracker.core.model import Reading
from backtracker.paths import DATABASE
from tests.cli.conftest import Person, no_window

LOWER = "“lower” is not a place on the list."
TIMED = "Only ice, heat and walk run on a timer."
SEE = "See: backtracker --help"
BEHIND = f"in front of a verb. The options of a verb stand behind it. {SEE}"
LATER = timedelta(minutes=20)
SLOT = {"step", "slot", "due", "at", "now", "snoozes", "minutes", "title", "why"}
COURSE = {"day", "phase", "phases", "session", "paused_until", "quiet_until", "can_end_ice", "over"}


def test_the_line_after_a_spasm_says_what_is_saved_and_what_comes_next(person: Person) -> None:
    said = person.does("spasm", "8", "--place", "lower_left", "--trigger", "lift", "--note", "the crate")
    assert said.out == (
        "Saved: spasm 8 at 14:05 (lower back, left). Next: ice your back for 20 minutes, now. "
        "Wrapped in a towel. Stay awake. Begin it: backtracker start ice\n"
        "Any warning sign? Look and answer: backtracker check-flags\n"
    )
    with person.journal() as journal:
        log = journal.running_log()
    assert log is not None
    assert log.episode.places == {"lower_left"}
    assert (log.episode.note, log.worst) == ("the crate", 8)
    assert [each.trigger for each in log.exposures] == ["lift"]


def test_one_undo_takes_back_all_of_a_spasm(person: Person) -> None:
    person.does("spasm", "8", "--place", "lower_left", "--trigger", "lift", "--note", "the crate")
    assert person.does("undo").out == "Taken back: Spasm, 8 at 14:05.\n"
    assert person.does("status").out == "Nothing is recorded yet. When it hits: backtracker spasm LEVEL\n"
    assert person.does("undo").out == "There is nothing to take back.\n"


def test_what_the_window_notes_by_itself_is_not_what_undo_takes_back(person: Person) -> None:
    person.does("spasm", "8")
    person.does("pain", "7")
    person.now += timedelta(hours=1)
    with person.journal() as journal:
        assert journal.bring_up() is not None
    assert person.does("undo").out == "Taken back: Pain 7 at 14:05.\n"


def test_a_session_from_start_to_stop(person: Person) -> None:
    person.does("spasm", "8")
    assert "Next: stop the ice at 14:25" in person.does("start", "ice").out
    assert "Stop the ice at 14:25" in person.does("due").out
    person.now += LATER
    assert "Stop the ice, now." in person.does("due").out
    said = person.does("stop", "--pain", "6").out
    assert said.startswith("Saved: ice, 20 minutes, from 14:05 to 14:25. Next: walk slowly for 5 minutes, at 15:05.")
    refused = person.types("stop")
    assert (refused.code, refused.err) == (2, "No session is running. Begin one: backtracker start ice\n")


def test_a_timer_that_nothing_would_end_is_refused(person: Person) -> None:
    refused = person.types("start", "ice")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("No spasm is running, so nothing would ring at the end.")
    person.does("spasm", "8")
    assert "ice begun" in person.does("start", "ice").out.lower()


def test_ice_that_went_on_too_long_says_why_that_matters(person: Person) -> None:
    person.does("spasm", "8")
    person.does("start", "ice")
    person.now += timedelta(minutes=45)
    assert "can harm the skin" in person.does("stop").out
    person.does("undo")
    assert "can harm" not in person.does("stop", "--at", "14:25").out
    person.does("undo")
    assert "before it began" in person.types("stop", "--at", "14:00").err


def test_what_was_done_without_a_timer_ended_now(person: Person) -> None:
    assert person.does("did", "walk", "--for", "10").out == "Saved: walk, 10 minutes, from 13:55 to 14:05.\n"
    said = person.does("did", "ice", "--for", "20m", "--at", "yesterday 22:15", "--before", "7", "--after", "5")
    assert said.out == "Saved: ice, 20 minutes, on 20 November from 22:15 to 22:35.\n"
    said = person.does("did", "medicine", "--product", "Ibuprofen", "--amount", "400 mg")
    assert said.out.splitlines() == [
        "Saved: medicine Ibuprofen 400 mg at 14:05.",
        "The next Ibuprofen: allowed at 18:05. The label’s longer interval ends at 20:05.",
    ]
    assert "future" in person.types("did", "walk", "--for", "30", "--at", "14:00").err


def test_own_treatments_are_found_again_by_their_name(person: Person) -> None:
    person.does("did", "own:hot stone")
    assert person.does("did", "Hot Stone", "--json").json["saved"][0]["kind"] == "own:hot stone"
    refused = person.types("did", "hot stones")
    near = "“hot stones” is not a treatment on the list. Close to it: 'own:hot stone'."
    assert (refused.code, refused.err) == (2, f"{near} One of your own: 'own:hot stones'\n")


def test_the_answers_to_a_reminder(person: Person) -> None:
    person.does("spasm", "8")
    assert "ice put off. Next: ice your back for 20 minutes, at 14:35." in person.does("snooze", "30").out
    assert "walk skipped. That is fine." in person.does("skip", "walk", "--reason", "on the road").out
    assert "no reminders until 16:05" in person.does("pause", "2h").out
    assert "Reminders are paused until 16:05 (backtracker resume)." in person.does("due").out
    assert "reminders are on again" in person.does("resume").out
    assert "no reminders until tomorrow at 07:00" in person.does("pause", "morning").out
    assert person.types("end-ice").err == "Ice is for 48 hours at least. You can skip a session.\n"
    person.now += timedelta(hours=49)
    assert "no more ice" in person.does("end-ice").out


def test_closing_and_what_may_be_added_afterwards(person: Person) -> None:
    person.does("spasm", "8")
    person.now += timedelta(days=3)
    said = person.does("close").out
    assert said.startswith("Saved: the episode is over after 4 days.")
    assert "backtracker add --helped" in said
    person.does("add", "--helped", "ice", "walk", "--place", "lower_left", "--trigger", "lift", "--note", "the crate")
    with person.journal() as journal:
        (found,) = journal.history()
    assert found.episode.helped == {"ice", "walk"}
    assert found.episode.places == {"lower_left"}
    assert found.triggers == ("lift",)
    assert person.does("status").out.startswith("No episode is running. The last one ended today.\n")
    person.now += timedelta(days=1)
    assert person.does("status").out.startswith(
        "No episode is running: 1 calm day since the last one, not recorded yet.\n"
    )
    person.does("pain", "1")
    assert "since the last one, recorded.\n" in person.does("status").out
    person.now += timedelta(days=2)
    assert "3 calm days since the last one, 1 of them recorded.\n" in person.does("status").out


def test_an_episode_of_minutes_is_not_told_in_seconds(person: Person) -> None:
    person.does("spasm", "8")
    person.now += timedelta(seconds=14)
    assert person.does("close").out.startswith("Saved: the episode is over after less than an hour.")
    assert "  less than an hour  " in person.does("history").out


def test_closing_says_what_was_recorded_for_the_session_that_ran(person: Person) -> None:
    person.does("spasm", "8")
    person.does("start", "ice")
    person.now += timedelta(minutes=12)
    said = person.does("close", "--helped", "ice", "--json").json
    assert said["notes"] == ["Recorded with it: ice, 12 minutes, from 14:05 to 14:17."]
    assert [(each["record"], each.get("seconds")) for each in said["saved"]] == [("episode", None), ("treatment", 720)]
    person.does("undo")
    person.now += timedelta(minutes=20)
    assert "from 14:05 to 14:37.\nMore than 20 minutes of ice can harm" in person.does("close").out


SOON_AFTER = "The spasm at 14:05 is on record already. If this is another one, add: --again"


def test_a_doubled_command_is_not_a_second_spasm(person: Person) -> None:
    person.does("spasm", "8", "--place", "lower_left")
    person.now += timedelta(seconds=100)
    refused = person.types("spasm", "8", "--place", "lower_left")
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err == f"{SOON_AFTER} (to change it: backtracker undo)\n"
    assert person.types("spasm", "8", "--at", "14:05").err.startswith(SOON_AFTER)
    (found,) = person.does("history", "--json").json["episodes"]
    assert found["readings"] == 1
    assert "the time for ice counts from this spasm" in person.does("spasm", "9", "--again").out
    assert "14:06" in person.types("spasm", "9").err
    person.now += timedelta(minutes=2)
    person.does("spasm", "7")
    person.does("undo")
    person.does("spasm", "6")  # taken back is gone


def test_a_past_spasm_is_logged_with_its_end(person: Person) -> None:
    person.does("spasm", "4", "--at", "09:00", "--until", "11:00")
    refused = person.types("spasm", "6", "--at", "yesterday 10:00")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "Another episode began later, on 21 November at 09:00, so this one has ended. "
        "Say when that was. Add: --until TIME\n"
    )
    typed = "spasm 6 --at yesterday 10:00 --until 13:00 --place lower_left --trigger lift --note box --json"
    said = person.does(*typed.split())
    assert [each["record"] for each in said.json["saved"]] == ["episode", "reading", "exposure"]
    episode, reading, _ = said.json["saved"]
    assert (episode["began"], episode["ended"]) == ("2026-11-20T10:00:00+01:00", "2026-11-20T13:00:00+01:00")
    assert (reading["level"], reading["role"], episode["note"]) == (6, "onset", "box")
    person.does("undo")
    said = person.does("spasm", "6", "--at", "yesterday", "10:00", "--until", "yesterday", "13:00")
    assert said.out == "Saved: spasm 6 yesterday at 10:00, over yesterday at 13:00.\n"
    overlapping = person.types("spasm", "5", "--at", "yesterday 12:00", "--until", "yesterday 15:00")
    assert overlapping.err.startswith("That overlaps the episode that began on ")
    inside = person.types("spasm", "5", "--at", "yesterday 12:00")
    assert inside.err.startswith("That overlaps the episode that began on ")
    assert "Say when it began too: --at TIME" in person.types("spasm", "5", "--until", "13:00").err
    late = ["spasm", "5", "--at", "13:00", "--until"]
    assert "cannot end before it began" in person.types(*late, "2026-11-21 12:00").err
    assert "has not come yet" in person.types(*late, "2026-11-21 20:00").err
    assert len(person.does("history", "--json").json["episodes"]) == 2


def test_a_spasm_before_the_running_one_is_past_too(person: Person) -> None:
    person.does("spasm", "8")
    assert "Add: --until TIME" in person.types("spasm", "6", "--at", "09:00").err
    said = person.does("spasm", "6", "--at", "09:00", "--until", "10:00").out
    assert said.startswith("Saved: spasm 6 at 09:00, over at 10:00. Next: ice your back")


EARLY = "In the first 72 hours warmth can feed the swelling; the advice is to begin with heat on Tuesday at 14:05."


def test_heat_that_comes_too_early_is_accepted_and_says_why_to_wait(person: Person) -> None:
    person.does("did", "heat", "--for", "5")  # outside an episode
    person.does("spasm", "8")
    person.now += timedelta(hours=5)
    said = person.does("start", "heat")
    assert said.out.startswith("Saved: moist heat begun at 19:05.")
    assert said.out.endswith(f"{EARLY}\n")
    person.now += timedelta(minutes=20)
    person.does("stop")
    assert person.does("did", "heat", "--for", "10", "--json").json["notes"] == [EARLY]
    person.now += timedelta(hours=72)
    assert "swelling" not in person.does("start", "heat").out


def test_with_the_clock_set_back_it_is_said_that_it_looks_wrong_and_no_day_is_told(person: Person) -> None:
    person.does("spasm", "8")
    person.does("did", "ice")
    person.now -= timedelta(days=2)
    wrong = "An entry is dated later than now, so this computer’s clock looks wrong. Check its date and time."
    for verb in ("status", "due"):
        said = person.does(verb).out
        assert wrong in said
        assert "tomorrow" not in said
    assert "Last pain: 8.\n" in person.does("status").out


def test_right_after_a_new_spasm_it_says_first_what_can_be_done_now(person: Person) -> None:
    person.does("spasm", "8")
    person.does("did", "ice")
    person.now += timedelta(minutes=30)
    assert "Next: lie down if you can. Ice comes again at" in person.does("spasm", "10").out


def test_nothing_begins_while_ice_is_on(person: Person) -> None:
    person.does("spasm", "8")
    person.does("start", "ice")
    person.now += timedelta(minutes=5)
    for kind in ("walk", "ice", "heat"):
        refused = person.types("start", kind)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert refused.err.startswith("The ice is still on.")
    assert person.does("status", "--json").json["session"]["kind"] == "ice"
    person.does("stop")
    assert "walk begun" in person.does("start", "walk").out.lower()


@pytest.mark.parametrize("afterwards", [False, True])
def test_a_spasm_soon_after_belongs_to_the_episode_before_when_the_person_says_so(
    person: Person, afterwards: bool
) -> None:
    person.does("spasm", "8")
    person.now += timedelta(days=3)
    person.does("close")
    person.now += timedelta(days=1)
    if afterwards:
        assert "backtracker join" in person.does("spasm", "6").out
        person.does("join")
    else:
        assert "counts from this spasm" in person.does("spasm", "6", "--same").out
    with person.journal() as journal:
        (found,) = journal.history()
        log = journal.story(found.episode.id)
    assert (log.running, len(log.flares), [each.role for each in log.readings]) == (True, 1, ["onset", "flare"])


def test_a_spasm_that_waited_for_another_process_is_in_the_same_episode(person: Person) -> None:
    person.does("spasm", "8")
    person.now -= timedelta(seconds=2)
    person.does("spasm", "7", "--again")
    (found,) = person.does("history", "--json").json["episodes"]
    assert (found["worst"], found["readings"]) == (8, 2)


def test_same_without_an_earlier_episode_is_refused_and_new_does_not_ask(person: Person) -> None:
    assert "no earlier episode" in person.types("spasm", "6", "--same").err
    person.does("spasm", "6")
    person.does("close")
    person.now += LATER
    assert "join" not in person.does("spasm", "6", "--new").out


def test_reminders_pause_on_an_ordinary_day_too(person: Person) -> None:
    assert "no reminders until 15:05" in person.does("pause", "1h").out
    assert person.does("due").out == "Reminders are paused until 15:05 (backtracker resume).\n"
    assert "reminders are on again" in person.does("resume").out
    assert person.does("due").out == "No episode is running, so nothing is due.\n"


def test_due_says_what_why_and_when(person: Person) -> None:
    assert person.does("due").out == "No episode is running, so nothing is due.\n"
    person.does("spasm", "8")
    person.does("did", "ice", "--at", "14:05")
    person.now += timedelta(hours=2, minutes=5)
    lines = person.does("due").out.splitlines()
    assert lines[0].startswith("Ice your back for 20 minutes, now. Wrapped in a towel. Stay awake.")
    assert lines[1] == "Why: The last ice began at 14:05. Every 2 hours, in the first 72 hours."
    assert lines[2].startswith("Then: ")
    assert "Missed, nothing to catch up on: walk at 15:05." in lines


def test_a_level_is_asked_for_on_a_terminal(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["a lot", "8"])
    monkeypatch.setattr("builtins.input", lambda: next(answers))
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True)
    said = person.types("spasm")
    assert (said.code, said.out.partition(" at")[0]) == (0, "Saved: spasm 8")
    assert said.err.count("How bad is it, from 0 (none) to 10 (the worst there is)?") == 2

    def leaves() -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", leaves)
    assert person.types("pain").code == cli.INTERRUPTED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("pain 11", "Pain is a whole number from 0 (none) to 10 (the worst there is)."),
        ("pain -1", "Pain is a whole number from 0 (none) to 10 (the worst there is)."),
        ("pain 7.5", "Pain is a whole number from 0 (none) to 10 (the worst there is)."),
        ("pain seven", "Pain is a whole number from 0 (none) to 10 (the worst there is)."),
        ("pain", "Say how bad it is from 0 to 10, such as: backtracker pain 7"),
        ("spasm", "Say how bad it is from 0 to 10, such as: backtracker spasm 7"),
        ("spsm 8", "There is no verb “spsm”. Did you mean spasm? See: backtracker --help"),
        ("xyzzy", "There is no verb “xyzzy”. See: backtracker --help"),
        ("--theme x", f"There is no option “--theme” {BEHIND}"),
        ("--theme=x status", f"There is no option “--theme” {BEHIND}"),
        ("--json status", f"There is no option “--json” {BEHIND}"),
        ("-x", f"There is no option “-x” {BEHIND}"),
        ("--exampel status", f"There is no option “--exampel” in front of a verb. Did you mean --example? {SEE}"),
        ("--example pain 4 --theme x", "Not understood: --theme x. See: backtracker --help"),
        ("pain 4 5", "Not understood: 5. See: backtracker --help"),
        ("did", "KIND is missing. See: backtracker did --help"),
        ("pain 4 --at", "Nothing stands behind --at. See: backtracker pain --help"),
        ("spasm 4 --same --new", "Argument --new: not allowed with argument --same. See: backtracker spasm --help"),
        ("pain 4 --at tomorrow", None),
        ("pain 4 --at 2027-01-01 10:00", "That time has not come yet. Choose a time up to now."),
        ("pain 4 --at 1850-01-01 10:00", "That year is too long ago. Check the date."),
        ("did icee", "“icee” is not a treatment on the list. Close to it: ice. One of your own: own:icee"),
        ("spasm 8 --trigger lifting", None),
        ("pain 4 --place lower", f"{LOWER} Close to it: lower_left, lower_middle, lower_right."),
        ("pain 4 --place elbow", None),
        ("start massage", f"{TIMED} For the rest: backtracker did massage --for MINUTES"),
        ("did ice --for ages", "“ages” is not a length of time. Type minutes, such as 20, or 1h30m."),
        ("did ice --after 12", "Pain is a whole number from 0 (none) to 10 (the worst there is)."),
        ("close", "No episode is running. Log a spasm first."),
        ("skip", "No episode is running. Log a spasm first."),
        ("snooze 10", "No episode is running. Log a spasm first."),
        ("pause 3 days", None),
        ("history --limit 0", "A limit is a whole number from 1."),
        ("history --since Monday", None),
        ("show 1", "There is no episode number 1. The list: backtracker history"),
        ("add --place lower_left", "There is no episode yet. Log a spasm first: backtracker spasm LEVEL"),
        ("join", "No episode is running. Log a spasm first."),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_writes_nothing(person: Person, typed: str, sentence: str | None) -> None:
    said = person.types(*typed.split())
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    if sentence is not None:
        assert said.err == sentence + "\n"
    assert "backtracker made a mistake" not in said.err
    if (person.folder / DATABASE).exists():
        with person.journal() as journal:
            assert set(journal.store.counts().values()) == {0}


def test_bytes_that_are_no_text_get_a_sentence(person: Person) -> None:
    assert "not UTF-8" in person.types("pain", "4", "--note", "\udcff").err
    assert "cannot be kept" in person.types("pain", "4", "--note", "a\0b").err


def test_looking_makes_no_file(person: Person) -> None:
    for verb in ("status", "due", "history", "undo"):
        person.does(verb)
    assert (
        person.types("check").err
        == f"There is no data file in {person.folder}. Check the folder, or log something first.\n"
    )
    assert not person.folder.exists()


def test_check_tells_what_is_wrong(person: Person) -> None:
    person.does("pain", "4")
    assert person.does("check", "--json").json == {
        "file": str(person.folder / DATABASE), "sound": True, "problems": []
    }  # fmt: skip
    with person.journal() as journal:
        journal.store._sql("UPDATE days SET n = 7")
    said = person.types("check")
    assert (said.code, said.out, said.err) == (1, "The daily summary is wrong on 2026-11-21.\n", "")
    assert person.types("check", "--json").json["sound"] is False


def test_a_folder_that_is_none_gets_a_sentence(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for wish in (str(tmp_path / "file"), "", " "):
        said = person.types("status", "--data", wish)
        assert (said.code, said.out) == (2, "")
        assert said.err == f"“{wish}” is not a folder. Name the one that holds backtracker.db, or a new one.\n"


def test_a_foreign_file_is_left_as_it_is(person: Person) -> None:
    person.folder.mkdir()
    (person.folder / DATABASE).write_text("letters to my aunt")
    said = person.types("pain", "4")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert (person.folder / DATABASE).read_text() == "letters to my aunt"


def test_a_mistake_of_ours_is_reported_without_values(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_call: object) -> Reply:
        raise ValueError("her pain was 9")

    monkeypatch.setitem(RUN, "pain", broken)
    said = person.types("pain", "9", "--note", "secret")
    assert (said.code, said.out, said.err.count("\n")) == (70, "", 1)
    assert "ValueError in " in said.err
    assert "her pain" not in said.err
    assert "secret" not in said.err


def shape(value: Any) -> Any:
    """The keys of a JSON value, without what stands behind them."""
    return set(value) if isinstance(value, dict) else [shape(each) for each in value]


def test_the_keys_of_the_json_stay(person: Person) -> None:
    said = person.does("spasm", "8", "--trigger", "lift", "--json").json
    assert shape(said) == {"saved", "notes", "next"}
    assert [each["record"] for each in said["saved"]] == ["episode", "reading", "exposure"]
    episode, reading, _ = said["saved"]
    assert set(episode) == {"record", "id", "began", "ended", "zone", "places", "helped", "note"}
    keys = {"record", "id", "at", "zone", "level", "episode_id", "treatment_id", "role", "places", "note"}
    assert set(reading) == keys
    assert set(said["next"]) == SLOT
    treatment = person.does("did", "ice", "--for", "20", "--after", "7", "--json").json["saved"]
    keys = {"record", "id", "at", "zone", "kind", "seconds", "planned", "running", "product", "amount", "note"}
    keys |= {"medicine", "units", "contents_mg", "remind"}
    assert set(treatment[0]) == keys | {"episode_id", "slot"}
    assert treatment[1]["treatment_id"] == treatment[0]["id"]
    due = person.does("due", "--json").json
    assert set(due) == {"now", "episode_id", "due", "missed", "errands"} | COURSE
    assert all(set(each) == SLOT for each in due["due"])
    assert due["episode_id"] == episode["id"]
    status = {
        "now",
        "notice",
        "episode",
        "worst",
        "last_pain",
        "calm_days",
        "recorded_days",
        "longest_calm_days",
        "next",
    }
    assert set(person.does("status", "--json").json) == status | COURSE
    (line,) = person.does("history", "--json").json["episodes"]
    assert set(line) == set(episode) | {"worst", "readings", "triggers"}
    assert set(person.does("show", "--json").json) == {"episode", "records"}
    assert set(person.does("skip", "--json").json["saved"][0]) >= {"record", "kind", "step", "slot", "until", "reason"}
    assert set(person.does("undo", "--json").json) == {"undone", "label"}


def test_json_counts_the_days_as_people_do(person: Person) -> None:
    assert (person.does("status", "--json").json["day"], person.does("due", "--json").json["day"]) == (None, None)
    person.does("spasm", "8")
    for day in (1, 2):
        assert f"this is day {day}." in person.does("status").out
        assert (person.does("status", "--json").json["day"], person.does("due", "--json").json["day"]) == (day, day)
        person.now += timedelta(days=1)


def test_the_keys_are_the_same_when_there_is_nothing(person: Person) -> None:
    empty = person.does("due", "--json").json, person.does("status", "--json").json
    person.does("spasm", "8")
    full = person.does("due", "--json").json, person.does("status", "--json").json
    assert [set(each) for each in empty] == [set(each) for each in full]
    assert person.types("--data", str(person.folder / "none"), "history", "--json").json == {"episodes": []}


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Berlin", "2026-11-21T14:05:00+01:00"),
        ("Etc/UTC", "2026-11-21T13:05:00+00:00"),
        ("Asia/Kathmandu", "2026-11-21T18:50:00+05:45"),
        ("America/St_Johns", "2026-11-21T09:35:00-03:30"),
    ],
)
def test_times_in_json_are_local_with_their_offset(person: Person, zone: str, text: str) -> None:
    person.zone = ZoneInfo(zone)
    reading = person.does("pain", "4", "--json").json["saved"][0]
    assert (reading["at"], reading["zone"]) == (text, zone)
    assert datetime.fromisoformat(text) == person.now


def test_a_journey_does_not_move_the_past(person: Person) -> None:
    person.does("pain", "4")
    person.zone = ZoneInfo("Asia/Tokyo")
    assert person.does("status", "--json").json["last_pain"]["at"] == "2026-11-21T14:05:00+01:00"
    assert "Last pain: 4 at 22:05." in person.does("status").out


def test_the_level_may_come_after_the_places(person: Person) -> None:
    person.does("pain", "--place", "lower left", "mid-right", "4")
    with person.journal() as journal:
        newest = journal.store.newest_reading()
    assert isinstance(newest, Reading)
    assert newest.level == 4
    assert newest.places == {"lower_left", "mid_right"}


def test_an_example_is_there_for_every_verb_and_thrown_away(person: Person) -> None:
    assert "this is day 2" in person.does("--example", "status").out
    assert len(person.does("history", "--example", "--limit", "3").out.splitlines()) == 3
    assert "thrown away" in person.does("pain", "4", "--example").out
    assert not person.folder.exists()


def test_every_verb_is_explained_with_an_example_that_works(person: Person) -> None:
    assert set(VERBS) == set(RUN)
    overview = person.types("--help")
    assert overview.code == 0
    for verb in VERBS:
        said = person.types(verb, "--help")
        assert said.code == 0
        assert re.search(rf"examples?:\n  backtracker {verb}\b", said.out)
        assert "--json prints" in said.out
        assert f"\n    {verb}" in overview.out
    assert person.types("--version").out.startswith("backtracker ")


def test_no_verb_opens_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    opened = []

    def window(folder: object, example: bool, in_tray: bool) -> int:
        opened.append((folder, example, in_tray))
        return 7

    monkeypatch.setenv("BACKTRACKER_DATA", str(tmp_path))
    assert [cli.main([], window), cli.main(["--example", "--in-tray"], window)] == [7, 7]
    assert cli.main(["--data", str(tmp_path / "other")], window) == 7
    assert opened == [(tmp_path, False, False), (tmp_path, True, True), (tmp_path / "other", False, False)]


def test_ctrl_c_is_quiet(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_call: object) -> Reply:
        raise KeyboardInterrupt

    monkeypatch.setitem(RUN, "due", interrupted)
    assert person.types("due") == (130, "", "")
    assert cli.main(["--data", "", "--nonsense"], no_window) == 2
    assert datetime(2026, 1, 1, tzinfo=UTC) < person.now
