"""Ten days of an episode by command line alone, and the whole history that they leave."""

from datetime import datetime, timedelta
from typing import Any

from backtracker.core.model import EpisodeLog
from tests.cli.conftest import Person
from tests.story import STORY, ZONE, Step, instant


def words(step: Step) -> list[str]:
    """What a person types for ``step``."""
    given = step.words
    options: dict[str, Any] = {
        "--place": given.get("places"), "--trigger": given.get("triggers"), "--helped": given.get("helped"),
        "--note": given.get("note"), "--pain": given.get("pain"), "--for": given.get("minutes"),
        "--product": given.get("product"), "--amount": given.get("amount"),
        "--before": given.get("before"), "--after": given.get("after"), "--reason": given.get("reason"),
    }  # fmt: skip
    firsts: dict[str, list[Any]] = {
        "snooze": [given.get("minutes"), given.get("step")], "skip": [given.get("step")],
        "pause": [given.get("minutes")], "morning": ["morning"],
    }  # fmt: skip
    first = firsts.get(step.action, [given.get("level", given.get("kind"))])
    if step.action in ("snooze", "pause"):
        del options["--for"]
    verb = {"end_ice": "end-ice", "morning": "pause"}.get(step.action, step.action)
    typed = [verb, *(str(each) for each in first if each is not None)]
    for option, value in options.items():
        if value not in (None, "", []):
            typed += [option, *(value if isinstance(value, list) else [str(value)])]
    return typed


def expected_pains() -> list[tuple[datetime, int]]:
    """Every level that was told, by the story alone."""
    told = []
    for step in STORY:
        at, given = instant(step), step.words
        if step.action in ("spasm", "pain"):
            told.append((at, given["level"]))
        if step.action == "stop" and given["pain"] is not None:
            told.append((at, given["pain"]))
        began = at - timedelta(minutes=given.get("minutes", 0)) if step.action == "did" else at
        told += [(when, given[key]) for when, key in ((began, "before"), (at, "after")) if key in given]
    return sorted(told)


def expected_treatments() -> list[tuple[datetime, str, int | None]]:
    """Everything that was done, with its length in seconds, by the story alone."""
    done: list[tuple[datetime, str, int | None]] = []
    begun: tuple[datetime, str] | None = None
    for step in STORY:
        at, given = instant(step), step.words
        if step.action == "start":
            begun = at, given["kind"]
        elif step.action == "stop":
            assert begun is not None
            done.append((*begun, round((at - begun[0]).total_seconds())))
        elif step.action == "did":
            length = timedelta(minutes=given["minutes"]) if "minutes" in given else None
            done.append(
                (at - (length or timedelta()), given["kind"], round(length.total_seconds()) if length else None)
            )
    return sorted(done)


def pains(log: EpisodeLog) -> list[tuple[datetime, int]]:
    return sorted((each.moment.at, each.level) for each in log.readings)


def treatments(log: EpisodeLog) -> list[tuple[datetime, str, int | None]]:
    return sorted((each.moment.at, each.kind, each.seconds) for each in log.treatments)


def only_episode(person: Person) -> EpisodeLog:
    with person.journal() as journal:
        (found,) = journal.history()
        return journal.story(found.episode.id)


def replay(person: Person) -> EpisodeLog:
    person.zone = ZONE
    for step in STORY:
        person.now = instant(step)
        person.does(*words(step))
    return only_episode(person)


def test_ten_days_by_command_line(person: Person) -> None:
    log = replay(person)
    assert pains(log) == expected_pains()
    assert treatments(log) == expected_treatments()
    assert not any(each.running for each in log.treatments)
    assert [(each.moment.at, each.note) for each in log.flares] == [
        (instant(step), "Sneezed.") for step in STORY if step.words.get("level") == 9
    ]
    told = [(each.kind, each.step, each.reason) for each in log.acts if each.kind not in ("shown", "missed")]
    assert told == [
        ("skipped", "walk", "no time"), ("snoozed", "ice", ""), ("paused", "", ""), ("skipped", "walk", ""),
        ("snoozed", "ice", ""), ("paused", "", ""), ("resumed", "", ""), ("ice_ended", "", ""),
        ("skipped", "heat", "did not feel like it"),
    ]  # fmt: skip
    episode = log.episode
    assert (episode.began.at, episode.note) == (instant(STORY[0]), "The crate.")
    assert episode.ended is not None
    assert episode.ended.at == instant(STORY[-1])
    assert episode.places == {"lower_left", "lower_middle", "lower_right"}
    assert episode.helped == {"ice", "heat", "walk"}
    assert {(each.trigger, each.answer) for each in log.exposures} == {
        ("lift", "yes"), ("sudden", "yes"), ("sitting", "yes")
    }  # fmt: skip

    looked_at(person, log)


def looked_at(person: Person, log: EpisodeLog) -> None:
    """What a person would look at afterwards."""
    ice = [each for each in log.treatments if each.kind == "ice"]
    assert len(ice) == 20
    assert min(each.seconds or 0 for each in ice) == 12 * 60
    assert len([each for each in log.treatments if each.kind == "heat"]) == 4
    assert log.worst == 9
    twice = [each.moment.local for each in log.readings if f"{each.moment.local:%d %H:%M}" == "25 02:30"]
    assert [f"{each:%z}" for each in twice] == ["+0200", "+0100"]
    assert "worst  9" in person.does("history").out
    shown = person.does("show").out.splitlines()
    assert "2026-10-23 10:15  a new spasm" in shown
    assert shown[-1] == "2026-10-31 18:00  over; moist heat, ice and walk helped"
    assert person.does("check").out.endswith("sound: every record can be read.\n")


def test_the_same_ten_days_from_memory_with_at(person: Person) -> None:
    """Written down afterwards, in the same order: every level and every treatment is the same."""
    person.zone = ZONE
    person.now = instant(STORY[-1])
    for step in STORY:
        if step.action in ("spasm", "start", "stop", "pain", "did", "close"):
            at = instant(step)
            if step.action == "did":
                at -= timedelta(minutes=step.words.get("minutes", 0))
            person.does(*words(step), "--at", at.isoformat())
    log = only_episode(person)
    assert pains(log) == expected_pains()
    assert treatments(log) == expected_treatments()
    assert {each.planned for each in log.treatments if each.kind == "ice"} == {1200}
