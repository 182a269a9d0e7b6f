"""Pixels dealt out anew: all the numbers stay, who is whose neighbour does not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images

Places = npt.NDArray[np.int64]


def shuffle_pixels(images: Images, seed: int = 0) -> Images:
    """Every image of (N, C, H, W) with its pixels moved by one and the same permutation, drawn from ``seed``."""
    height, width = images.shape[2:]
    flat = images.reshape(*images.shape[:2], height * width)
    return flat[:, :, _order(height * width, seed)].reshape(images.shape)


def shuffled_places(pixels: int, seed: int = 0) -> Places:
    """int64 (pixels,): where ``shuffle_pixels`` moves each pixel, counted row after row."""
    return np.argsort(_order(pixels, seed))


def _order(pixels: int, seed: int) -> Places:
    return np.random.default_rng(seed).permutation(pixels)
