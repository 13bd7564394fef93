"""The sentences, tables and pictures of calm, triggers, relief, hours and places."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backtracker.analysis.hours import Weeks, through_day, weeks_of
from backtracker.analysis.matched import Interval, MatchedSet
from backtracker.analysis.recurrence import Outlook, outlook_of
from backtracker.analysis.relief import Relief
from backtracker.analysis.triggers import Link, Links, Verdict, judged
from backtracker.analysis.where import Where, where_of
from backtracker.charts import chart
from backtracker.charts.recurrence import percent
from backtracker.charts.relief import change_text
from backtracker.charts.triggers import MOST_ROWS, number, ratio_text, verdict_text
from backtracker.core.marks import Mark
from backtracker.core.model import DayPain, Episode, EpisodeSummary, Moment, Reading
from backtracker.tokens import DARK, LIGHT
from tests.charts.samples import hour_pains, numbers

START = datetime(2024, 1, 1, 9, tzinfo=UTC)
UP, DOWN, BOTH = MatchedSet(True, 0, 2), MatchedSet(False, 1, 2), MatchedSet(True, 2, 2)
YES, NO = MatchedSet(True, 0, 1), MatchedSet(False, 1, 1)


def draw(key: str, shown: object, width: int = 960) -> dict[str, Any]:
    """What is drawn, by name: of layers that share one, all of them in a list."""
    which = chart(key)
    figure = Figure(figsize=(width / 72, which.height(shown, width) / 72), dpi=72)
    FigureCanvasAgg(figure)
    which.draw(figure, shown, LIGHT)
    layers: dict[str, Any] = {}
    for artist in figure.artists:
        layers.setdefault(str(artist.get_gid()), []).append(artist)
    return {**layers, "texts": [text.get_text() for text in figure.texts]}


def outlook(*calm: int, running: int | None = None) -> Outlook:
    """Episodes of two days with so many days of calm between them; the last one runs, or calm has so far."""
    episodes, day = [], 0
    for gap in (*calm, None):
        began = START + timedelta(days=day)
        last = gap is None and running is None
        ended = None if last else Moment(began + timedelta(days=2))
        episodes.append(Episode(str(day), Moment(began), ended))
        day += 2 + (gap or 0)
    return outlook_of(episodes, (START + timedelta(days=day + (running or 0))).date())


@pytest.mark.parametrize(
    ("shown", "sentence", "lead"),
    [
        (
            outlook(),
            "No calm time yet: it begins when an episode ends",
            "The time from the end of an episode to the next spasm is counted here.",
        ),
        (
            outlook(running=12),
            "Too few to see how long calm lasts: 0 of 5 calm times",
            "Calm for 12 days now.",
        ),
        (
            outlook(20, 30, 40, running=1),
            "Too few to see how long calm lasts: 3 of 5 calm times",
            "Calm for 1 day now.",
        ),
        (
            outlook(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120),
            "Half your calm times end by day 60 (95 %: 20 to 100)",
            "The share of your calm times that last so long, beside a published study.",
        ),
        (
            outlook(10, 20, 30, 40, 50, running=15),
            "Half your calm times end by day 30 (95 %: 10 or later)",
            "Calm for 15 days now. Chance of as many more: 30 days 25 % (1 to 67), 90 days 0 % (0 to 67).",
        ),
    ],
)
def test_recurrence_sentences(shown: Outlook, sentence: str, lead: str) -> None:
    assert chart("recurrence").headline(shown) == sentence
    assert chart("recurrence").lead(shown) == lead


def around(before: list[int], after: list[int], change: int) -> Outlook:
    """The same with a change marked so many days after the first onset."""
    plain, day = [], 0
    for gap in (*before, *after, 0):
        began = START + timedelta(days=day)
        plain.append(Episode(str(day), Moment(began), Moment(began + timedelta(days=2))))
        day += 2 + gap
    mark = Mark("m", Moment(START), (START + timedelta(days=change)).date(), "started swimming")
    return outlook_of(plain, (START + timedelta(days=day + 3)).date(), mark=mark)


@pytest.mark.parametrize(
    ("shown", "sentence", "lead"),
    [
        (
            around([8, 10, 12, 9, 11, 10], [37, 40, 43, 38, 42, 40], 72),
            "Calm lasted longer after “started swimming” than before (p < 0.001)",
            (
                "Before 13 March 2024: half end by day 10 (6 ended). Since: half end by day 40 (6 ended). "
                "What came after is not yet what it did."
            ),
        ),
        (
            around([37, 40, 43, 38, 42, 40], [8, 10, 12, 9, 11, 10], 252),
            "Calm lasted shorter after “started swimming” than before (p < 0.001)",
            None,
        ),
        (
            around([10, 20, 30, 40, 50], [12, 18, 33, 38, 52], 160),
            "No clear difference in calm before and after “started swimming” (p 0.78)",
            None,
        ),
        (
            around([8, 10, 12, 9, 11, 10], [40] * 3, 72),
            "Half your calm times end by day 11 (95 %: 8 or later)",
            (
                "Calm for 3 days now. Chance of as many more: 30 days 33 % (8 to 62), 90 days 0 % (0 to 62). "
                "Before and after “started swimming”: not enough yet. 6 ended before, 3 since; 5 of each are needed."
            ),
        ),
    ],
)
def test_a_change_is_told_in_words_that_name_no_cause(shown: Outlook, sentence: str, lead: str | None) -> None:
    assert chart("recurrence").headline(shown) == sentence
    assert lead is None or chart("recurrence").lead(shown) == lead
    assert "cause" not in chart("recurrence").headline(shown) + chart("recurrence").lead(shown)


def test_both_sides_of_a_change_are_drawn_only_with_enough_on_each() -> None:
    layers = draw("recurrence", around([8, 10, 12, 9, 11, 10], [37, 40, 43, 38, 42, 40], 72))
    assert {"before", "calm", "band"} <= set(layers)
    assert "study" not in layers
    assert {"before, median 10 days", "since, median 40 days"} <= set(layers["texts"])
    layers = draw("recurrence", around([8, 10, 12, 9, 11, 10], [40] * 3, 72))
    assert "before" not in layers
    assert "study" in layers


def test_a_median_that_is_not_reached_is_said_to_be_beyond() -> None:
    gaps = [Episode(str(n), Moment(START + timedelta(days=30 * n)), Moment(START + timedelta(days=30 * n + 1)))
            for n in range(6)]  # fmt: skip
    long = outlook_of(gaps, date(2026, 1, 1), first=None)
    assert long.calm.median is not None
    found = Outlook(type(long.calm)(12, 5, 200, ()), None, ())
    assert chart("recurrence").headline(found) == "More than half your calm times last beyond day 200"


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.003, "< 1 %"), (0.305, "30 %"), (0.997, "> 99 %"), (1, "100 %")]
)
def test_a_share_is_never_all_or_nothing_by_rounding(share: float, words: str) -> None:
    assert percent(share) == words


def test_the_curve_the_band_and_the_study() -> None:
    shown = numbers("recurrence", "many")
    assert isinstance(shown, Outlook)
    layers = draw("recurrence", shown)
    (line,) = layers["calm"][0].get_segments()
    falls = [(one, two) for one, two in pairwise(line) if two[1] > one[1] + 0.1]
    assert len(falls) == len(shown.calm.steps)
    assert len(layers["band"][0].get_paths()) > 3
    assert len(layers["study-points"][0].get_offsets()) == 3
    assert "middle" in layers
    assert {"250 people, median 139 days", "100 %", f"you, median {shown.calm.median} days"} <= set(layers["texts"])
    _, rows = chart("recurrence").table(shown)
    assert [row[0] for row in rows][-3:] == ["250 people"] * 3
    assert len(rows) == len(shown.calm.steps) + 3


@pytest.mark.parametrize("days", [10, 200, 400, 900, 2000, 9000, 20000])
def test_calm_of_any_length_stays_on_the_paper(days: int) -> None:
    layers = draw("recurrence", outlook(days, days, days, days, days, running=1), 462)
    for segment in layers["calm"][0].get_segments():
        assert segment[:, 0].max() <= 462 - 14 + 0.01


@pytest.mark.parametrize("running", [0, 1, 50, 400])
def test_calm_that_has_not_ended_is_a_level_line(running: int) -> None:
    layers = draw("recurrence", outlook(running=running))
    for segment in layers["calm"][0].get_segments():
        assert {y for _, y in segment} == {segment[0][1]}
    assert "band" not in layers
    assert "you" in layers["texts"]


def test_an_empty_history_shows_the_study_alone() -> None:
    layers = draw("recurrence", outlook())
    assert "study" in layers
    assert not {"calm", "band", "middle"} & set(layers)


def links(**sets: list[MatchedSet]) -> Links:
    return judged({(key, None): each for key, each in sets.items()})


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (Links(), "No trigger is compared yet"),
        (links(distracted=[UP] * 9), "Linked with your spasms: distracted in a move"),
        (
            links(distracted=[UP] * 9, posture=[UP] * 8),
            "Linked with your spasms: distracted in a move and awkward posture",
        ),
        (
            links(distracted=[UP] * 9, posture=[UP] * 8, lift=[UP] * 7, sudden=[UP] * 7),
            "Linked with your spasms: distracted in a move, awkward posture and 2 more",
        ),
        (links(tired=[NO] * 9), "Fewer spasms with: very tired"),
        (links(alcohol=[YES] * 4 + [NO] * 8), "No link seen with 1 trigger"),
        (links(alcohol=[YES] * 4 + [NO] * 8, lift=[YES]), "No link seen with 1, not enough yet for 1"),
        (links(stress=[BOTH] * 3, lift=[YES] * 3), "Not enough yet to tell; nearest is lifted a weight: 3 of 6"),
    ],
)
def test_trigger_sentences(shown: Links, sentence: str) -> None:
    assert chart("triggers").headline(shown) == sentence


def test_long_names_of_ones_own_do_not_burst_the_sentence() -> None:
    own = {f"own:{'Very long words for a thing ' * 3}{n}": [UP] * 9 for n in range(3)}
    assert chart("triggers").headline(links(**own)) == "Linked with your spasms: 3 triggers"
    layers = draw("triggers", links(**own), 462)
    assert sum(text.endswith("…") for text in layers["texts"]) == 3
    one = links(**{"own:Tea": [UP] * 9})
    assert chart("triggers").headline(one) == "Linked with your spasms: Tea"


def test_days_are_named_with_their_lag() -> None:
    shown = judged({("sitting", 1): [UP] * 9, ("stress", 0): [UP] * 8}, {"sitting": "Sat 8 h or more"})
    assert [row[0] for row in chart("triggers").table(shown)[1]] == [
        "Sat 8 h or more, the day before",
        "Stress, that day",
    ]
    assert "weekday" in chart("triggers").lead(shown)
    assert "hours" in chart("triggers").lead(links(stress=[UP]))
    both = judged({("sitting", 1): [UP], ("stress", None): [UP]})
    assert "Association, not proof" in chart("triggers").lead(both)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (0.001, "< 0.01"),
        (0.07, "0.07"),
        (0.4, "0.4"),
        (1, "1.0"),
        (9.94, "9.9"),
        (12.4, "12"),
        (5000, "> 999"),
    ],
)
def test_ratios_as_they_are_read(value: float, words: str) -> None:
    assert number(value) == words


def only(**sets: list[MatchedSet]) -> Link:
    (link,) = links(**sets).links
    return link


def test_one_bound_where_there_is_no_more_to_say() -> None:
    assert ratio_text(only(lift=[YES] * 5)) == ("", "above 0.9")
    assert ratio_text(only(lift=[NO] * 5)) == ("", "below 1.1")
    assert ratio_text(only(lift=[BOTH])) == ("", "no difference yet")
    assert ratio_text(only(lift=[YES] * 29 + [NO] * 3)) == ("9.7", "(3.0 to 50)")
    assert verdict_text(only(lift=[YES] * 4)) == "not enough yet: 4 of 5"


def test_the_shape_carries_the_verdict() -> None:
    shown = links(
        distracted=[UP] * 10 + [DOWN], tired=[NO] * 25 + [YES], alcohol=[YES] * 6 + [NO] * 13, lift=[UP] * 2 + [DOWN]
    )
    assert [len(shown.of(verdict)) for verdict in Verdict] == [1, 1, 1, 1]
    layers = draw("triggers", shown)
    # one on the bar and one beside the words
    assert [len(layers[name]) for name in ("linked", "protective", "no-link")] == [2, 2, 2]
    assert (len(layers["open"]), len(layers["ring"]), len(layers["progress"])) == (1, 1, 1)
    assert layers["leaves"]  # where a bar goes on beyond the paper
    dashed = [bool(each.get_linestyle()[0][1]) for each in layers["interval"]]
    assert dashed == [False, False, False, True]
    assert {"linked", "protective", "no link seen", "odds ratio", "sets"} <= set(layers["texts"])


def test_no_verdict_is_drawn_in_the_colour_of_danger() -> None:
    for theme in (LIGHT, DARK):
        shown = numbers("triggers", "many")
        figure = Figure(figsize=(13, 5), dpi=72)
        FigureCanvasAgg(figure)
        chart("triggers").draw(figure, shown, theme)
        assert all(text.get_color() not in (theme.danger, theme.warning) for text in figure.texts)


def test_more_triggers_than_fit_are_in_the_table() -> None:
    many = links(**{f"own:Thing {n}": [YES, NO] for n in range(20)})
    assert len(chart("triggers").table(many)[1]) == 20
    assert sum(text.startswith("Thing") for text in draw("triggers", many)["texts"]) == MOST_ROWS
    assert chart("triggers").height(many, 960) <= 420


def relief(kind: str, change: float | None, times: int, without: float | None = None, product: str = "") -> Relief:
    interval = None if change is None or times < 6 else Interval(change - 0.5, change + 0.5)
    return Relief(kind, product, times, times, change, interval, times // 2, 40, without, times if without else 0)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ((), "No treatment with pain before and after it yet"),
        ((relief("ice", None, 0),), "No treatment with pain before and after it yet"),
        ((relief("ice", -1, 4),), "Too few to say what helps: 4 of 6 times"),
        ((relief("heat", -2, 9, -1), relief("walk", -1, 9, -1)), "Pain fell more after moist heat than without"),
        (
            (relief("heat", -2, 9, -1), relief("medicine", -2, 9, -1, "Ibuprofen")),
            "Pain fell more after moist heat and medicine: Ibuprofen than without",
        ),
        ((relief("walk", -1, 9, -1),), "No treatment stands out: pain falls about as much without"),
        ((relief("walk", -1, 9),), "How pain changed after each treatment; nothing to compare with yet"),
    ],
)
def test_relief_sentences(shown: tuple[Relief, ...], sentence: str) -> None:
    assert chart("relief").headline(shown) == sentence


def test_relief_rows() -> None:
    shown = (relief("heat", -2, 9, -1), relief("ice", -1.5, 3), relief("bath", None, 0))
    layers = draw("relief", shown)
    assert (len(layers["change"]), len(layers["few"]), len(layers["without"]), len(layers["interval"])) == (1, 1, 1, 1)
    assert {"−2", "(−2.5 to −1.5)", "9 times", "−1.5", "3 times", "same", "2 less"} <= set(layers["texts"])
    assert "Warm bath" not in layers["texts"]  # nothing to draw, but in the table
    _, rows = chart("relief").table(shown)
    assert rows[0] == ("Moist heat", "9", "9", "−2", "−2.5", "−1.5", "−1", "9", "4", "40")
    assert [row[0] for row in rows] == ["Moist heat", "Ice", "Warm bath"]


def readings(days: int, *levels: int) -> list[Reading]:
    """So many days, followed from hour 1 on every three hours."""
    return [
        Reading(f"{day}-{part}", Moment(START.replace(hour=1) + timedelta(days=day, hours=3 * part)), level)
        for day in range(days)
        for part, level in enumerate(levels)
    ]


@pytest.mark.parametrize(
    ("shown", "sentence", "lead"),
    [
        (
            [],
            "No day with readings in three parts of it yet",
            "A day counts once you noted pain at three different times of it.",
        ),
        (readings(9, 4, 4), "No day with readings in three parts of it yet", None),
        (readings(3, 4, 4, 4), "Too few to compare the hours: 3 of 5 days", None),
        (
            readings(6, 4, 5, 5),
            "Pain is much the same through the day",
            "From 6 days with readings in three or more parts.",
        ),
        (
            readings(6, 4, 4, 6, 4, 4, 4, 4, 3),
            "Pain is highest from 06:00 to 09:00, lowest from 21:00 to 00:00",
            None,
        ),
    ],
)
def test_hours_sentences(shown: list[Reading], sentence: str, lead: str | None) -> None:
    day = through_day(hour_pains(shown))
    assert chart("hours").headline(day) == sentence
    if lead is not None:
        assert chart("hours").lead(day) == lead


def test_days_that_share_one_part_alone_compare_nothing() -> None:
    others = ((1, 2), (3, 4), (5, 6), (1, 6), (2, 5))
    some = [
        each
        for day, parts in enumerate(others)
        for each in readings(5, *range(8))
        if each.id in {f"{day}-0", *(f"{day}-{part}" for part in parts)}
    ]
    assert chart("hours").headline(through_day(hour_pains(some))) == "Pain is known for one part of the day only"


def test_parts_of_the_day_without_enough_days_stay_empty() -> None:
    more = [each for each in readings(6, 2, 4, 0, 6, 9) if each.moment.local.hour not in (7, 13)]
    few = [each for each in readings(4, 0, 0, 0, 0, 9) if each.moment.local.hour == 13]
    shown = through_day(hour_pains(more + few))
    layers = draw("hours", shown)
    assert len(layers["medians"][0].get_offsets()) == 3
    assert len(layers["between"][0].get_segments()) == 1  # no line over a gap
    _, rows = chart("hours").table(shown)
    assert rows[0] == ("00–03", "6", "2", "2", "2")
    assert rows[4] == ("12–15", "4", "too few", "too few", "too few")


def weeks(*levels: int | None) -> Weeks:
    """The worst level of each day up to today, empty where nothing was recorded."""
    today = date(2026, 3, 20)
    days = [
        DayPain(today - timedelta(days=len(levels) - 1 - n), tuple(int(each == worst) for each in range(11)))
        for n, worst in enumerate(levels)
        if worst is not None
    ]
    return weeks_of(days, today)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (weeks(), "No day is recorded in the last four weeks"),
        (weeks(3, 4, 5), "Too few days in the last four weeks: 3 of 8"),
        (weeks(*[3] * 20, *[None] * 30), "Too few days in the last four weeks: 0 of 8"),
        (weeks(*[3] * 9), "3 in the middle of the last four weeks"),
        (weeks(*[3] * 28, *[4] * 28), "Much as before: 4 in the middle of the last four weeks"),
        (weeks(*[5] * 28, *[2] * 28), "Better in the last four weeks: 2 in the middle, 5 before"),
        (weeks(*[2] * 28, *[5, 6] * 14), "Worse in the last four weeks: 5.5 in the middle, 2 before"),
        (weeks(*[5] * 28, *[None] * 40, *[2] * 8), "2 in the middle of the last four weeks"),
    ],
)
def test_weeks_sentences(shown: Weeks, sentence: str) -> None:
    assert chart("weeks").headline(shown) == sentence


def test_the_line_of_weeks_breaks_at_a_gap() -> None:
    shown = weeks(*[3] * 30, *[None] * 10, *[5] * 20)
    layers = draw("weeks", shown)
    assert len(layers["medians"][0].get_segments()) == len(layers["quartiles"][0].get_paths()) == 2
    assert "lately" in layers
    assert len(chart("weeks").table(shown)[1]) == sum(map(len, shown.runs))


def test_ten_years_of_weeks_draw_no_more_than_can_be_seen() -> None:
    (line,) = draw("weeks", weeks(*[3, 4, 5] * 1200), 460)["medians"][0].get_segments()
    assert len(line) <= 460 / 2
    assert "alone" not in draw("weeks", weeks(*[3] * 40))


def spasms(*words: str, worst: int | None = 7) -> Where:
    return where_of(
        EpisodeSummary(Episode(str(n), Moment(START), places=frozenset(each.split())), worst)
        for n, each in enumerate(words)
    )


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (spasms(), "No place is recorded yet"),
        (spasms("", ""), "No place is recorded yet"),
        (spasms("lower_left"), "Too few to see a usual place: 1 of 5 spasms"),
        (spasms(*["lower_left"] * 5), "Most often: lower back, left"),
        (spasms(*["lower_left lower_middle"] * 5), "Most often: lower back, left and middle"),
        (spasms(*["lower_left"] * 3, *["mid_right"] * 3), "No place stands out in 6 spasms"),
    ],
)
def test_where_sentences(shown: Where, sentence: str) -> None:
    assert chart("where").headline(shown) == sentence


def test_each_place_is_drawn_twice_with_its_numbers() -> None:
    shown = spasms("lower_left leg_right", "lower_left", worst=8)
    layers = draw("where", shown, 462)
    assert all(len(layers[place.key]) == 2 for place in shown.places)
    assert sorted(text for text in layers["texts"] if text.isdigit()) == ["1", "2", "8", "8"]
    assert "Lower back" in layers["texts"]
    unknown = spasms("lower_left", worst=None)
    assert [text for text in draw("where", unknown)["texts"] if text.isdigit()] == ["1"]


def test_a_change_that_is_nothing_when_rounded_has_no_sign() -> None:
    assert [change_text(each) for each in (-0.04, 0.04, -1.5, 0.5, 0.0)] == ["0", "0", "−1.5", "+0.5", "0"]
