"""Images have one form, and a fingerprint that follows pixels and labels and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import ImageSet
from cnn.errors import DataError


@pytest.fixture
def images():
    rng = np.random.default_rng(0)
    return ImageSet(rng.integers(0, 256, (12, 3, 4, 5), np.uint8), np.arange(12) % 3, ("a", "b", "c", "d"))


def test_it_says_how_large_its_pictures_are_and_how_many(images):
    assert images.shape == (3, 4, 5)
    assert len(images) == 12
    assert images.counts.tolist() == [4, 4, 4, 0]


def test_the_fingerprint_follows_pixels_and_labels(images):
    pixels, labels = images.images.copy(), images.labels.copy()
    pixels[0, 0, 0, 0] ^= 1
    labels[0] = 1
    others = [
        replace(images, images=pixels),
        replace(images, labels=labels),
        replace(images, labels=None),
        replace(images, images=images.images.reshape(12, 3, 5, 4)),
        images.take(np.arange(12)[::-1]),
        images.take(np.arange(11)),
    ]
    assert len({it.fingerprint for it in [images, *others]}) == 7


def test_the_fingerprint_follows_nothing_else(images):
    same = [
        ImageSet(images.images.copy(), images.labels.astype(np.int32)),
        replace(images, class_names=tuple("wxyz")),
        ImageSet(np.asfortranarray(images.images), images.labels),
    ]
    assert {it.fingerprint for it in same} == {images.fingerprint}
    assert len(images.fingerprint) == 16


def test_a_known_fingerprint_is_believed_until_rows_are_taken(images):
    known = replace(images, known_fingerprint="0123456789abcdef")
    assert known.fingerprint == "0123456789abcdef"
    assert known.take(np.arange(12)).fingerprint == images.fingerprint


def test_taken_rows_keep_their_labels_and_order(images):
    some = images.take(np.array([7, 2]))
    assert np.array_equal(some.images, images.images[[7, 2]])
    assert some.labels.tolist() == [1, 2]
    assert some.class_names == images.class_names


def test_without_labels_there_is_nothing_to_learn(images):
    unlabelled = replace(images, labels=None)
    for refused in (lambda: unlabelled.known_labels, lambda: unlabelled.counts):
        with pytest.raises(DataError, match=r"train\.csv, not test\.csv"):
            refused()
    assert unlabelled.take(np.array([1])).labels is None


@pytest.mark.parametrize(
    ("pixels", "labels"),
    [
        (np.zeros((2, 28, 28), np.uint8), None),
        (np.zeros((2, 1, 28, 28), np.float32), None),
        (np.zeros((2, 1, 28, 28), np.uint8), np.zeros(3, np.int64)),
    ],
)
def test_another_form_is_a_defect_of_the_program(pixels, labels):
    with pytest.raises(ValueError, match="expected"):
        ImageSet(pixels, labels)
