"""Where in a picture the most of an explanation lies, in words a person would use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images

NINTHS = (
    ("the upper left", "the top", "the upper right"),
    ("the left", "the middle", "the right"),
    ("the lower left", "the bottom", "the lower right"),
)
MOST_NAMED = 3


@dataclass(frozen=True)
class Whereabouts:
    """Where the numbers of one sign lie.

    share: of all amounts in the map, how much has that sign. ninths: the ninths of the writing that hold half of it,
    the one with the most first, at most three. held: how much these hold. on_ink: how much lies on the writing itself.
    """

    share: float
    ninths: tuple[str, ...]
    held: float
    on_ink: float


def whereabouts(amounts: npt.NDArray[np.float64], image: Images) -> Whereabouts | None:
    """Where the amounts (H, W), 0 or more elsewhere, of a map over ``image`` (C, H, W) lie; None where all are 0.

    Amounts below 0 count as none of this sign. The ninths are those of the smallest box that holds all that is not
    empty, so that a small digit in a corner has its top and its bottom too; what lies outside belongs to the nearest.
    """
    own = np.maximum(amounts, 0)
    total = own.sum()
    if not total:
        return None
    shares = {name: own[cells].sum() / total for name, cells in _ninths(image)}
    order = sorted(shares, key=lambda name: -shares[name])
    held, named = 0.0, []
    for name in order[:MOST_NAMED]:
        named.append(name)
        held += float(shares[name])
        if held >= 0.5:
            break
    on_ink = own[image.any(0)].sum() / total
    return Whereabouts(float(total / np.abs(amounts).sum()), tuple(named), held, float(on_ink))


def _ninths(image: Images) -> Iterator[tuple[str, tuple[slice, slice]]]:
    """Each ninth of a picture's writing, by name, with the cells that are nearest to it."""
    inked = np.asarray(image.any(0))
    rows, columns = (_thirds(np.asarray(inked.any(axis))) for axis in (1, 0))
    for names, row in zip(NINTHS, rows, strict=True):
        for name, column in zip(names, columns, strict=True):
            yield name, (row, column)


def _thirds(inked: npt.NDArray[np.bool_]) -> tuple[slice, slice, slice]:
    """A side cut in three at a third and two thirds of what is inked; of all of it where nothing is."""
    places = np.flatnonzero(inked)
    length = len(inked)
    first, behind = (int(places[0]), int(places[-1]) + 1) if len(places) else (0, length)
    low, high = round(first + (behind - first) / 3), round(first + 2 * (behind - first) / 3)
    return slice(0, low), slice(low, high), slice(high, length)
