"""Filters made by hand, each known for what it finds; a network learns its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnn.inside.convolution import Numbers


@dataclass(frozen=True)
class HandMadeFilter:
    """A small square of weights with a name.

    title: what people call it. about: a sentence on what it does. rows: its weights.
    """

    title: str
    about: str
    rows: tuple[tuple[float, ...], ...]

    @property
    def weights(self) -> Numbers:
        """float64 (F, F)."""
        return np.array(self.rows, np.float64)


HAND_MADE = (
    HandMadeFilter(
        "Vertical edges",
        "The right neighbours minus the left ones: positive where a stroke begins, negative where it ends, zero where "
        "nothing changes.",
        ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
    ),
    HandMadeFilter(
        "Horizontal edges",
        "The neighbours below minus those above: it answers to the upper and lower border of a stroke.",
        ((-1, -1, -1), (0, 0, 0), (1, 1, 1)),
    ),
    HandMadeFilter(
        "All edges",
        "Sixteen times the middle minus all that lies around: zero where nothing changes, whatever the direction.",
        ((0, 0, -1, 0, 0), (0, -1, -2, -1, 0), (-1, -2, 16, -2, -1), (0, -1, -2, -1, 0), (0, 0, -1, 0, 0)),
    ),
    HandMadeFilter(
        "Blur",
        "The mean of nine neighbours: small details go, broad shapes stay.",
        ((1 / 9,) * 3,) * 3,
    ),
    HandMadeFilter(
        "Larger blur",
        "The mean of twenty-five neighbours: a larger filter sees farther and fits in fewer places.",
        ((1 / 25,) * 5,) * 5,
    ),
    HandMadeFilter(
        "Sharpen",
        "Five times the pixel minus its four neighbours: what differs from its surroundings stands out.",
        ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    ),
)

UNCHANGED: tuple[tuple[float, ...], ...] = ((0, 0, 0), (0, 1, 0), (0, 0, 0))
"""The filter that gives the picture back: a place to start from."""
