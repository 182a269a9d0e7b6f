"""The images most like one image, pixel by pixel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images

CHUNK = 2048


def nearest(images: Images, image: Images, most: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Rows of the ``most`` images nearest to ``image`` (C, H, W), nearest first, and how far each is.

    The distance is Euclidean, between pixels of 0 to 1: the root of the sum of all squared differences. The image
    itself, and any copy of it, is at distance 0.
    """
    wanted = image.reshape(-1).astype(np.float32)
    squares = []
    for start in range(0, len(images), CHUNK):
        pixels = images[start : start + CHUNK].reshape(-1, len(wanted)).astype(np.float32)
        pixels -= wanted
        squares.append(np.einsum("nd,nd->n", pixels, pixels))
    distances = np.sqrt(np.concatenate(squares).astype(np.float64)) / 255
    most = min(most, len(distances))
    rows = np.argpartition(distances, most - 1)[:most]
    rows = rows[np.lexsort((rows, distances[rows]))].astype(np.int64)
    return rows, distances[rows]
