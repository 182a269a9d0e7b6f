"""A digit written by a hand: the shape's strokes as paths of points."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cnn.pens.hand import Hand
from cnn.pens.skeleton import Skeleton, Stroke

Path = npt.NDArray[np.float64]

STEPS = 10  # points drawn between two places of a stroke
SLOW, QUICK = (0.5, 1.6), (0.06, 0.14)  # wavelengths of wobbling and trembling
SHARPEST_ROUNDED = 130  # degrees; a pen that turns back farther, as on top of a 1, stops there
FAR = 0.4  # a place this far from its neighbours scatters freely; nearer ones keep their curve together


def write(skeleton: Skeleton, hand: Hand, rng: np.random.Generator) -> tuple[Path, ...]:
    """The strokes of a digit as this hand writes it: paths of points (n, 2), x and y, about 1 tall."""
    sway = hand.sway * rng.normal(size=(2, 2))
    phase = rng.uniform(0, 2 * np.pi, size=(2, 2))
    paths = []
    for stroke in skeleton.strokes:
        path = _curve(_scattered(stroke, hand, rng), hand.rounding)
        path = _reaching(path, hand.reach, rng) + rng.normal(0, hand.slip, 2)
        path += _waves(path, hand.wobble, SLOW, rng) + _waves(path, hand.tremble, QUICK, rng)
        path = _hooked(path, hand.hook, rng)
        path[:, 1] = np.sign(path[:, 1]) * np.abs(path[:, 1]) ** hand.sag
        path += (sway * np.sin(np.pi * path[:, None, :] * 1.5 + phase)).sum(axis=2)
        paths.append(_caught(_leaning(path, hand), hand.haste, rng))
    return tuple(paths)


def _scattered(stroke: Stroke, hand: Hand, rng: np.random.Generator) -> list[tuple[float, float]]:
    """The places of a stroke as they come out; both halves of a corner move together."""
    places: list[tuple[float, float]] = []
    for index, (x, y) in enumerate(stroke):
        if index and stroke[index - 1] == (x, y):
            places.append(places[-1])
        else:
            gaps = [np.hypot(x - u, y - v) for u, v in stroke[max(index - 1, 0) : index + 3] if (u, v) != (x, y)]
            dx, dy = rng.normal(0, hand.scatter * min(1.0, min(gaps) / FAR), 2)
            places.append((x + dx, y + dy))
    return places


def _curve(places: list[tuple[float, float]], rounding: bool) -> Path:
    """A smooth curve through the places (Catmull and Rom, 1974), broken at corners unless rounded."""
    parts: list[list[tuple[float, float]]] = [[places[0]]]
    for index, (before, here) in enumerate(pairwise(places)):
        if here != before:
            parts[-1].append(here)
        elif not rounding or _turn(places[index - 1], here, places[index + 2]) > SHARPEST_ROUNDED:
            parts.append([here])
    return np.concatenate([_spline(np.array(part)) for part in parts])


def _turn(before: tuple[float, float], here: tuple[float, float], after: tuple[float, float]) -> float:
    """By how many degrees, 0 to 180, a pen turns that comes from one place, passes a second and goes on to a third."""
    coming, going = np.subtract(here, before), np.subtract(after, here)
    return float(np.degrees(np.arccos(coming @ going / max(float(np.hypot(*coming) * np.hypot(*going)), 1e-9))))


def _spline(places: Path) -> Path:
    if len(places) < 3:
        return np.linspace(places[0], places[-1], 2 * STEPS)
    padded = np.concatenate([2 * places[:1] - places[1:2], places, 2 * places[-1:] - places[-2:-1]])
    a, b, c, d = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, STEPS)[None, :, None]
    points = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return points.reshape(-1, 2)


def lengths(path: Path) -> npt.NDArray[np.float64]:
    """How far each point of a path lies from its beginning, along the path."""
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    return np.concatenate([[0.0], steps.cumsum()])


def waves(
    along: npt.NDArray[np.float64], wavelengths: tuple[float, float], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """A smooth random course of standard deviation about 1: three sines of random wavelength and phase."""
    sines = [np.sin(2 * np.pi * along / rng.uniform(*wavelengths) + rng.uniform(0, 2 * np.pi)) for _ in range(3)]
    return np.sqrt(2 / 3) * np.sum(sines, axis=0)


def _waves(path: Path, size: float, wavelengths: tuple[float, float], rng: np.random.Generator) -> Path:
    along = lengths(path)
    return size * np.stack([waves(along, wavelengths, rng) for _ in range(2)], axis=1)


def _reaching(path: Path, reach: float, rng: np.random.Generator) -> Path:
    """The path with its ends overdrawn, straight on, or cut short."""
    for _ in range(2):
        extra = rng.normal(0, reach)
        if extra < 0:
            along = lengths(path)
            path = path[: max(2, int((along[-1] - along > -extra).sum()))]
        else:
            path = np.concatenate([path, path[-1:] + extra * _heading(path)])
        path = path[::-1]
    return path.copy()


def _heading(path: Path) -> Path:
    """The unit vector in which a path ends."""
    ahead = path[-1] - path[max(-4, -len(path))]
    direction: Path = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    return direction


def _hooked(path: Path, hook: float, rng: np.random.Generator) -> Path:
    """The path with a small hook at either end or both, bent back by 90 to 150 degrees."""
    if not hook:
        return path
    ends = rng.permutation([True, rng.random() < 0.3])
    for has_hook in ends:
        if has_hook:
            angle = np.pi - rng.choice([-1, 1]) * np.radians(rng.uniform(30, 90))
            cos, sin = np.cos(angle), np.sin(angle)
            back = np.array([[cos, -sin], [sin, cos]]) @ _heading(path)
            path = np.concatenate([path, path[-1] + hook * np.linspace(0.2, 1, 5)[:, None] * back])
        path = path[::-1]
    return path.copy()


def _leaning(path: Path, hand: Hand) -> Path:
    """The path broadened, slanted and turned."""
    x, y = path[:, 0] * hand.breadth, path[:, 1]
    x = x - hand.slant * (y - 0.5)
    cos, sin = np.cos(hand.turn), np.sin(hand.turn)
    return np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)


def _caught(path: Path, haste: float, rng: np.random.Generator) -> Path:
    """The points of a path that are caught of a pen of uneven speed, its ends always."""
    if not haste:
        return path
    along = lengths(path)
    speed = haste * np.exp(0.4 * waves(along, SLOW, rng))
    number = np.concatenate([[0.0], (np.diff(along) / speed[1:]).cumsum()])  # of points caught until here
    wanted = np.append(np.arange(0, number[-1], 1.0), number[-1])
    return np.stack([np.interp(wanted, number, path[:, axis]) for axis in range(2)], axis=1)
