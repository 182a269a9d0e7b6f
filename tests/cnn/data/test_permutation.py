"""Shuffled pixels: the same numbers at other places, the same places for every image."""

import numpy as np

from cnn.data.permutation import shuffle_pixels, shuffled_places

IMAGES = np.arange(2 * 3 * 4 * 5, dtype=np.uint8).reshape(2, 3, 4, 5)


def test_every_channel_keeps_its_numbers():
    shuffled = shuffle_pixels(IMAGES)
    np.testing.assert_array_equal(np.sort(shuffled.reshape(2, 3, -1)), IMAGES.reshape(2, 3, -1))
    assert (shuffled != IMAGES).any()


def test_all_images_and_channels_move_alike():
    shuffled = shuffle_pixels(IMAGES).astype(int)
    np.testing.assert_array_equal(shuffled[1] - shuffled[0], np.full((3, 4, 5), 60))
    np.testing.assert_array_equal(shuffled[:, 1] - shuffled[:, 0], np.full((2, 4, 5), 20))


def test_seed_alone_decides():
    np.testing.assert_array_equal(shuffle_pixels(IMAGES, 3), shuffle_pixels(IMAGES, 3))
    assert (shuffle_pixels(IMAGES, 3) != shuffle_pixels(IMAGES, 4)).any()


def test_where_each_pixel_went_is_known():
    places = shuffled_places(4 * 5, 3)
    flat = shuffle_pixels(IMAGES, 3)[0, 0].ravel()
    np.testing.assert_array_equal(flat[places], IMAGES[0, 0].ravel())
