"""Which column holds which pixel, by the names in a header: pixel0…, pixel1…, or 1x1…28x28."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from cnn.data.rejection import rejection
from cnn.errors import DataError

MIN_SIDE_PX, MAX_SIDE_PX = 2, 128

Place = tuple[int, ...]
"""The number in pixel7, or the row and column in 1x8."""

_NAME = re.compile(r"pixel([0-9]{1,9})|([0-9]{1,9})x([0-9]{1,9})")


def place_of(name: str) -> Place | None:
    """The place that the lower-case ``name`` of a column gives a pixel; None where it is no pixel's name."""
    match = _NAME.fullmatch(name)
    return match and tuple(int(number) for number in match.groups() if number)


def order_pixels(file: str, names: Sequence[str]) -> tuple[tuple[int, ...], str]:
    """The position among ``names`` of each pixel, row by row, and a notice where they are not named pixel0, pixel1, ….

    ``names`` are lower case, no two alike; those of no pixel are passed over. Raises DataError where the pixels are no
    complete square.
    """
    positions = {place: position for position, name in enumerate(names) if (place := place_of(name))}
    wanted = _wanted(file, positions)
    for place in wanted:
        if place not in positions:
            raise _missing(file, place, len(wanted))
    if wanted[0] == (0,):
        notice = ""
    else:
        first, last = names[positions[wanted[0]]], names[positions[wanted[-1]]]
        notice = f"The pixels are named {first} to {last} rather than pixel0 to pixel{len(wanted) - 1}."
    return tuple(positions[place] for place in wanted), notice


def _wanted(file: str, positions: dict[Place, int]) -> list[Place]:
    """The places that a complete image of so many pixels has."""
    count = len(positions)
    in_rows = any(len(place) == 2 for place in positions)
    start = 0 if (0,) in positions else 1
    if not in_rows:
        # pixel783 without pixel5: one that is missing tells more than that 783 is no square.
        up_to_highest = max((place[0] for place in positions), default=0) - start + 1
        if up_to_highest > count and math.isqrt(up_to_highest) ** 2 == up_to_highest <= MAX_SIDE_PX**2:
            count = up_to_highest
    side_px = math.isqrt(count)
    if side_px**2 != count or not MIN_SIDE_PX <= side_px <= MAX_SIDE_PX:
        sides = f"{MIN_SIDE_PX}×{MIN_SIDE_PX} to {MAX_SIDE_PX}×{MAX_SIDE_PX}"
        found = f"{count:,} pixel column{'s' * (count != 1)}"
        expected = f"the pixels of a square image, {sides} (784 for 28×28)"
        raise rejection(file, found, expected, "add the missing pixel columns or remove those too many", line=1)
    if in_rows:
        return [(row, column) for row in range(1, side_px + 1) for column in range(1, side_px + 1)]
    return [(number,) for number in range(start, start + count)]


def _missing(file: str, place: Place, count: int) -> DataError:
    name = f"pixel{place[0]}" if len(place) == 1 else f"{place[0]}x{place[1]}"
    expected = f"all {count:,} pixels of the image"
    return rejection(file, f"no column {name}", expected, "add or rename the missing column", line=1)
