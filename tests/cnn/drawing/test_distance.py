"""Distances to the edge agree with their definition, and widths with those drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnn.drawing.distance import distance_inside, signed_distance, stroke_width, thinnest_width


@settings(max_examples=60, deadline=None)
@given(arrays(bool, st.tuples(st.integers(2, 9), st.integers(2, 9))))
def test_each_pixel_has_the_distance_to_the_nearest_pixel_outside(mask):
    if mask.all():
        return
    outside = np.argwhere(~mask)
    expected = [min(np.hypot(*(outside - place).T)) if inside else 0.0 for place, inside in np.ndenumerate(mask)]
    assert np.allclose(distance_inside(mask).ravel(), expected, atol=1e-5)


@pytest.mark.parametrize("width_px", [4, 9, 16])
def test_the_width_of_a_bar_is_measured(width_px):
    mask = np.zeros((120, 60), bool)
    mask[10:110, 20 : 20 + width_px] = True
    inside = distance_inside(mask)
    assert abs(stroke_width(inside) - width_px) < 0.1 * width_px
    assert abs(thinnest_width(inside) - width_px) <= 2


def test_no_stroke_has_no_width():
    nothing = distance_inside(np.zeros((5, 5), bool))
    assert stroke_width(nothing) == 0
    assert thinnest_width(nothing) == 0


def test_moving_the_edge_outwards_widens_by_as_much():
    mask = np.zeros((60, 60), bool)
    mask[20:40, 20:40] = True
    wider = signed_distance(mask) > -3.5
    assert np.array_equal(np.argwhere(wider)[[0, -1], 0], [17, 42])
