"""A picture's address holds the very pixels that are shown."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dashboard.widgets.digits import shown, shown_at


@pytest.mark.parametrize("channels", [1, 3])
def test_an_address_holds_what_is_shown(channels):
    image = np.random.default_rng(0).integers(0, 256, (channels, 8, 5), dtype=np.uint8)
    kind, content = shown_at(image, 16).split(",")
    assert kind == "data:image/png;base64"
    picture = Image.open(io.BytesIO(base64.b64decode(content))).convert("RGB")
    np.testing.assert_array_equal(np.array(picture), shown(image, 16))


def test_a_picture_is_enlarged_by_a_whole_factor():
    image = np.array([[[0, 255]]], np.uint8)
    enlarged = shown(image, 5)
    assert enlarged.shape == (2, 4, 3)
    assert (enlarged[:, :2] == enlarged[0, 0]).all()
    assert (enlarged[:, 2:] == enlarged[0, 3]).all()
