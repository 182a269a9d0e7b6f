"""Learn · What a picture is: the numbers of a digit or a colour picture, and one of its pixels."""

from dataclasses import replace

import numpy as np

from cnn.data.imageset import Dataset
from dashboard import cache
from dashboard.lessons.sailing_boat import sailing_boat

PAGE = "learn/picture.py"


def test_a_pixel_is_told_as_stored_and_as_the_network_gets_it(visit, digits: Dataset):
    visitor = visit(PAGE, address={"digit": "7", "example": "2", "cell": "13.14"})
    image = digits.train.images[np.flatnonzero(digits.train.labels == 7)[1]]
    stored = image[0, 13, 14]
    assert f"Row 13, column 14: stored as **{stored}** of 255" in visitor.words
    assert "width 28 × height 28 × depth 1 = **784 numbers**" in visitor.words
    assert "The data at hand is grey" in visitor.words
    assert visitor.press("Step through a convolution").title == "Convolution"


def test_row_and_column_stand_in_the_address(visit):
    visitor = visit(PAGE)
    visitor.page.number_input(key="cell_row").set_value(3)
    assert visitor.again().page.query_params["cell"].startswith("3.")


def test_a_colour_picture_shows_its_own_channels(visit, digits: Dataset, monkeypatch):
    colour = replace(digits.train, images=np.stack([sailing_boat()] * 90), labels=np.arange(90) % 10)
    monkeypatch.setattr(cache, "dataset", lambda choice: replace(digits, train=colour))
    visitor = visit(PAGE, address={"cell": "6.25", "normalised": "true"})
    assert "stored as **250, 204, 64** of 255; the network gets **0.98, 0.80, 0.25**" in visitor.words
    assert "depth 3 = **3,072 numbers**" in visitor.words
    assert "The data at hand is grey" not in visitor.words
    assert visitor.page.selectbox(key="channel").options == ["red", "green", "blue"]


def test_pictures_of_any_size_are_shown(visit, digits: Dataset, monkeypatch):
    for side in (1, 8, 70):
        images = np.full((90, 1, side, side), 9, np.uint8)
        few = replace(digits.train, images=images, labels=np.arange(90) % 10)
        monkeypatch.setattr(cache, "dataset", lambda choice, few=few: replace(digits, train=few))
        assert not visit(PAGE).errors
