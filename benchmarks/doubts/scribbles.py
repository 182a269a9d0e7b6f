"""Scribbles: what a hand leaves that writes nothing, as paths of a pen (n, 2)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from cnn.pens.writing import Path

Paths = tuple[Path, ...]


def wandering(rng: np.random.Generator) -> Paths:
    """A pen that turns by chance and never says anything (a random walk of its direction)."""
    steps = int(rng.integers(80, 240))
    turning = np.cumsum(rng.normal(0, 0.25, steps)) + rng.uniform(0, 2 * np.pi)
    return (np.cumsum(0.08 * np.stack([np.cos(turning), np.sin(turning)], axis=1), axis=0),)


def zigzag(rng: np.random.Generator) -> Paths:
    """To and fro, as one crosses something out."""
    turns = int(rng.integers(5, 12))
    x = np.linspace(0, rng.uniform(0.6, 1.3), turns) + rng.normal(0, 0.04, turns)
    y = np.tile([0.0, 1.0], turns)[:turns] + rng.normal(0, 0.08, turns)
    return (_along(np.stack([x, y], axis=1)),)


def hatching(rng: np.random.Generator) -> Paths:
    """Strokes beside each other, and sometimes others across."""
    count = int(rng.integers(3, 7))
    lines = [np.array([[place, 0.0], [place, 1.0]]) for place in np.linspace(0, 1, count)]
    if rng.random() < 0.5:
        lines += [line[:, ::-1] for line in lines]
    lean = rng.uniform(-0.4, 0.4)
    return tuple(
        _along(line + np.stack([lean * line[:, 1], 0 * line[:, 0]], axis=1) + rng.normal(0, 0.04, (2, 2)))
        for line in lines
    )


def coil(rng: np.random.Generator) -> Paths:
    """Loop after loop, moving on."""
    turns = float(rng.uniform(3, 6))
    t = np.linspace(0, 2 * np.pi * turns, 240)
    radius = 0.3 + 0.08 * np.sin(t * rng.uniform(0.1, 0.5))
    drift = rng.uniform(0.06, 0.12) * t[:, None] * np.array([[1.0, rng.uniform(-0.3, 0.3)]])
    return (drift + radius[:, None] * np.stack([np.cos(t), np.sin(t)], axis=1),)


def tangle(rng: np.random.Generator) -> Paths:
    """From one place to any other, and on."""
    return (_along(rng.uniform(0, 1, (int(rng.integers(8, 16)), 2))),)


SCRIBBLES: dict[str, Callable[[np.random.Generator], Paths]] = {
    scribble.__name__: scribble for scribble in (wandering, zigzag, hatching, coil, tangle)
}


def _along(places: Path) -> Path:
    """The straight way through some places, with points in between."""
    parts = [np.linspace(here, there, 20) for here, there in pairwise(places)]
    return np.concatenate(parts)
