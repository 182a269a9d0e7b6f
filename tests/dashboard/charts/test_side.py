"""The walk along one side, drawn: every place of the window, and what none of them reaches."""

import pytest

from cnn.model.window import Window
from dashboard import theme
from dashboard.charts.side import side_figure, side_in_words


def boxes(window, colour):
    """From where to where the boxes of a colour reach, in pixels of the side."""
    return [(round(box.x0), round(box.x1)) for box in side_figure(window).layout.shapes if box.fillcolor == colour]


def test_a_bar_for_each_place_and_orange_for_what_is_lost():
    window = Window(width_px=10, size_px=3, stride_px=2, padding_px=0)
    assert boxes(window, theme.BLUE) == [(0, 3), (2, 5), (4, 7), (6, 9)]
    assert boxes(window, theme.ORANGE) == [(9, 10)]
    assert "stands at 4 places, 2 apart, and never sees the last 1" in side_in_words(window)


def test_padding_is_paler_than_the_picture():
    window = Window(width_px=4, size_px=3, stride_px=1, padding_px=1)
    assert boxes(window, theme.CATEGORICAL[5]) == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert boxes(window, theme.ORANGE) == []


@pytest.mark.parametrize("window", [Window(512, 5, 2), Window(60, 40, 1)], ids=["too long", "too many lines"])
def test_what_cannot_be_read_is_not_drawn(window):
    assert side_figure(window) is None
