"""Moved images: every pixel goes the same way, what leaves is gone, zeros come in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.shifting import DIRECTIONS, shifted

IMAGES = np.random.default_rng(0).integers(1, 256, (3, 2, 5, 7), np.uint8)


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_each_pixel_moves_and_what_leaves_is_gone(right, down):
    moved = shifted(IMAGES, right, down)
    assert moved.shape == IMAGES.shape
    assert moved.dtype == np.uint8
    for row in range(5):
        for column in range(7):
            is_there = 0 <= row - down < 5 and 0 <= column - right < 7
            expected = IMAGES[:, :, row - down, column - right] if is_there else 0
            np.testing.assert_array_equal(moved[:, :, row, column], np.broadcast_to(expected, (3, 2)))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_directions_are_four_and_one_pixel_long(direction):
    assert sum(abs(step) for step in direction) == 1
    assert len(set(DIRECTIONS)) == 4


def test_nothing_moves_by_nothing_and_the_images_stay_as_they_were():
    before = IMAGES.copy()
    np.testing.assert_array_equal(shifted(IMAGES, 0, 0), IMAGES)
    shifted(IMAGES, 2, 1)
    np.testing.assert_array_equal(IMAGES, before)
