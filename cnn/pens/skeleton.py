"""The shape of a digit: one of the ways in which people write it, as the path of a pen."""

from dataclasses import dataclass
from math import cos, radians, sin

Place = tuple[float, float]
Stroke = tuple[Place, ...]

COMMON, SEEN, RARE = 1.0, 0.5, 0.25  # how often a shape is met beside the others of its digit


@dataclass(frozen=True)
class Skeleton:
    """One way to write a digit.

    Places are (x, y) with y downwards; a digit is 1 tall. A stroke is a smooth curve through its places; a place given
    twice is a corner.

    strokes: the paths of the pen, in the order of writing.
    weight: how often it is drawn for training, beside the others of its digit; an estimate, not a count.
    held_out: True for the shapes that training never sees, so that a network can be judged on them.
    """

    digit: int
    name: str
    strokes: tuple[Stroke, ...]
    weight: float = COMMON
    held_out: bool = False


def arc(x: float, y: float, across: float, along: float, start: float, end: float) -> Stroke:
    """Places on an ellipse around (x, y), from one angle to another in degrees: 0 is right, 90 is down."""
    count = max(3, round(abs(end - start) / 40))
    angles = [radians(start + (end - start) * step / count) for step in range(count + 1)]
    return tuple((x + across * cos(angle), y + along * sin(angle)) for angle in angles)


def corner(x: float, y: float) -> Stroke:
    """A place where the pen turns without rounding."""
    return (x, y), (x, y)
