"""Mean and spread of every class are NumPy's, however the images are cut into chunks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.survey.profile import CHUNK, Tally


def tallied(images, labels, classes, chunk=CHUNK):
    tally = Tally(classes, images.shape[1:])
    for start in range(0, len(images), chunk):
        tally.add(images[start : start + chunk], None if labels is None else labels[start : start + chunk])
    return tally.profile


@given(st.integers(1, 40), st.integers(1, 5), st.integers(1, 9), st.integers(0, 9))
def test_mean_and_spread_of_each_class(count, classes, chunk, seed):
    random = np.random.default_rng(seed)
    images = random.integers(0, 256, (count, 2, 3, 4), np.uint8)
    labels = random.integers(0, classes, count)
    profile = tallied(images, labels, classes, chunk)
    assert profile.counts.tolist() == np.bincount(labels, minlength=classes).tolist()
    for label in np.unique(labels):
        own = images[labels == label].astype(np.float64)
        np.testing.assert_allclose(profile.means[label], own.mean(0), atol=1e-9)
        np.testing.assert_allclose(profile.spreads[label], own.std(0), atol=1e-6)
    np.testing.assert_allclose(profile.mean, images.mean(0), atol=1e-9)
    assert profile.intensities.tolist() == np.bincount(images.ravel(), minlength=256).tolist()


def test_the_sums_of_a_chunk_are_exact():
    """White images all the same: any rounding would show as a spread."""
    profile = tallied(np.full((3 * CHUNK + 7, 1, 2, 2), 255, np.uint8), None, 1)
    assert (profile.means == 255).all()
    assert (profile.spreads == 0).all()


def test_a_class_without_images_is_empty():
    profile = tallied(np.full((2, 1, 2, 2), 9, np.uint8), np.array([0, 2]), 3)
    assert profile.counts.tolist() == [1, 0, 1]
    assert (profile.means[1] == 0).all()
    assert (profile.spreads[1] == 0).all()


def test_pixels_that_never_change_are_counted(digits):
    images = digits.train.images
    profile = tallied(images, digits.train.labels, 10)
    assert profile.unchanging == int((images == images[:1]).all(0).sum()) > 0


def test_a_pixel_that_differs_between_classes_alone_changes():
    images = np.array([[0, 5], [0, 5], [9, 5]], np.uint8).reshape(3, 1, 1, 2)
    assert tallied(images, np.array([0, 0, 1]), 2).unchanging == 1


@pytest.mark.parametrize("labels", [None, np.zeros(4, np.int64)])
def test_without_labels_all_are_one_class(labels):
    images = np.arange(16, dtype=np.uint8).reshape(4, 1, 2, 2)
    assert tallied(images, labels, 1).means[0].ravel().tolist() == [6, 7, 8, 9]
