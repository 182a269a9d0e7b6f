"""The order in which digits on a page are read: line by line, and from left to right in a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cnn.drawing.pieces import Box

Floats = npt.NDArray[np.float64]

SLANTS_DEG = np.arange(-15, 15.5, 0.5)
"""How far a page may be turned."""
APART = 0.5  # digit heights between two lines' middles at least


def in_lines(boxes: Sequence[Box], tall: float) -> tuple[tuple[int, ...], ...]:
    """The places of ``boxes`` in reading order, a tuple a line. tall: the usual height of a digit in pixels.

    A page may lie askew: of all slants up to 15° the one is taken under which middles fall into the fewest and
    narrowest lines, the smaller slant where that is equal.
    """
    if not boxes:
        return ()
    middles = np.array([[(top + bottom) / 2, (left + right) / 2] for top, left, bottom, right in boxes]) / tall
    slant = min(SLANTS_DEG, key=lambda slant_deg: _disorder(middles, slant_deg))
    down, across = _turned(middles, slant)
    lines = []
    for line in _clusters(down):
        lines.append(tuple(int(place) for place in line[np.argsort(across[line], kind="stable")]))
    return tuple(lines)


def _disorder(middles: Floats, slant_deg: float) -> float:
    """How badly the middles, in digit heights, fall into lines under a slant: the less, the better."""
    down, _ = _turned(middles, slant_deg)
    lines = _clusters(down)
    spread = sum(float(np.square(down[line] - down[line].mean()).sum()) for line in lines) / len(middles)
    return 0.2 * len(lines) + spread + (slant_deg / 60) ** 2


def _turned(middles: Floats, slant_deg: float) -> tuple[Floats, Floats]:
    """Rows and columns of the middles after the page is turned straight."""
    angle = np.radians(slant_deg)
    rows, columns = middles.T
    return rows * np.cos(angle) - columns * np.sin(angle), columns * np.cos(angle) + rows * np.sin(angle)


def _clusters(down: Floats) -> list[npt.NDArray[np.int64]]:
    """Places whose rows follow each other closely, from top to bottom."""
    order = np.argsort(down, kind="stable")
    breaks = np.flatnonzero(np.diff(down[order]) > APART) + 1
    return np.split(order, breaks)
