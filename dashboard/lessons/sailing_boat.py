"""A small colour picture, drawn by arithmetic: for where the data at hand is grey."""

from __future__ import annotations

import numpy as np

from cnn.data.imageset import Images

SIDE_PX = 32
SKY, DEEP_SKY, SEA, SUN = (168, 214, 245), (82, 150, 220), (24, 92, 130), (250, 204, 64)
SAIL, HULL, FLAG = (248, 244, 235), (150, 52, 40), (214, 40, 57)


def sailing_boat() -> Images:
    """A boat with white sails and a red hull under the sun: uint8 (3, 32, 32), as large as those of CIFAR-10."""
    row, column = np.indices((SIDE_PX, SIDE_PX))
    height = (row / 20).clip(0, 1)[..., None]
    picture = (1 - height) * np.array(DEEP_SKY) + height * np.array(SKY)
    picture[(row - 6) ** 2 + (column - 25) ** 2 <= 12] = SUN
    picture[row >= 22] = SEA
    picture[(row >= 22) & ((column + 3 * row) % 11 < 3)] = (52, 128, 166)
    picture[(row >= 5) & (row < 20) & (column >= 14) & (column - 14 <= 0.62 * (row - 5))] = SAIL
    picture[(row >= 7) & (row < 20) & (column <= 12) & (12 - column <= 0.5 * (row - 7))] = SAIL
    picture[(row >= 3) & (row < 21) & (column == 13)] = (70, 52, 44)
    picture[(row >= 3) & (row < 5) & (column >= 14) & (column < 18)] = FLAG
    picture[(row >= 20) & (row < 24) & (column >= 5 + (row - 20)) & (column <= 25 - (row - 20))] = HULL
    image: Images = np.moveaxis(picture, 2, 0).round().astype(np.uint8)
    return image
