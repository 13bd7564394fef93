"""The verbs of prevention as a person types them."""

from datetime import timedelta

import pytest

from tests.cli.conftest import Person


def test_a_check_in_says_what_is_known_and_what_is_open(person: Person) -> None:
    said = person.does("checkin", "sleep=7", "stress=a little", "calcium=yes", "own:garden=yes")
    assert said.out == "Saved: sleep 7 h, stress a little, calcium yes, garden yes (today).\n"
    found = person.does("checkin").out
    assert found.startswith(
        "Check-in, today: 4 of 14.\nSleep 7 h\nStress a little\nCalcium yes\ngarden yes\n".replace("garden", "Garden")
    )
    assert "Not answered: sitting, lifting, water," in found


def test_a_check_in_for_yesterday_and_an_answer_taken_away(person: Person) -> None:
    person.does("checkin", "alcohol=2", "--day", "yesterday")
    assert person.does("checkin", "--json").json["day"]["answers"] == {}
    assert person.does("checkin", "--day", "yesterday", "--json").json["day"] == {
        "day": "2026-11-20", "answers": {"alcohol": 2}, "active_minutes": 0, "stretches": 0, "planks": [],
    }  # fmt: skip
    person.does("checkin", "alcohol=unknown", "--day", "yesterday")
    assert person.does("checkin", "--day", "2026-11-20", "--json").json["day"]["answers"] == {}
    assert person.does("undo").out == "Taken back: Alcohol: unknown, yesterday.\n"
    assert person.does("checkin", "--day", "yesterday", "--json").json["day"]["answers"] == {"alcohol": 2}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["sleep"], "“sleep” is no answer."),
        (["nap=7"], "“nap” is not asked."),
        (["sleep=99"], "Sleep goes from 0 to 24."),
        (["stress=horrible"], "“horrible” does not answer stress."),
        (["sleep=7", "--day", "2026-11-22"], "That day has not come yet."),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(person: Person, typed: list[str], sentence: str) -> None:
    said = person.types("checkin", *typed)
    assert said.code == 2
    assert said.err.startswith(sentence)
    assert person.does("checkin", "--json").json["day"]["answers"] == {}


def test_a_glass_is_one_word(person: Person) -> None:
    assert person.does("water").out == "Saved: water, 1 of 8 glasses (today).\n"
    assert person.does("water", "2", "--json").json["glasses"] == 3
    assert person.does("water", "-1", "--json").json["glasses"] == 2
    assert (
        person.does("water", "--total", "6", "--day", "yesterday").out == "Saved: water, 6 of 8 glasses (yesterday).\n"
    )
    assert person.does("undo").out == "Taken back: Water: 6 glasses, yesterday.\n"
    assert person.types("water", "0").code == 2


def test_the_plan_and_what_is_done_of_it(person: Person) -> None:
    assert person.does("plan").out.startswith(
        "Plan for today: 0 of 5 done.\n  Water: 0 of 8 glasses\n  Walk: 0 of 5 min\n"
        "  Stretch: As far as is comfortable\n  Plank: 20 s, 0 of 3\n  Lumbar support: A pillow at the lower back\n"
        "Week of 2026-11-16, 6 days: water 0, walk 0,"
    )
    assert person.does("plan", "support").out == "Saved: lumbar support used.\n"
    assert person.does("plan", "stretch", "--stopped", "--json").json["part"]["stopped"] is True
    person.does("did", "walk", "--for", "5")
    person.does("plank", "25")
    found = person.does("plan", "--json", "--weeks", "1").json
    assert [(each["part"], each["done"], each["kept"]) for each in found["parts"]] == [
        ("water", 0, False), ("walk", 5, True), ("stretch", 0, True), ("plank", 1, False), ("support", 1, True),
    ]  # fmt: skip
    (week,) = found["weeks"]
    assert (week["first"], week["days"], week["kept"]["walk"]) == ("2026-11-16", 6, 1)
    refused = person.types("plan", "water", "--stopped")
    assert (refused.code, refused.err) == (2, "Only stretch and plank can be stopped because of pain.\n")
    assert person.types("plan", "yoga").code == 2


def test_a_week_has_the_same_numbers_however_many_are_asked_for(person: Person) -> None:
    now = person.now
    for ago in range(40, -1, -1):
        person.now = now - timedelta(days=ago)
        person.does("did", "walk", "--for", "9" if ago < 12 else "20")
    few, many = (person.does("plan", "--json", "--weeks", number).json["weeks"] for number in ("1", "52"))
    assert few == many[-1:]
    assert few[0]["kept"]["walk"] == 0


def test_own_words_are_one_question_whatever_their_capitals(person: Person) -> None:
    person.does("checkin", "own:Garden=yes", "--day", "yesterday")
    assert person.does("checkin", "own:garden=yes").out == "Saved: Garden yes (today).\n"
    assert person.does("checkin", "--json").json["day"]["answers"] == {"own:Garden": 1}


def test_a_plank_stopped_because_of_pain_and_one_during_a_spasm(person: Person) -> None:
    said = person.does("plank", "8", "--stopped").out
    assert said == "Saved: plank stopped because of pain.\nThat was right. The next holds are shorter.\n"
    person.does("spasm", "8")
    assert "better left out" in person.does("plank").out
    assert person.types("plank", "long").code == 2


def test_weight_and_height_in_the_units_that_are_typed(person: Person) -> None:
    assert person.does("weight").out == "No weight is recorded yet. Such as: backtracker weight 82.5kg\n"
    for ago, typed in ((21, "83.5kg"), (14, "83kg"), (0, "182 lb")):
        person.now -= timedelta(days=ago)
        person.does("weight", typed)
        person.now += timedelta(days=ago)
    said = person.does("height", "5ft", "10in").out
    assert said == "Saved: height 5 ft 10 in.\nBMI 26.1. The WHO’s band: from 25 to under 30.\n"
    found = person.does("weight", "--json").json
    assert found["weight_kg"] == 82.554
    assert found["bmi"] == 26.1
    assert found["trend_kg_per_week"] == pytest.approx(-0.3, abs=0.1)
    assert person.types("weight", "heavy").code == 2
    assert person.types("height", "3").code == 2


def test_looking_makes_no_file(person: Person) -> None:
    for verb in ("checkin", "plan", "weight", "height"):
        person.does(verb)
    assert not person.folder.exists()
