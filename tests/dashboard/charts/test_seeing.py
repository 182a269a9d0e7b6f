"""Pictures as numbers, and what sharing filters saves."""

import numpy as np
import pytest

from cnn.data.neighbourhood import Neighbourhood
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard.charts.seeing import MARK, picture_figure, saving_figure, saving_in_words, vector_figure
from dashboard.widgets.shuffling import in_order

IMAGE = np.arange(12, dtype=np.uint8).reshape(3, 4)
NOTEBOOK = walk(PRESETS["notebook"].architecture(Volume(28, 28, 1), 10))


def test_vector_reads_the_picture_row_by_row():
    assert list(vector_figure(IMAGE).data[0].z[0]) == list(range(12))
    np.testing.assert_array_equal(picture_figure(IMAGE, "The picture").data[0].z, IMAGE)


@pytest.mark.parametrize("is_shuffled", [False, True])
def test_a_pixel_and_its_neighbours_are_marked_where_their_numbers_are(is_shuffled):
    around = Neighbourhood(3, 4, row=1, column=2, is_shuffled=is_shuffled)
    image = in_order(IMAGE[None, None], is_shuffled)[0, 0]
    frames = [box for box in picture_figure(image, "", around).layout.shapes if box.line.width == 3]
    framed = {image[round(box.y0 + 0.5), round(box.x0 + 0.5)] for box in frames}
    assert framed == {IMAGE[1, 2], IMAGE[0, 2], IMAGE[2, 2], IMAGE[1, 1], IMAGE[1, 3]}
    lines = vector_figure(image, around).layout.shapes
    assert {image.ravel()[line.x0] for line in lines} == framed
    assert lines[-1].line.color == MARK


def test_saving_compares_both_convolutions_of_the_notebook():
    shared, dense = saving_figure(NOTEBOOK).data
    assert list(shared.x) == [832, 18_496]
    assert list(dense.x) == [784 * 18_432 + 18_432, 4_608 * 9_216 + 9_216]
    assert "832 parameters as a convolution, 14,469,120 fully connected" in saving_in_words(NOTEBOOK)


def test_network_without_convolutions_has_nothing_to_compare():
    dense = walk(PRESETS["dense"].architecture(Volume(28, 28, 1), 10))
    assert saving_in_words(dense) == ""
    assert list(saving_figure(dense).data[0].x) == []
