"""Distances to the edge of a stroke, from which its width is read and changed."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def distance_inside(mask: Mask) -> Floats:
    """Each True pixel's Euclidean distance in pixels to the nearest False one; 0 where False.

    Exact, in two passes (Felzenszwalb, Huttenlocher 2012): along the columns by running counts, then along the rows as
    a minimum over parabolas, which need to reach no farther than the column's distance: that is an upper bound.
    """
    height, width = mask.shape
    columns = np.where(mask, np.float32(height + width), np.float32(0))
    for row in range(1, height):
        np.minimum(columns[row], columns[row - 1] + 1, out=columns[row])
    for row in range(height - 2, -1, -1):
        np.minimum(columns[row], columns[row + 1] + 1, out=columns[row])
    squared = np.square(columns)
    nearest = squared.copy()
    for aside in range(1, min(width, int(columns.max()) + 1)):
        np.minimum(nearest[:, aside:], squared[:, :-aside] + aside**2, out=nearest[:, aside:])
        np.minimum(nearest[:, :-aside], squared[:, aside:] + aside**2, out=nearest[:, :-aside])
    return np.sqrt(nearest)


def signed_distance(mask: Mask) -> Floats:
    """Each pixel's distance in pixels to the edge between True and False: positive inside, negative outside."""
    return np.where(mask, distance_inside(mask) - 0.5, 0.5 - distance_inside(~mask))


def stroke_width(inside: Floats) -> float:
    """The mean width in pixels of the strokes whose ``distance_inside`` this is; 0 where there are none.

    Across a stroke of width w the distance to its edge rises evenly from 0 to w/2 and falls again, so its
    mean is w/4. Half a pixel comes off because distances count from middle to middle of a pixel.
    """
    inked = inside[inside > 0]
    return 4 * float(inked.mean() - 0.5) if inked.size else 0.0


def thinnest_width(inside: Floats) -> float:
    """The width in pixels that nearly all of the strokes' middle line has at least (its 10 % quantile)."""
    padded = np.pad(inside, 1)
    height, width = inside.shape
    neighbours = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    ridge = inside[(inside > 0) & (inside >= np.max(neighbours, axis=0))]
    return 2 * float(np.quantile(ridge, 0.1) - 0.5) if ridge.size else 0.0
