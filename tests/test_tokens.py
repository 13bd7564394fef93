"""Every colour that carries words or a border can be told from its ground (WCAG 2, AA)."""

import pytest

from backtracker import tokens
from backtracker.tokens import Theme, contrast

THEMES = pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=lambda theme: theme.name)
GROUNDS = ("page", "card", "rail", "sunk")
KINDS = ("accent", "ice", "heat", "walk", "medicine", "manual", "warning")
TEXT, BORDER = 4.5, 3.0


def test_contrast_is_the_published_measure() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_mixing_goes_from_ground_to_colour() -> None:
    assert tokens.mix("#000000", "#FFFFFF", 0) == "#FFFFFF"
    assert tokens.mix("#000000", "#FFFFFF", 1) == "#000000"
    assert tokens.mix("#FF0000", "#000000", 0.5) == "#800000"


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "quiet", *KINDS])
def test_words_are_readable(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(theme.colour(ink), theme.colour(ground)) >= TEXT


@THEMES
@pytest.mark.parametrize("kind", KINDS)
def test_words_are_readable_on_the_tint_of_a_kind(theme: Theme, kind: str) -> None:
    for ink in (kind, "text"):
        assert contrast(theme.colour(ink), theme.tint(kind)) >= TEXT


@THEMES
def test_quiet_words_are_readable_on_chosen_rows_and_in_notices(theme: Theme) -> None:
    for kind in ("accent", "warning"):
        assert contrast(theme.quiet, theme.tint(kind)) >= TEXT


@THEMES
def test_words_are_readable_on_filled_buttons_at_rest_under_the_pointer_and_pressed(theme: Theme) -> None:
    for fill, ink in (("accent", theme.on_accent), ("danger", theme.on_danger)):
        for share in (0.0, 0.12):
            assert contrast(tokens.mix(theme.text, theme.colour(fill), share), ink) >= TEXT


@THEMES
@pytest.mark.parametrize("ground", ["page", "card", "rail"])
def test_borders_of_controls_are_seen(theme: Theme, ground: str) -> None:
    for border in ("ctl", "focus", "accent"):
        assert contrast(theme.colour(border), theme.colour(ground)) >= BORDER


@THEMES
def test_a_hovered_control_takes_a_border_that_is_seen_on_its_hover_ground(theme: Theme) -> None:
    assert contrast(theme.quiet, theme.sunk) >= BORDER


@THEMES
@pytest.mark.parametrize("level", range(11))
def test_the_number_on_a_pain_tile_is_readable(theme: Theme, level: int) -> None:
    assert contrast(theme.pain(level), theme.pain_ink(level)) >= TEXT


@THEMES
def test_more_pain_is_further_from_the_page(theme: Theme) -> None:
    steps = [contrast(theme.pain(level), theme.page) for level in range(11)]
    assert steps == sorted(steps)


def test_a_token_is_found_by_name_and_a_colour_passes_through() -> None:
    assert tokens.LIGHT.colour("ice") == "#1269B8"
    assert tokens.LIGHT.colour("#123456") == "#123456"
    with pytest.raises(AttributeError):
        tokens.LIGHT.colour("mauve")
