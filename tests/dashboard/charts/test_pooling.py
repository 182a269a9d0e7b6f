"""The pooling window is drawn where it stands, with a dot on each number it kept."""

import numpy as np
import pytest

from cnn.inside.pooling import PoolWalk
from cnn.model.layers import AvgPool, MaxPool
from dashboard.charts.pooling import MARK, change_figure, coming_out, going_in, in_words, kept_in_words

NUMBERS = np.array([[0.0, 0, 1, 2, 9], [0, 0, 3, 0, 9], [5, 6, 0, 0, 9], [7, 8, 0, 1, 9]])
LARGEST, MEAN = (PoolWalk(NUMBERS, kind(size=2)) for kind in (MaxPool, AvgPool))


def framed(figure, axis):
    return [
        (box.x0, box.y0, box.x1, box.y1) for box in figure.layout.shapes if box.line.color == MARK and box.xref == axis
    ]


def dots(figure):
    return [
        (row, column)
        for trace in figure.data
        if trace.type == "scatter"
        for row, column in zip(trace.y, trace.x, strict=True)
    ]


def test_window_and_its_place_are_framed():
    assert framed(going_in(LARGEST, 2), "x") == [(1.5, -0.5, 3.5, 1.5)]
    assert framed(coming_out(LARGEST, 2), "x") == [(0.5, -0.5, 1.5, 0.5)]


def test_what_was_kept_so_far_has_a_dot_and_empty_windows_have_none():
    assert dots(going_in(LARGEST, 1)) == []
    assert dots(going_in(LARGEST, 4)) == [(1, 2), (3, 1), (3, 3)]
    assert dots(going_in(MEAN, 4)) == []


def test_the_largest_is_framed_in_the_window_unless_all_are_equal():
    assert framed(going_in(LARGEST, 2), "x2") == [(-0.5, 0.5, 0.5, 1.5)]
    assert framed(going_in(LARGEST, 1), "x2") == []


def test_the_column_that_no_window_reaches_is_covered():
    (covered,) = [
        box
        for box in going_in(LARGEST, 1).layout.shapes
        if box.opacity == 0.4 and box.x0 != box.x1 and box.y0 != box.y1
    ]
    assert (covered.x0, covered.x1) == (3.5, 4.5)


def test_pooled_map_is_filled_as_far_as_the_window_came():
    shown = np.array(coming_out(LARGEST, 3).data[0].z, float)
    np.testing.assert_array_equal(shown, [[0, 3], [8, np.nan]])


@pytest.mark.parametrize(
    ("pool", "words"), [(LARGEST, "max(1, 2, 3, 0) = 3"), (MEAN, "(1 + 2 + 3 + 0)/4 = 1.50")], ids=["max", "mean"]
)
def test_what_is_kept_is_written_out(pool, words):
    assert kept_in_words(pool, 2) == words
    assert "step 2 of 4" in in_words(pool, 2)


def test_change_is_shown_with_its_sign():
    (cells,) = change_figure(np.array([[4.0, 1.0]]), np.array([[1.0, 3.0]]), "").data
    assert [list(row) for row in cells.z] == [[-3, 2]]
    assert (cells.zmin, cells.zmax) == (-4, 4)
