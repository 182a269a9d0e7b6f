"""A writer's hand: what it does to the shape of a digit."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cnn.pens.skeletons import Skeleton, Stroke

Path = npt.NDArray[np.float64]
STEPS = 10  # points drawn between two places of a stroke


@dataclass(frozen=True)
class Hand:
    """How one digit comes out; lengths are shares of its height.

    slant: shear, positive leans to the right.
    turn: rotation in radians.
    breadth: factor on the width.
    sag: exponent on the height; above 1 the upper parts are large, below 1 the lower ones.
    wobble: standard deviation of where a place comes to lie.
    sway: amplitude of a slow bending of the whole digit.
    slip: standard deviation of where a stroke begins after the pen was lifted.
    reach: standard deviation of how far a stroke's ends are overdrawn or fall short.
    rounding: whether corners are rounded off.
    """

    slant: float = 0.0
    turn: float = 0.0
    breadth: float = 1.0
    sag: float = 1.0
    wobble: float = 0.0
    sway: float = 0.0
    slip: float = 0.0
    reach: float = 0.0
    rounding: bool = False

    @classmethod
    def of(cls, rng: np.random.Generator) -> "Hand":
        """A hand from the spread of real ones: legible to people, seldom neat."""
        return cls(
            slant=float(rng.normal(0.1, 0.18)),
            turn=float(rng.normal(0, 0.1)),
            breadth=float(np.exp(rng.normal(0.05, 0.2))),
            sag=float(np.exp(rng.normal(0, 0.12))),
            wobble=float(rng.uniform(0.005, 0.035)),
            sway=float(rng.uniform(0, 0.04)),
            slip=float(rng.uniform(0, 0.035)),
            reach=float(rng.uniform(0, 0.06)),
            rounding=bool(rng.random() < 0.25),
        )


def write(skeleton: Skeleton, hand: Hand, rng: np.random.Generator) -> tuple[Path, ...]:
    """The strokes of a digit as this hand writes it: paths of points (n, 2), x and y, about 1 tall."""
    sway = hand.sway * rng.normal(size=(2, 2))
    phase = rng.uniform(0, 2 * np.pi, size=(2, 2))
    paths = []
    for stroke in skeleton.strokes:
        path = _curve(_placed(stroke, hand, rng), hand.rounding)
        path = _reaching(path, hand.reach, rng) + rng.normal(0, hand.slip, 2)
        path[:, 1] = np.sign(path[:, 1]) * np.abs(path[:, 1]) ** hand.sag
        path += (sway * np.sin(np.pi * path[:, None, :] * 1.5 + phase)).sum(axis=2)
        paths.append(_leaning(path, hand))
    return tuple(paths)


def _placed(stroke: Stroke, hand: Hand, rng: np.random.Generator) -> list[tuple[float, float]]:
    """The places of a stroke as they come out; both halves of a corner move together."""
    places: list[tuple[float, float]] = []
    for index, (x, y) in enumerate(stroke):
        if index and stroke[index - 1] == (x, y):
            places.append(places[-1])
        else:
            dx, dy = rng.normal(0, hand.wobble, 2)
            places.append((x + dx, y + dy))
    return places


def _curve(places: list[tuple[float, float]], rounding: bool) -> Path:
    """A smooth curve through the places (Catmull and Rom, 1974), broken at corners unless rounded."""
    parts: list[list[tuple[float, float]]] = [[places[0]]]
    for before, here in pairwise(places):
        if here != before:
            parts[-1].append(here)
        elif not rounding:
            parts.append([here])
    return np.concatenate([_spline(np.array(part)) for part in parts])


def _spline(places: Path) -> Path:
    if len(places) < 3:
        return np.linspace(places[0], places[-1], STEPS)
    padded = np.concatenate([2 * places[:1] - places[1:2], places, 2 * places[-1:] - places[-2:-1]])
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, STEPS)[None, :, None]
    points = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return points.reshape(-1, 2)


def _reaching(path: Path, reach: float, rng: np.random.Generator) -> Path:
    """The path with its ends overdrawn, straight on, or cut short."""
    for _ in range(2):
        extra = rng.normal(0, reach)
        steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
        if extra < 0:
            keep = steps[::-1].cumsum()[::-1] > -extra
            path = path[: max(2, int(keep.sum()) + 1)]
        else:
            ahead = path[-1] - path[max(-4, -len(path))]
            path = np.concatenate([path, path[-1:] + extra * ahead / max(float(np.linalg.norm(ahead)), 1e-6)])
        path = path[::-1]
    return path.copy()


def _leaning(path: Path, hand: Hand) -> Path:
    """The path broadened, slanted and turned."""
    x, y = path[:, 0] * hand.breadth, path[:, 1]
    x = x - hand.slant * (y - 0.5)
    cos, sin = np.cos(hand.turn), np.sin(hand.turn)
    return np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)
