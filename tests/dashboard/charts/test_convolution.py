"""The walk's figures show the window where it is and the numbers it makes."""

import numpy as np
import pytest

from cnn.inside.convolution import Walk
from dashboard.charts import convolution
from dashboard.charts.convolution import coming_out, going_in, in_words, sum_in_words

WALK = Walk(np.arange(36.0).reshape(6, 6), np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]), stride_px=2, padding_px=1)


def marked(figure):
    """The rectangles drawn in the colour of the window: left, top, right, bottom."""
    return [(box.x0, box.y0, box.x1, box.y1) for box in figure.layout.shapes if box.line.color == convolution.MARK]


def test_window_is_drawn_where_the_filter_stands():
    assert marked(going_in(WALK, 5)) == [(1.5, 1.5, 4.5, 4.5)]
    assert marked(coming_out(WALK, 5)) == [(0.5, 0.5, 1.5, 1.5)]


def test_feature_map_is_filled_as_far_as_the_filter_came():
    shown = np.array(coming_out(WALK, 5).data[0].z, float)
    assert np.isnan(shown).sum() == WALK.steps - 5
    np.testing.assert_array_equal(shown.ravel()[:5], WALK.feature_map.ravel()[:5])


def test_pixels_no_window_reaches_are_covered():
    covered = [box for box in going_in(WALK, 1).layout.shapes if box.opacity == 0.4 and box.x0 != box.x1]
    assert (WALK.across.unseen_px, WALK.down.unseen_px) == (1, 1)
    assert {(box.x0, box.x1) for box in covered if box.y0 == -0.5} == {(6.5, 7.5)}
    assert {(box.y0, box.y1) for box in covered if box.x0 == -0.5} == {(6.5, 7.5)}


def test_sum_is_written_out():
    walk = Walk(np.array([[3.0, 4.0], [5.0, 0.0]]), np.array([[1.0, -2.0], [0.5, 0.0]]))
    assert sum_in_words(walk, 1) == "3·1 + 4·(−2) + 5·0.50 + 0·0 = −2.50"


def test_what_is_added_stands_behind_the_products():
    walk = Walk(np.array([[3.0]]), np.array([[2.0]]), added=-0.25)
    assert sum_in_words(walk, 1) == "3·2 + (−0.25) = 5.75"
    assert "b" in coming_out(walk, 1).layout.annotations[2].text


def test_rounded_numbers_are_not_called_equal():
    assert sum_in_words(Walk(np.array([[0.333]]), np.array([[1.0]])), 1) == "0.33·1 ≈ 0.33"
    assert sum_in_words(Walk(np.array([[3.0]]), np.array([[1 / 9]])), 1) == "3·1/9 = 1/3"


def test_a_long_sum_is_told_in_short():
    walk = Walk(np.ones((7, 7)), np.full((7, 7), 2.0), added=1.0)
    assert sum_in_words(walk, 1) == "49 products, together 98 + 1 = 99"


@pytest.mark.parametrize("step", [1, 5, 9])
def test_words_say_where_it_is(step):
    spot = WALK.at(step).spot
    words = in_words(WALK, step)
    assert f"step {step} of 9" in words
    assert f"fills row {spot.row}, column {spot.column} of the feature map" in words
