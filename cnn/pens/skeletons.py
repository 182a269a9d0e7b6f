"""The shapes of the ten digits: the ways in which people write each of them, as the path of a pen.

Places are (x, y) with y downwards; a digit is 1 tall. A stroke is a smooth curve through its places; a place
given twice is a corner. Shapes follow what schools teach: the 1 of Central Europe has a long flag, elsewhere
a foot or neither; the 7 has a crossbar in most of Europe and Latin America; the 4 is open or closed, the 9
straight or hooked.
"""

from dataclasses import dataclass
from math import cos, radians, sin

Place = tuple[float, float]
Stroke = tuple[Place, ...]


@dataclass(frozen=True)
class Skeleton:
    """One way to write a digit.

    strokes: the paths of the pen, in the order of writing.
    held_out: True for the shapes that training never sees, so that a network can be judged on them.
    """

    digit: int
    name: str
    strokes: tuple[Stroke, ...]
    held_out: bool = False


def arc(x: float, y: float, across: float, along: float, start: float, end: float) -> Stroke:
    """Places on an ellipse around (x, y), from one angle to another in degrees: 0 is right, 90 is down."""
    count = max(3, round(abs(end - start) / 40))
    angles = [radians(start + (end - start) * step / count) for step in range(count + 1)]
    return tuple((x + across * cos(angle), y + along * sin(angle)) for angle in angles)


def corner(x: float, y: float) -> Stroke:
    """A place where the pen turns without rounding."""
    return (x, y), (x, y)


SKELETONS: tuple[Skeleton, ...] = (
    Skeleton(0, "oval", (arc(0.33, 0.5, 0.33, 0.5, -90, -450),)),
    Skeleton(0, "narrow oval", (arc(0.24, 0.5, 0.24, 0.5, -70, -430),)),
    Skeleton(0, "circle", (arc(0.45, 0.5, 0.45, 0.5, -100, 265),)),
    Skeleton(0, "oval left open", (arc(0.33, 0.5, 0.33, 0.5, -70, -405),)),
    Skeleton(0, "oval with a curl", ((*arc(0.33, 0.5, 0.33, 0.5, -40, -400), (0.42, 0.12)),), held_out=True),
    Skeleton(1, "plain", (((0.05, 0.0), (0.05, 1.0)),)),
    Skeleton(1, "flag", (((0.0, 0.22), *corner(0.2, 0.0), (0.2, 1.0)),)),
    Skeleton(1, "long flag", (((0.0, 0.42), *corner(0.36, 0.0), (0.36, 1.0)),)),
    Skeleton(1, "curved flag", (((0.0, 0.36), (0.2, 0.22), *corner(0.34, 0.0), (0.34, 1.0)),)),
    Skeleton(1, "flag and foot", (((0.02, 0.22), *corner(0.22, 0.0), (0.22, 1.0)), ((0.0, 1.0), (0.44, 1.0)))),
    Skeleton(
        1,
        "long flag and foot",
        (((0.0, 0.4), *corner(0.34, 0.0), (0.34, 1.0)), ((0.08, 1.0), (0.62, 1.0))),
        held_out=True,
    ),
    Skeleton(1, "very long flag", (((0.0, 0.6), *corner(0.42, 0.0), (0.42, 1.0)),), held_out=True),
    Skeleton(2, "round", (((0.0, 0.22), *arc(0.3, 0.27, 0.28, 0.27, -150, 20), *corner(0.0, 1.0), (0.62, 1.0)),)),
    Skeleton(
        2,
        "with a loop",
        (
            (
                (0.0, 0.2),
                *arc(0.3, 0.27, 0.27, 0.27, -150, 20),
                (0.3, 0.78),
                (0.08, 0.98),
                (0.02, 0.84),
                (0.2, 0.82),
                (0.42, 0.97),
                (0.66, 0.92),
            ),
        ),
    ),
    Skeleton(2, "angular", (((0.02, 0.06), *corner(0.56, 0.03), *corner(0.0, 1.0), (0.62, 1.0)),)),
    Skeleton(
        2,
        "swan",
        (((0.04, 0.2), *arc(0.3, 0.24, 0.25, 0.24, -140, 30), *corner(0.0, 0.95), (0.3, 0.9), (0.65, 1.0)),),
        held_out=True,
    ),
    Skeleton(
        3,
        "round",
        ((*arc(0.26, 0.25, 0.26, 0.25, -150, 80), (0.2, 0.49), *arc(0.24, 0.74, 0.31, 0.26, -80, 150)),),
    ),
    Skeleton(
        3,
        "round with a corner",
        (
            (
                *arc(0.26, 0.24, 0.26, 0.24, -150, 70),
                *corner(0.2, 0.48),
                *arc(0.24, 0.74, 0.31, 0.26, -70, 150),
            ),
        ),
    ),
    Skeleton(
        3,
        "flat top",
        (((0.0, 0.0), *corner(0.52, 0.0), *corner(0.2, 0.42), *arc(0.22, 0.7, 0.34, 0.3, -60, 150)),),
    ),
    Skeleton(
        3,
        "with a loop",
        (
            (
                *arc(0.28, 0.24, 0.25, 0.24, -150, 60),
                (0.2, 0.5),
                (0.16, 0.44),
                (0.28, 0.46),
                *arc(0.26, 0.74, 0.3, 0.26, -50, 150),
            ),
        ),
        held_out=True,
    ),
    Skeleton(4, "closed", (((0.46, 0.0), *corner(0.0, 0.66), (0.66, 0.66)), ((0.46, 0.0), (0.46, 1.0)))),
    Skeleton(4, "closed in one", (((0.42, 1.0), *corner(0.42, 0.0), *corner(0.0, 0.64), (0.64, 0.64)),)),
    Skeleton(4, "open", (((0.08, 0.0), *corner(0.0, 0.52), (0.62, 0.5)), ((0.5, 0.04), (0.46, 1.0)))),
    Skeleton(
        4,
        "open and round",
        (((0.06, 0.0), (0.0, 0.32), (0.14, 0.52), (0.54, 0.44)), ((0.56, 0.0), (0.5, 1.0))),
    ),
    Skeleton(4, "lightning", (((0.34, 0.0), *corner(0.0, 0.62), (0.66, 0.62)), ((0.42, 0.38), (0.38, 1.0)))),
    Skeleton(4, "low bar", (((0.36, 0.0), *corner(0.0, 0.74), (0.62, 0.7)), ((0.42, 0.46), (0.36, 1.0)))),
    Skeleton(
        4,
        "open in one",
        (((0.04, 0.08), (0.06, 0.42), (0.34, 0.5), *corner(0.54, 0.04), (0.5, 1.0)),),
        held_out=True,
    ),
    Skeleton(
        4,
        "lightning, long bar",
        (((0.28, 0.0), *corner(0.0, 0.54), (0.74, 0.54)), ((0.46, 0.28), (0.44, 1.0))),
        held_out=True,
    ),
    Skeleton(
        5,
        "one stroke",
        (((0.56, 0.0), *corner(0.12, 0.0), *corner(0.06, 0.44), *arc(0.24, 0.68, 0.32, 0.32, -80, 145)),),
    ),
    Skeleton(
        5,
        "two strokes",
        (
            ((0.1, 0.04), *corner(0.06, 0.44), *arc(0.24, 0.68, 0.32, 0.32, -80, 145)),
            ((0.1, 0.02), (0.6, 0.0)),
        ),
    ),
    Skeleton(
        5,
        "smooth",
        (((0.58, 0.02), (0.2, 0.02), (0.08, 0.28), (0.24, 0.42), *arc(0.24, 0.7, 0.3, 0.29, -40, 140)),),
    ),
    Skeleton(
        5,
        "two strokes, bar apart",
        (
            ((0.08, 0.1), *corner(0.04, 0.46), *arc(0.2, 0.71, 0.32, 0.29, -80, 140)),
            ((0.16, 0.02), (0.66, 0.0)),
        ),
        held_out=True,
    ),
    Skeleton(
        6,
        "curved",
        (((0.46, 0.0), (0.16, 0.26), (0.0, 0.66), *arc(0.27, 0.72, 0.26, 0.28, 150, -150), (0.02, 0.76)),),
    ),
    Skeleton(6, "straight", (((0.34, 0.0), (0.08, 0.48), (0.0, 0.72), *arc(0.25, 0.76, 0.25, 0.24, 150, -170)),)),
    Skeleton(
        6,
        "hooked",
        (((0.56, 0.14), (0.42, 0.0), (0.14, 0.2), (0.0, 0.64), *arc(0.28, 0.71, 0.28, 0.29, 150, -160)),),
    ),
    Skeleton(6, "left open", (((0.4, 0.0), (0.1, 0.34), (0.0, 0.7), *arc(0.26, 0.74, 0.26, 0.26, 150, -105)),)),
    Skeleton(
        6,
        "wide loop",
        (((0.3, 0.0), (0.04, 0.36), (0.0, 0.66), *arc(0.34, 0.72, 0.34, 0.28, 160, -185)),),
        held_out=True,
    ),
    Skeleton(7, "plain", (((0.0, 0.0), *corner(0.58, 0.0), (0.2, 1.0)),)),
    Skeleton(7, "curved", (((0.0, 0.04), *corner(0.6, 0.0), (0.34, 0.48), (0.26, 1.0)),)),
    Skeleton(7, "crossbar", (((0.0, 0.0), *corner(0.58, 0.0), (0.18, 1.0)), ((0.12, 0.5), (0.6, 0.5)))),
    Skeleton(7, "serif", (((0.0, 0.2), *corner(0.02, 0.02), *corner(0.58, 0.0), (0.22, 1.0)),)),
    Skeleton(
        7,
        "serif and crossbar",
        (((0.0, 0.18), *corner(0.04, 0.02), *corner(0.6, 0.0), (0.24, 1.0)), ((0.14, 0.48), (0.58, 0.46))),
    ),
    Skeleton(
        7,
        "curved with crossbar",
        (((0.0, 0.1), (0.2, 0.02), *corner(0.64, 0.04), (0.36, 0.5), (0.28, 1.0)), ((0.1, 0.56), (0.6, 0.5))),
        held_out=True,
    ),
    Skeleton(
        7,
        "steep crossbar",
        (((0.0, 0.0), *corner(0.5, 0.0), (0.24, 1.0)), ((0.08, 0.58), (0.56, 0.4))),
        held_out=True,
    ),
    Skeleton(
        8,
        "one stroke",
        (
            (
                (0.5, 0.12),
                *arc(0.28, 0.24, 0.22, 0.24, -40, -220),
                (0.28, 0.5),
                *arc(0.28, 0.74, 0.28, 0.26, -30, 220),
                (0.3, 0.48),
                (0.48, 0.3),
                (0.46, 0.1),
            ),
        ),
    ),
    Skeleton(8, "two circles", (arc(0.26, 0.24, 0.22, 0.24, -90, -450), arc(0.26, 0.74, 0.28, 0.26, -90, 270))),
    Skeleton(
        8,
        "left open",
        (
            (
                (0.54, 0.08),
                *arc(0.26, 0.23, 0.22, 0.23, -70, -220),
                (0.28, 0.48),
                *arc(0.28, 0.75, 0.26, 0.25, -30, 220),
                (0.32, 0.46),
                (0.58, 0.16),
            ),
        ),
    ),
    Skeleton(
        8,
        "from the middle",
        (
            (
                (0.26, 0.47),
                *arc(0.26, 0.23, 0.21, 0.23, 150, 400),
                (0.26, 0.48),
                *arc(0.26, 0.75, 0.27, 0.25, -150, -390),
                (0.26, 0.47),
            ),
        ),
        held_out=True,
    ),
    Skeleton(9, "straight tail", ((*arc(0.26, 0.27, 0.26, 0.27, -20, -360), (0.5, 1.0)),)),
    Skeleton(9, "stem apart", (arc(0.24, 0.26, 0.24, 0.26, -10, -370), ((0.5, 0.04), (0.5, 1.0)))),
    Skeleton(9, "slanting tail", ((*arc(0.3, 0.26, 0.26, 0.26, -30, -370), (0.4, 0.66), (0.16, 1.0)),)),
    Skeleton(
        9,
        "curved tail",
        ((*arc(0.28, 0.27, 0.26, 0.27, -20, -370), (0.54, 0.6), (0.44, 0.9), (0.22, 1.0), (0.02, 0.88)),),
    ),
    Skeleton(9, "left open", ((*arc(0.28, 0.28, 0.26, 0.28, -70, -330), *corner(0.54, 0.12), (0.5, 1.0)),)),
    Skeleton(
        9,
        "hooked tail",
        ((*arc(0.26, 0.25, 0.25, 0.25, -20, -360), (0.52, 0.7), *arc(0.26, 0.78, 0.25, 0.22, 10, 160)),),
        held_out=True,
    ),
)
