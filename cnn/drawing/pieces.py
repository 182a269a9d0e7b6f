"""The digits on a page: marks that hang together, broken strokes joined, dust and ruled lines left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from cnn.errors import DrawingError

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Box = tuple[int, int, int, int]  # top, left, bottom, right; the last two exclusive

MOST_PIECES = 400
MOST_MARKS = 3 * MOST_PIECES
DUST = 0.15  # of a digit's height: a mark that reaches no farther is none
FRAGMENT = 0.6  # of a digit's height: what is smaller may be a part of its neighbour
NEAR, STACKED = 0.15, 0.3  # of a digit's height: how far such a part, or a bar above or below, may lie off
WITHIN, WITHIN_FRAGMENT = 0.5, 0.3  # of a mark's box: so much of it lies in that of another stroke of its digit
TALLEST, BROADEST = 1.4, 1.4  # digit heights that joined parts may reach
RULED, THIN = 0.6, 0.06  # of a page's side, of its own length: a line so long and thin was printed there
EDGE = 0.9  # of a page's side: what reaches so far is its edge or a frame


@dataclass(frozen=True, eq=False)
class Piece:
    """What may be one digit: its box on the page and its own ink (h, w), 0 to 1, without that of its neighbours."""

    box: Box
    ink: Floats

    @property
    def height(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def width(self) -> int:
        return self.box[3] - self.box[1]

    @property
    def extent(self) -> int:
        """Its longer side."""
        return max(self.height, self.width)


def pieces_of(ink: Floats) -> tuple[Piece, ...]:
    """The pieces on a page of ink (h, w), 0 to 1, in no order.

    Raises DrawingError where there are more than can be digits, as in a printed text or a photograph of something else.
    """
    marks = _without_lines(_marks(ink), ink.shape)
    if not marks:
        return ()
    tall = usual_height(marks)
    pieces = _joined([mark for mark in marks if mark.extent >= DUST * tall], tall)
    pieces = [piece for piece in pieces if piece.extent >= FRAGMENT / 2 * tall]
    if len(pieces) > MOST_PIECES:
        raise _too_many(len(pieces))
    return tuple(pieces)


def usual_height(pieces: list[Piece] | tuple[Piece, ...]) -> float:
    """The height of a digit on this page, in pixels: the median of all that are not small beside the tallest ones."""
    heights = np.array([piece.height for piece in pieces])
    return float(np.median(heights[heights >= 0.4 * np.quantile(heights, 0.95)]))


def merged(pieces: list[Piece]) -> Piece:
    """Pieces as one."""
    tops, lefts, bottoms, rights = zip(*(piece.box for piece in pieces), strict=True)
    top, left, bottom, right = min(tops), min(lefts), max(bottoms), max(rights)
    ink = np.zeros((bottom - top, right - left), np.float32)
    for piece in pieces:
        y, x = piece.box[0] - top, piece.box[1] - left
        place = ink[y : y + piece.height, x : x + piece.width]
        np.maximum(place, piece.ink, out=place)
    return Piece((top, left, bottom, right), ink)


def _marks(ink: Floats) -> list[Piece]:
    """The marks of ink that hang together, each with the soft edge around it."""
    solid, count = ndimage.label(ink >= 0.4, np.ones((3, 3)))
    if count > 20 * MOST_MARKS:
        raise _too_many(count)
    areas = np.bincount(solid.ravel())
    found = []
    for number, place in enumerate(ndimage.find_objects(solid), 1):
        if areas[number] < 4:
            continue
        rows, columns = (slice(max(0, part.start - 1), part.stop + 1) for part in place)
        near = ndimage.grey_dilation(solid[rows, columns], (3, 3)) == number
        own = np.where(near, ink[rows, columns], 0).astype(np.float32)
        found.append(Piece((rows.start, columns.start, rows.start + own.shape[0], columns.start + own.shape[1]), own))
    largest = max((mark.extent for mark in found), default=0)
    found = [mark for mark in found if mark.extent >= 0.02 * largest]
    if len(found) > MOST_MARKS:
        raise _too_many(len(found))
    return found


def _without_lines(marks: list[Piece], page: tuple[int, ...]) -> list[Piece]:
    """The marks without the page's ruled lines and its edge, as long as something else is left."""

    def is_printed(mark: Piece) -> bool:
        broad, high = mark.width / page[1], mark.height / page[0]
        is_ruled = broad > RULED and mark.height < THIN * mark.width
        is_margin = high > EDGE and mark.width < THIN * mark.height
        return is_ruled or is_margin or min(broad, high) > EDGE

    others = [mark for mark in marks if not is_printed(mark)]
    return others or marks


def _joined(marks: list[Piece], tall: float) -> list[Piece]:
    """Marks put together that are strokes of one digit, the nearest first."""
    boxes = np.array([mark.box for mark in marks])
    gaps = np.hypot(_gaps(boxes[:, 0], boxes[:, 2]), _gaps(boxes[:, 1], boxes[:, 3]))
    near = np.argwhere(np.triu(gaps <= STACKED * tall, 1))
    order = near[np.argsort(gaps[near[:, 0], near[:, 1]], kind="stable")].tolist()
    group = {number: [mark] for number, mark in enumerate(marks)}
    leader = list(range(len(marks)))
    for i, j in order:
        one, other = leader[i], leader[j]
        if one != other and _belong(merged(group[one]), merged(group[other]), tall):
            group[one] += group.pop(other)
            leader = [one if place == other else place for place in leader]
    return [merged(parts) for parts in group.values()]


def _belong(one: Piece, other: Piece, tall: float) -> bool:
    """Whether two marks are strokes of one digit."""
    small, large = sorted((one, other), key=lambda piece: piece.height)
    both = merged([one, other])
    if both.height > TALLEST * max(tall, large.height) or both.width > max(BROADEST * tall, large.width):
        return False
    across, down = _overlaps(one.box, other.box)
    share = across / min(one.width, other.width)
    is_fragment = small.height < FRAGMENT * tall
    within = max(0, across) * max(0, down) / (small.height * small.width)
    if within > (WITHIN_FRAGMENT if is_fragment else WITHIN):
        return True
    if share >= 0.5:
        return is_fragment or large.height < FRAGMENT * tall or -down <= STACKED / 2 * tall
    distance = float(np.hypot(max(0, -across), max(0, -down)))
    return is_fragment and small.extent < FRAGMENT * tall and distance <= NEAR * tall


def _overlaps(one: Box, other: Box) -> tuple[int, int]:
    """By how many columns and rows two boxes overlap; negative where there is a gap."""
    return min(one[3], other[3]) - max(one[1], other[1]), min(one[2], other[2]) - max(one[0], other[0])


def _gaps(low: Integers, high: Integers) -> Integers:
    """How far apart intervals (n,) lie from each other (n, n), 0 where they overlap."""
    gaps: Integers = np.maximum(0, np.maximum.outer(low, low) - np.minimum.outer(high, high))
    return gaps


def _too_many(count: int) -> DrawingError:
    return DrawingError(
        f"There are {count:,} marks in the picture, and at most {MOST_PIECES} digits are read at once: "
        "take a picture of less, or one with nothing but digits on it."
    )
