"""Explanations over their pictures: signs told apart, words computed from the numbers."""

import numpy as np
import pytest

from dashboard import theme
from dashboard.charts.attribution import in_words, legend_figure, overlay_figure

IMAGE = np.zeros((1, 9, 9), np.uint8)
IMAGE[0, 0:9, 0:9] = 200
AMOUNTS = np.zeros((9, 9))
AMOUNTS[1, 1], AMOUNTS[7, 7] = 3.0, -1.0


def test_a_map_lies_over_its_picture_and_zero_is_in_the_middle_of_its_scale():
    picture, veil = overlay_figure(IMAGE, AMOUNTS).data
    np.testing.assert_array_equal(picture.z, IMAGE[0])
    np.testing.assert_array_equal(veil.z, AMOUNTS)
    assert (veil.zmin, veil.zmax) == (-3, 3)
    assert veil.hovertemplate.startswith("row %{y}, column %{x}: %{z:")
    middle = [colour for place, colour in veil.colorscale if place == 0.5]
    assert all(colour.endswith(",0)") for colour in middle)
    assert veil.colorscale[0][1].startswith("rgba(59,111,212")
    assert theme.BLUE == "#3B6FD4"


def test_colour_pictures_keep_their_colours():
    picture, veil = overlay_figure(IMAGE.repeat(3, axis=0), AMOUNTS).data
    assert picture.type == "image"
    assert veil.type == "heatmap"


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (AMOUNTS, "What speaks for 9 lies mostly at the upper left (100 %). 25 % of all speaks against it, mostly at "
         "the lower right (100 %)."),
        (-np.abs(AMOUNTS), "Nothing here speaks for 9."),
        (np.abs(AMOUNTS), "What speaks for 9 lies mostly at the upper left (75 %)."),
        (0 * AMOUNTS, "Nothing here speaks for 9 or against it."),
    ],
)  # fmt: skip
def test_words_say_where_most_of_it_lies(amounts, words):
    assert in_words(IMAGE, amounts, "9") == words


def test_what_lies_beside_the_ink_is_said():
    image = IMAGE.copy()
    image[0, 1, 1] = 0
    amounts = np.abs(AMOUNTS)
    assert in_words(image, amounts, "9").endswith("(75 %); 25 % of it on the ink.")


def test_the_legend_says_what_its_ends_mean():
    figure = legend_figure("against it", "for it")
    assert [note.text for note in figure.layout.annotations if note.text] == ["against it", "for it"]
    assert figure.data[0].z[0][0] == -1
