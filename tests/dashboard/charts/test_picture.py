"""A picture as numbers: what is written, what the pointer tells, the channels apart."""

import numpy as np
import pytest

from dashboard.charts.picture import MARK, channels_figure, matrix_figure, pixel_in_words

PIXELS = np.array([[0, 51], [102, 255]], np.uint8)
SEEN = PIXELS / 255


@pytest.mark.parametrize(
    ("is_seen", "written"), [(False, ["0", "51", "102", "255"]), (True, ["0", "0.20", "0.40", "1"])]
)
def test_the_numbers_are_written_as_stored_or_as_seen(is_seen, written):
    figure = matrix_figure(PIXELS, SEEN, (1, 0), is_seen=is_seen, is_written=True)
    assert np.array(figure.data[0].text).ravel().tolist() == written


def test_the_pointer_tells_both_and_a_pixel_is_framed():
    figure = matrix_figure(PIXELS, SEEN, (1, 0), is_seen=False, is_written=False)
    assert figure.data[0].text is None
    assert np.array(figure.data[1].customdata)[2].tolist() == [102, pytest.approx(0.4)]
    (frame,) = [box for box in figure.layout.shapes if box.line.color == MARK]
    assert (frame.x0, frame.y0) == (-0.5, 0.5)


def test_numbers_too_many_to_read_are_not_written():
    large = np.zeros((40, 40), np.uint8)
    assert matrix_figure(large, large / 255, (0, 0), is_seen=False, is_written=True).data[0].text is None


def test_a_colour_picture_stands_beside_its_channels():
    image = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    together, *channels = channels_figure(image, (0, 1)).data
    np.testing.assert_array_equal(together.z, image.transpose(1, 2, 0))
    for channel, sheet in zip(channels, image, strict=True):
        np.testing.assert_array_equal(channel.z, sheet)


def test_a_pixel_is_told_in_all_its_channels():
    image = np.array([[[255]], [[51]], [[0]]], np.uint8)
    said = pixel_in_words(image, (0, 0), image / 255)
    assert said == "Row 0, column 0: stored as **255, 51, 0** of 255; the network gets **1, 0.20, 0**."
