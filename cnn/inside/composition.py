"""Two filters one after the other are one larger filter: why layers need something bent between them."""

from __future__ import annotations

import numpy as np

from cnn.inside.route import Numbers


def joined(first: Numbers, second: Numbers) -> Numbers:
    """The filter that does at once what ``first`` (F1, F1) and then ``second`` (F2, F2) do: (F1 + F2 − 1) squared.

    Each weight of the second meets the whole first one, moved by its place: a sum of products, as all of it is linear.
    """
    size = len(first) + len(second) - 1
    whole = np.zeros((size, size))
    for (row, column), weight in np.ndenumerate(second):
        whole[row : row + len(first), column : column + len(first)] += weight * first
    return whole
