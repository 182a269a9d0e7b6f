"""Digits that touch: where a piece could be cut so that each part is one digit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnn.drawing.pieces import Floats, Piece

SLANTS = (-0.4, -0.2, 0.0, 0.2, 0.4)  # columns a row by which a cut may lean
MOST_CUTS = 5
MARGIN = 0.15  # of a digit's height: no cut is nearer than that to an end or to another cut
SUSPECT = 0.85  # widths of more than so many digit heights may be two digits; nearly all single ones are narrower


@dataclass(frozen=True, eq=False)
class Parts:
    """A piece with places where it may be cut. between[i, j]: what lies from cut i to cut j, the ends counted."""

    count: int
    between: dict[tuple[int, int], Piece]


def is_suspect(piece: Piece, tall: float) -> bool:
    """Whether a piece is so wide that it may be several digits. tall: the usual height of a digit in pixels."""
    return piece.width > SUSPECT * max(piece.height, 0.8 * tall)


def parts_of(piece: Piece, tall: float) -> Parts:
    """The parts between the best places to cut: where a straight line, upright or leaning, crosses the least ink."""
    leaning = [(_sheared(piece.ink, slant), slant) for slant in SLANTS]
    margin = max(2, round(MARGIN * tall))
    found = [(cuts, slant) for ink, slant in leaning if (cuts := _thinnest(ink.sum(axis=0), margin))]
    if not found:
        return Parts(1, {(0, 1): piece})
    cuts, slant = min(found, key=lambda option: option[0][0][0])
    ends = [0, *sorted(place for _, place in cuts), _sheared(piece.ink, slant).shape[1]]
    between = {}
    for i in range(len(ends) - 1):
        for j in range(i + 1, len(ends)):
            if (part := _part(piece, slant, ends[i], ends[j])) is not None:
                between[i, j] = part
    return Parts(len(ends) - 1, between)


def _thinnest(profile: Floats, margin: int) -> list[tuple[float, int]]:
    """Columns that cross the least ink, the best first, each with how much: lowest places of the profile."""
    inner = profile.astype(np.float64).copy()
    inner[:margin] = inner[len(inner) - margin :] = np.inf
    found: list[tuple[float, int]] = []
    most = 0.75 * float(np.max(profile, initial=0))
    while len(found) < MOST_CUTS and (least := float(inner.min(initial=np.inf))) <= most:
        lowest = np.flatnonzero(inner == least)
        place = int(lowest[len(lowest) // 2])
        found.append((least, place))
        inner[max(0, place - margin) : place + margin + 1] = np.inf
    return found


def _sheared(ink: Floats, slant: float) -> Floats:
    """The ink with each row moved, so that what leans by ``slant`` stands upright; wider by what that takes."""
    height, width = ink.shape
    shifts = _shifts(height, slant)
    sheared = np.zeros((height, width + int(shifts.max())), np.float32)
    for row, shift in enumerate(shifts.tolist()):
        sheared[row, shift : shift + width] = ink[row]
    return sheared


def _shifts(height: int, slant: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """By how many columns each row is moved to the right, the least by none."""
    shifts = np.rint(slant * np.arange(height)).astype(np.int64)
    moved: np.ndarray[tuple[int], np.dtype[np.int64]] = shifts - shifts.min()
    return moved


def _part(piece: Piece, slant: float, start: int, end: int) -> Piece | None:
    """What of a piece lies between two leaning cuts; None where that is hardly anything."""
    columns = np.arange(piece.width)[None] + _shifts(piece.height, slant)[:, None]
    ink = np.where((columns >= start) & (columns < end), piece.ink, 0).astype(np.float32)
    rows, across = np.nonzero((ink >= 0.4).any(axis=1))[0], np.nonzero((ink >= 0.4).any(axis=0))[0]
    if not rows.size or np.ptp(rows) < 0.4 * piece.height:
        return None
    top, left, bottom, right = int(rows[0]), int(across[0]), int(rows[-1]) + 1, int(across[-1]) + 1
    y, x = piece.box[:2]
    return Piece((y + top, x + left, y + bottom, x + right), ink[top:bottom, left:right])
