"""Pixels dealt out anew: all the numbers stay, who is whose neighbour does not."""

from __future__ import annotations

import numpy as np

from cnn.data.imageset import Images


def shuffle_pixels(images: Images, seed: int = 0) -> Images:
    """Every image of (N, C, H, W) with its pixels moved by one and the same permutation, drawn from ``seed``."""
    height, width = images.shape[2:]
    order = np.random.default_rng(seed).permutation(height * width)
    flat = images.reshape(*images.shape[:2], height * width)
    return flat[:, :, order].reshape(images.shape)
