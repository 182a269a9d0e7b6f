"""Every image is on the sheet where its place says, in the colours of the page."""

import base64
import io

import numpy as np
import pytest
from PIL import Image, ImageColor

from dashboard import theme
from dashboard.charts.atlas import atlas


def opened(made):
    """The sheet as a browser sees it, uint8 (h, w, 3)."""
    head, _, content = made["source"].partition(",")
    assert head == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(content))).convert("RGB"))


def tile(made, place):
    """One image cut out as the components do it."""
    top = place // made["columns"] * made["height"]
    left = place % made["columns"] * made["width"]
    return opened(made)[top : top + made["height"], left : left + made["width"]]


@pytest.mark.parametrize("count", [1, 2, 5, 9, 10])
def test_colour_pictures_stand_where_their_place_says(count):
    images = np.random.default_rng(count).integers(0, 256, (count, 3, 4, 6), np.uint8)
    made = atlas(images)
    for place in range(count):
        np.testing.assert_array_equal(tile(made, place), np.moveaxis(images[place], 0, -1))


def test_gray_pictures_go_from_the_ground_to_the_ink():
    images = np.zeros((3, 1, 2, 2), np.uint8)
    images[1] = 255
    images[2] = 128
    made = atlas(images)
    ground, ink = (np.array(ImageColor.getrgb(colour)) for colour in (theme.ground(), theme.text()))
    assert (tile(made, 0) == ground).all()
    assert (tile(made, 1) == ink).all()
    assert np.abs(tile(made, 2) - (ground + ink) / 2).max() <= 1


def test_the_sheet_is_about_as_wide_as_high():
    made = atlas(np.zeros((30, 1, 8, 8), np.uint8))
    assert made["columns"] == 6
    assert opened(made).shape == (40, 48, 3)


def test_no_images_make_a_sheet_too():
    assert atlas(np.zeros((0, 1, 8, 8), np.uint8))["columns"] == 1
