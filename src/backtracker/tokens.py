"""Colours, type sizes and spacing: the one place that says how the program looks.

Style sheet, painted widgets, matplotlib and the report all take their values from here, so this
room knows no toolkit. May be entered by any room; standard library only. Colours are ``#RRGGBB``.
"""

from typing import NamedTuple


def mix(colour: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of ``colour`` laid over ``ground``: what a translucent paint would show, but opaque."""
    over, under = _channels(colour), _channels(ground)
    return "#" + "".join(f"{round(b + (a - b) * share):02X}" for a, b in zip(over, under, strict=True))


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(NamedTuple):
    """One look. A field is a token; ``colour`` finds one by its name."""

    name: str
    page: str
    card: str
    rail: str
    sunk: str  # night bands, hover, empty cells
    line: str  # hairlines, grid, track of a bar
    line2: str  # outline of the one main card, ticks
    ctl: str  # border of buttons, chips and fields
    text: str
    quiet: str
    accent: str
    on_accent: str
    danger: str  # Spasm now, and nothing else
    on_danger: str
    focus: str
    ice: str
    heat: str
    walk: str
    medicine: str
    manual: str
    warning: str
    body: str  # head and arms of the back drawing, which cannot be chosen
    region: str
    tint_share: float
    ramp: tuple[str, ...]  # pain 0 to 10
    inks: tuple[str, str]  # number on the milder and on the worse tiles
    worse_from: int  # the level that takes the second ink

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def colour(self, token: str) -> str:
        """The colour of a token by name, such as ``"ice"``; a colour code passes through."""
        return token if token.startswith("#") else str(getattr(self, token))

    def tint(self, token: str, ground: str = "card") -> str:
        """The pale ground that goes with a kind: badges, phases, what is selected."""
        return mix(self.colour(token), self.colour(ground), self.tint_share)

    def hover(self, token: str) -> str:
        """A filled control under the pointer: a little nearer to the text colour."""
        return mix(self.text, self.colour(token), 0.12)

    def pain(self, level: int) -> str:
        """The fill of a pain level, 0 to 10."""
        return self.ramp[level]

    def pain_ink(self, level: int) -> str:
        """The colour of a number printed on ``pain(level)``."""
        return self.inks[level >= self.worse_from]

    def pain_edge(self, level: int) -> str:
        """The 1 px line inside a pain tile."""
        return mix(self.text, self.ramp[level], 0.12)


LIGHT = Theme(
    name="light",
    page="#F6F7F9",
    card="#FFFFFF",
    rail="#FFFFFF",
    sunk="#F1F3F5",
    line="#E3E6EB",
    line2="#B9C1CA",
    ctl="#87909A",
    text="#1B1F24",
    quiet="#57606A",
    accent="#0B6E6E",
    on_accent="#FFFFFF",
    danger="#B3211E",
    on_danger="#FFFFFF",
    focus="#0B6E6E",
    ice="#1269B8",
    heat="#A95400",
    walk="#0E7A40",
    medicine="#503C96",
    manual="#AA4A87",
    warning="#A61C1C",
    body="#EBEEF1",
    region="#DCE1E6",
    tint_share=0.10,
    ramp=(
        "#ECEFF2", "#F3E8C4", "#F3DEAC", "#F2D194", "#F1C07F", "#EDAC6A",
        "#E59356", "#B84D32", "#9B333A", "#76213B", "#501536",
    ),
    inks=("#1B1F24", "#FFFFFF"),
    worse_from=7,
)  # fmt: skip

DARK = Theme(
    name="dark",
    page="#14171A",
    card="#1D2125",
    rail="#191D20",
    sunk="#262B30",
    line="#30363D",
    line2="#57616B",
    ctl="#6B7580",
    text="#E6EAEE",
    quiet="#9AA4AE",
    accent="#4FC3C3",
    on_accent="#0C1B1B",
    danger="#C4332C",
    on_danger="#FFFFFF",
    focus="#7FE3E3",
    ice="#58B0F8",
    heat="#F7AC55",
    walk="#86E3A6",
    medicine="#CCC6FF",
    manual="#D685BD",
    warning="#FF7A70",
    body="#272C31",
    region="#363D44",
    tint_share=0.16,
    ramp=(
        "#2B3036", "#483F23", "#5B4B22", "#6F5721", "#A67B31", "#C28137",
        "#DD8648", "#F78465", "#FF9496", "#FFAAC0", "#FEC6E4",
    ),
    inks=("#FFFFFF", "#14171A"),
    worse_from=4,
)  # fmt: skip


class Type(NamedTuple):
    """A size of type in px at 96 dpi: the letters, the height of a line, the weight (400, 500, 600)."""

    size: float
    line: int
    weight: int


QUESTION = Type(40, 48, 600)  # the one question of the Spasm screen
ACTION = Type(32, 38, 600)  # title of the next thing to do
TITLE = Type(27, 36, 600)  # of a page
POPUP = Type(24, 30, 600)  # title of a pop-up
HEADLINE = Type(15, 20, 600)  # of a card
LEAD = Type(15, 22, 400)  # the line under a title
BODY = Type(14, 20, 400)
STRONG = Type(14, 20, 500)  # buttons, names in rows
BOLD = Type(14, 20, 600)
SMALL = Type(12.5, 18, 400)
SMALL_STRONG = Type(12.5, 18, 600)
AXIS = Type(12, 16, 400)

RAIL, RAIL_NARROW = 208, 88  # narrow: signs, and the words of Spasm now, which must never be guessed
PAGE_TOP, PAGE_SIDE = 24, 32
BETWEEN_CARDS, BETWEEN_CARDS_ROOMY = 12, 16
LABEL_COLUMN = 160  # shared by all rows of a card, so that tiles and chips start on one vertical
RADIUS_CARD, RADIUS, RADIUS_PILL, RADIUS_CELL = 10, 8, 6, 4
CONTROL, CONTROL_MAIN, CONTROL_POPUP, CONTROL_SPASM = 44, 52, 48, 56
