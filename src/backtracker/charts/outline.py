"""The back seen from behind, as numbers: the one outline for the drawing that is pressed and for the one that counts.

Standard library only. The grid has x from the spine to the right and y from the crown down. A
step of an outline is the end of a straight line (two numbers) or of a cubic curve (six: two handles, then the end).
Outlines are those of the right side; the left is their mirror image.
"""

Step = tuple[float, ...]
Outline = tuple[Step, ...]

TALL = 1004.0
HALF = 290.0  # from the spine to the outside of an arm
SEAM = 7.0  # between two regions
CORNER = 11.0  # the radius of a region's corners
MIDDLE = 52.0  # half the width of the column over the spine, to the middle of its seams

ROWS: tuple[tuple[str, float, float, tuple[str, ...]], ...] = (  # key, top, bottom, columns
    ("neck", 142.0, 242.0, ("left", "middle", "right")),
    ("upper", 242.0, 371.0, ("left", "middle", "right")),
    ("mid", 371.0, 490.5, ("left", "middle", "right")),
    ("lower", 490.5, 604.5, ("left", "middle", "right")),
    ("buttock", 604.5, 759.5, ("left", "right")),
    ("leg", 759.5, TALL, ("left", "right")),
)

HEAD: Outline = (
    (0, 0),
    (34, 0, 57, 22, 57, 58),
    (58, 82, 50, 106, 35, 121),
    (35, 138),
    (0, 138),
)

EAR = (59.0, 73.0, 8.0, 14.0)
"""Middle and half axes of an ellipse."""

ARM: Outline = (
    (163, 222),
    (203, 230, 229, 258, 233, 306),
    (237, 372, 252, 440, 268, 520),
    (280, 580, 286, 630, 288, 684),
    (289, 712, 281, 728, 267, 728),
    (254, 728, 247, 714, 243, 688),
    (238, 640, 224, 574, 206, 518),
    (190, 468, 172, 420, 161, 376),
    (172, 336, 180, 306, 180, 274),
    (180, 252, 174, 236, 163, 222),
)

TRUNK: Outline = (
    (0, 142),
    (35, 142),
    (35, 160, 38, 172, 48, 180),
    (78, 202, 118, 208, 146, 222),
    (166, 232, 175, 252, 175, 276),
    (175, 316, 162, 350, 154, 384),
    (146, 420, 131, 456, 131, 500),
    (132, 540, 141, 580, 147, 618),
    (155, 664, 158, 704, 158, 745),
    (158, 820, 148, 908, 140, TALL),
    (14, TALL),
    (11, 920, 5, 840, 3, 759),
    (0, 759),
)
"""Neck, back, seat and thighs: what the regions are cut from."""


def cells() -> dict[str, tuple[float, float, float, float]]:
    """Left, top, width and height of each region before the trunk cuts it, by its place's key."""
    found = {}
    for row, top, bottom, columns in ROWS:
        edges = (-400.0, -MIDDLE, MIDDLE, 400.0) if len(columns) == 3 else (-400.0, 0.0, 400.0)
        for number, column in enumerate(columns):
            left, right = edges[number], edges[number + 1]
            found[f"{row}_{column}"] = (left + SEAM / 2, top + SEAM / 2, right - left - SEAM, bottom - top - SEAM)
    return found
