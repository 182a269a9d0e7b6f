"""Where the most of a map lies is told of the writing, wherever it stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.attribution.whereabouts import NINTHS, whereabouts

IMAGE = np.zeros((1, 20, 20), np.uint8)
IMAGE[0, 2:11, 6:18] = 9  # ninths of three rows and four columns each


def test_what_lies_in_one_ninth_of_the_writing_is_told_by_its_name():
    for row, names in enumerate(NINTHS):
        for column, name in enumerate(names):
            amounts = np.zeros((20, 20))
            amounts[3 + 3 * row, 7 + 4 * column] = 2.0
            found = whereabouts(amounts, IMAGE)
            assert found.ninths == (name,)
            assert (found.share, found.held, found.on_ink) == (1, 1, 1)


def test_as_many_are_named_as_hold_half():
    amounts = np.zeros((20, 20))
    amounts[3, 7], amounts[6, 11], amounts[9, 16], amounts[3, 16] = 4, 3, 2, 1
    amounts[9, 7] = -10
    found = whereabouts(amounts, IMAGE)
    assert found.ninths == ("the upper left", "the middle")
    assert found.held == pytest.approx(0.7)
    assert found.share == pytest.approx(0.5)


def test_what_lies_beside_the_ink_is_told_apart_and_belongs_to_the_nearest_ninth():
    amounts = np.zeros((20, 20))
    amounts[0, 0], amounts[3, 7], amounts[19, 19] = 1, 2, 1
    found = whereabouts(amounts, IMAGE)
    assert found.on_ink == pytest.approx(0.5)
    assert found.ninths == ("the upper left",)
    assert found.held == pytest.approx(0.75)


def test_ink_of_any_colour_is_ink():
    green = np.concatenate([0 * IMAGE, IMAGE, 0 * IMAGE])
    amounts = np.where(IMAGE[0] > 0, 1.0, 0.0)
    assert whereabouts(amounts, green).on_ink == 1


def test_nothing_is_nowhere():
    assert whereabouts(np.zeros((20, 20)), IMAGE) is None
    assert whereabouts(-np.ones((20, 20)), IMAGE) is None
    assert whereabouts(np.ones((20, 20)), np.zeros_like(IMAGE)).on_ink == 0


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 1000))
def test_every_pixel_belongs_to_one_ninth(height, width, seed):
    rng = np.random.default_rng(seed)
    image = (rng.random((1, height, width)) > 0.7).astype(np.uint8)
    amounts = np.zeros((height, width))
    amounts[rng.integers(height), rng.integers(width)] = 1
    found = whereabouts(amounts, image)
    assert found.held == 1
    assert len(found.ninths) == 1
