"""Images moved to a side, as someone might hold the paper."""

from __future__ import annotations

import numpy as np

from cnn.data.imageset import Images

DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))
"""Right, left, down and up."""


def shifted(images: Images, right_px: int, down_px: int) -> Images:
    """Images (N, C, H, W) moved by whole pixels, to the left and up below zero; what leaves is gone, 0 comes in."""
    height, width = images.shape[2:]
    moved = np.zeros_like(images)
    if abs(right_px) < width and abs(down_px) < height:
        to_rows, from_rows = _overlap(down_px, height)
        to_columns, from_columns = _overlap(right_px, width)
        moved[:, :, to_rows, to_columns] = images[:, :, from_rows, from_columns]
    return moved


def _overlap(by_px: int, side_px: int) -> tuple[slice, slice]:
    """Where to, and where from."""
    return slice(max(0, by_px), side_px + min(0, by_px)), slice(max(0, -by_px), side_px - max(0, by_px))
