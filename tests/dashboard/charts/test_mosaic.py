"""Small pictures laid on one sheet lie where they were put, in the colours of their numbers, and take clicks."""

import base64
import io

import numpy as np
import pytest
from PIL import Image, ImageColor

from dashboard import theme
from dashboard.charts.mosaic import SHARPNESS, Mosaic, Tile, folded, signed_picture

RED = np.full((2, 3, 3), (255, 0, 0), np.uint8)


def drawn(figure):
    """The sheet's pixels."""
    _, _, content = figure.layout.images[0].source.partition(",")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(content))))


def test_a_picture_lies_in_its_tile_inside_a_thin_frame_and_nowhere_else():
    sheet = Mosaic(40, 30)
    sheet.lay(Tile(10, 5, 12, 8), RED)
    pixels = drawn(sheet.figure([], []))
    assert pixels.shape == (30 * SHARPNESS, 40 * SHARPNESS, 3)
    top, left, bottom, right = (SHARPNESS * side for side in (5, 10, 13, 22))
    is_red = (pixels == (255, 0, 0)).all(2)
    assert is_red[top:bottom, left:right].all()
    assert is_red.sum() == (bottom - top) * (right - left)
    assert tuple(pixels[top - 1, left]) == ImageColor.getrgb(theme.border())
    assert tuple(pixels[0, 0]) == ImageColor.getrgb(theme.ground())


def test_a_tile_at_the_edge_is_drawn_too():
    sheet = Mosaic(10, 10)
    sheet.lay(Tile(0, 0, 10, 10), RED)
    assert (drawn(sheet.figure([], [])) == (255, 0, 0)).all()


def test_it_is_enlarged_without_blur():
    sheet = Mosaic(16, 16)
    checked = np.array([[[9, 9, 9], [200, 200, 200]], [[200, 200, 200], [9, 9, 9]]], np.uint8)
    sheet.lay(Tile(0, 0, 16, 16), checked)
    pixels = drawn(sheet.figure([], []))
    assert set(pixels.ravel().tolist()) == {9, 200}
    assert (pixels[: 8 * SHARPNESS, : 8 * SHARPNESS] == 9).all()


def test_clicks_and_tips_are_told_in_the_order_of_the_places():
    figure = Mosaic(100, 50).figure([Tile(0, 0, 10, 20), Tile(50, 20, 30, 30)], ["first", "second"])
    (pointer,) = figure.data
    assert list(zip(pointer.x, pointer.y, pointer.customdata, strict=True)) == [(5, 10, "first"), (65, 35, "second")]
    assert list(pointer.marker.size) == [10, 30]
    assert figure.layout.clickmode == "event+select"
    assert list(figure.layout.yaxis.range) == [50, 0]


@pytest.mark.parametrize(
    ("number", "colour"), [(2, theme.ORANGE), (9, theme.ORANGE), (-2, theme.BLUE), (0, "#FFFFFF"), (np.nan, "#FFFFFF")]
)
def test_numbers_are_blue_below_zero_and_orange_above(number, colour):
    assert tuple(signed_picture(np.array([[number]]), 2.0)[0, 0]) == ImageColor.getrgb(colour)


def test_between_the_ends_colours_are_blended():
    half = signed_picture(np.array([[1.0]]), 2.0)[0, 0].astype(int)
    ends = np.array([ImageColor.getrgb("#FFFFFF"), ImageColor.getrgb(theme.ORANGE)])
    assert abs(half - ends.mean(0)).max() <= 1


def test_a_vector_is_folded_into_rows_and_what_is_left_stays_empty():
    assert folded(np.arange(5.0), 2).tolist()[:2] == [[0, 1], [2, 3]]
    assert np.isnan(folded(np.arange(5.0), 2)[2, 1])
    assert folded(np.arange(4.0), 1).shape == (4, 1)
