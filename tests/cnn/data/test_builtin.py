"""The built-in digits look like MNIST and are the same at every call."""

import numpy as np

from cnn.data.builtin import read_digits


def test_they_are_laid_out_like_mnist():
    contents = read_digits()
    images = np.concatenate([contents.train.images, contents.test.images])
    assert images.shape == (1797, 1, 28, 28)
    assert images.max() == 255
    assert (images.max(axis=(1, 2, 3)) >= 200).all()
    assert np.median(images) == 0
    inked = (images > 64).any(axis=2)[:, 0], (images > 64).any(axis=3)[:, 0]
    assert all(18 <= np.median(side.sum(axis=1)) <= 20 for side in inked[1:])  # as tall as a digit of MNIST


def test_their_mass_is_in_the_middle():
    images = read_digits().train.images[:, 0].astype(float)
    for axis in (1, 2):
        mass = images.sum(axis=axis)
        centre = (mass @ np.arange(28)) / mass.sum(axis=1)
        assert abs(np.median(centre) - 13.5) < 0.5
        assert np.abs(centre - 13.5).max() < 3


def test_both_parts_are_labelled_and_share_out_the_classes_equally():
    contents = read_digits()
    assert (len(contents.train), len(contents.test)) == (1500, 297)
    shares = contents.train.counts / (contents.train.counts + contents.test.counts)
    assert np.abs(shares - 1500 / 1797).max() < 0.01


def test_they_are_the_same_at_every_call_and_in_no_two_parts():
    first, second = read_digits(), read_digits()
    assert first.train.fingerprint == second.train.fingerprint
    assert first.test.fingerprint == second.test.fingerprint
    train = {image.tobytes() for image in first.train.images}
    assert sum(image.tobytes() in train for image in first.test.images) == 0
