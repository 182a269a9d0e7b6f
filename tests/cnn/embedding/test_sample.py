"""Which images are laid out depends on the seed alone, and large pictures are fewer."""

import numpy as np

from cnn.embedding import sample
from cnn.embedding.sample import sample_rows, vectors


def test_rows_are_different_and_in_order(digits):
    rows = sample_rows(digits.train.images, 200, 3)
    assert len(np.unique(rows)) == 200
    assert (np.diff(rows) > 0).all()
    assert rows.max() < len(digits.train)


def test_a_seed_always_draws_the_same(digits):
    images = digits.train.images
    assert sample_rows(images, 50, 3).tolist() == sample_rows(images, 50, 3).tolist()
    assert sample_rows(images, 50, 3).tolist() != sample_rows(images, 50, 4).tolist()


def test_there_are_no_more_than_there_are(digits):
    assert sample_rows(digits.test.images, 5000, 0).tolist() == list(range(len(digits.test)))


def test_of_large_pictures_fewer_are_taken(digits, monkeypatch):
    monkeypatch.setattr(sample, "MOST_NUMBERS", 10 * 28 * 28)
    assert len(sample_rows(digits.train.images, 200, 0)) == 10


def test_a_vector_is_the_picture_row_after_row(digits):
    images = digits.train.images
    given = vectors(images, np.array([7, 3]))
    assert given.dtype == np.float32
    np.testing.assert_allclose(given[0].reshape(28, 28), images[7, 0] / 255, rtol=1e-6)
    assert given.shape == (2, 784)
