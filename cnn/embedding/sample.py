"""Which images are laid out, and as which vectors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images

MOST_NUMBERS = 2**25
"""So many pixels at once take 128 MB as float32; of large pictures fewer are taken."""

Rows = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]


def sample_rows(images: Images, most: int, seed: int) -> Rows:
    """At most ``most`` rows of images (N, C, H, W), drawn from ``seed`` without putting back, in rising order."""
    most = min(most, len(images), max(2, MOST_NUMBERS // int(np.prod(images.shape[1:]))))
    return np.sort(np.random.default_rng(seed).choice(len(images), most, replace=False)).astype(np.int64)


def vectors(images: Images, rows: Rows) -> Vectors:
    """The images at ``rows``, each as one vector of pixels of 0 to 1: float32 (M, C·H·W)."""
    pixels: Vectors = images[rows].reshape(len(rows), -1).astype(np.float32)
    return np.divide(pixels, 255, out=pixels)
