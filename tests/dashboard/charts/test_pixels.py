"""One image large, with its numbers where they fit."""

import numpy as np

from dashboard.charts.pixels import pixels_figure


def test_gray_images_show_their_numbers_when_asked(digits):
    image = digits.train.images[0]
    plain, written = (pixels_figure(image, is_written=is_written).data[0] for is_written in (False, True))
    np.testing.assert_array_equal(plain.z, image[0])
    assert plain.text is None
    assert [[int(word or 0) for word in row] for row in written.text] == image[0].tolist()


def test_a_colour_picture_is_shown_in_its_colours():
    image = np.random.default_rng(0).integers(0, 256, (3, 5, 6), np.uint8)
    (photograph,) = pixels_figure(image, is_written=True).data
    np.testing.assert_array_equal(photograph.z, np.moveaxis(image, 0, 2))


def test_numbers_of_a_large_image_would_not_fit():
    assert pixels_figure(np.zeros((1, 64, 64), np.uint8), is_written=True).data[0].text is None
