"""Neighbours in a picture are a width apart in the vector, and anywhere once the pixels are shuffled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.neighbourhood import Neighbourhood
from cnn.data.permutation import shuffle_pixels


@st.composite
def neighbourhoods(draw):
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
    return Neighbourhood(height, width, row, column, draw(st.booleans()))


@given(neighbourhoods())
def test_places_hold_the_numbers_of_the_pixels_they_stand_for(around):
    picture = np.arange(around.height * around.width, dtype=np.uint8).reshape(1, 1, around.height, around.width)
    shown = (shuffle_pixels(picture) if around.is_shuffled else picture)[0, 0]
    assert shown[around.cell(around.place)] == picture[0, 0, around.row, around.column]
    beside = {"left": (0, -1), "right": (0, 1), "above": (-1, 0), "below": (1, 0)}
    for name, place in around.neighbours.items():
        down, right = beside[name]
        assert shown.ravel()[place] == picture[0, 0, around.row + down, around.column + right]


@pytest.mark.parametrize(
    ("row", "column", "names"), [(0, 0, "right below"), (2, 3, "left above"), (1, 1, "left right above below")]
)
def test_at_the_border_some_are_missing(row, column, names):
    assert set(Neighbourhood(3, 4, row, column).neighbours) == set(names.split())
