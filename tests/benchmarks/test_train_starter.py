"""The starter is trained on real and drawn digits and judged on real ones alone."""

import numpy as np
import pytest

from benchmarks.stress import SEED
from benchmarks.train_starter import PENS_SEED, drawn_digits, mixed, settings
from cnn.data.imageset import ImageSet
from cnn.data.split import split_rows


def images(count, tone):
    labels = np.arange(count) % 10
    pixels = np.full((count, 1, 28, 28), tone, np.uint8)
    pixels[:, 0, 0, 0] = np.arange(count) % 251
    return ImageSet(pixels, labels)


@pytest.mark.parametrize(("real", "drawn"), [(200, 60), (199, 61), (42_000, 12_000), (37, 500)])
def test_the_validation_part_is_that_of_the_real_rows(real, drawn):
    config = settings(1)
    real_images = images(real, 10)
    both, smaller = mixed(real_images, images(drawn, 20), config)
    training, validation = split_rows(len(both), smaller.validation_share, config.seed)
    expected = real_images.take(split_rows(real, config.validation_share, config.seed)[1])
    assert np.array_equal(both.images[validation], expected.images)
    assert np.array_equal(both.labels[validation], expected.labels)
    assert (both.images[training, 0, 5, 5] == 20).sum() == drawn
    assert len(both) == real + drawn


def test_drawn_digits_are_balanced_and_the_same_again():
    digits = drawn_digits(20)
    assert digits.counts.tolist() == [2] * 10
    assert np.array_equal(digits.images, drawn_digits(20).images)
    assert digits.images.reshape(20, -1).any(axis=1).all()


def test_training_and_the_stress_set_draw_from_different_seeds():
    assert PENS_SEED != SEED
