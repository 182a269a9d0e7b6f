"""What a number is made of is drawn with its own numbers, and the patch it sees where it lies."""

import numpy as np
import pytest

from cnn.inside.origin import Pooled, WeightedSum
from dashboard.charts import origin

SUM = WeightedSum(np.arange(9.0).reshape(1, 3, 3), np.full((1, 3, 3), -2.0), bias=1.0)


def marked(figure):
    return [shape for shape in figure.layout.shapes if shape.line.color == origin.MARK]


def test_the_patch_is_framed_where_it_lies_in_the_picture():
    figure = origin.patch_figure(np.zeros((10, 20, 3), np.uint8), (2, 5), (0, 20), "patch")
    (frame,) = marked(figure)
    pixel = (origin.SIDE_PX - 4) / 20
    assert frame.x1 - frame.x0 == pytest.approx(20 * pixel)
    assert frame.y1 - frame.y0 == pytest.approx(3 * pixel)
    assert frame.x0 == pytest.approx(2)


def test_a_patch_in_the_padding_alone_has_no_frame():
    assert marked(origin.patch_figure(np.zeros((10, 10, 3), np.uint8), (0, 0), (3, 6), "patch")) == []


def test_inputs_weights_and_products_are_written_out():
    texts = [[list(row) for row in trace.text] for trace in origin.sum_figure(SUM, sees_pixels=True).data]
    assert texts[0][0] == ["0", "1", "2"]
    assert texts[1][2] == ["−2", "−2", "−2"]
    assert texts[2][2] == ["−12", "−14", "−16"]


def test_maps_are_laid_side_by_side_with_a_gap():
    tiled = origin.tiled(np.arange(12.0).reshape(3, 2, 2))
    assert tiled.shape == (5, 5)
    np.testing.assert_array_equal(tiled[:2, :2], [[0, 1], [2, 3]])
    np.testing.assert_array_equal(tiled[3:, :2], [[8, 9], [10, 11]])
    assert np.isnan(tiled[2]).all() and np.isnan(tiled[:, 2]).all() and np.isnan(tiled[3:, 3:]).all()


def test_a_flat_row_is_folded_into_a_block():
    assert origin.tiled(np.arange(10.0).reshape(1, 1, 10)).shape == (3, 4)


def test_cells_of_a_map_take_clicks_unless_they_are_too_many():
    small, large = (origin.map_figure(np.zeros((side, side)), (0, 1, 2), "Map") for side in (8, 64))
    assert [trace.type for trace in small.data] == ["heatmap", "scatter"]
    assert [trace.type for trace in large.data] == ["heatmap"]
    (frame,) = marked(small)
    assert (frame.x0, frame.y0) == (1.5, 0.5)


def test_padding_under_a_window_is_left_empty():
    window = np.array([[-np.inf, -np.inf], [1.0, 2.0]])
    shown = np.array(origin.window_figure(Pooled(window, takes_largest=True)).data[0].z, float)
    assert np.isnan(shown[0]).all()
    assert shown[1].tolist() == [1, 2]
