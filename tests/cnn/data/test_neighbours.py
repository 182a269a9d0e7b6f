"""The nearest images are those that a slow search finds."""

import numpy as np
import pytest

from cnn.data import neighbours
from cnn.data.neighbours import nearest


@pytest.mark.parametrize("chunk", [7, 2048])
def test_as_a_slow_search_finds_them(digits, monkeypatch, chunk):
    monkeypatch.setattr(neighbours, "CHUNK", chunk)
    images = digits.train.images[:300]
    rows, distances = nearest(images, images[42], 9)
    slow = np.linalg.norm((images.astype(float) - images[42]).reshape(300, -1) / 255, axis=1)
    expected = np.argsort(slow, kind="stable")[:9]
    assert rows.tolist() == expected.tolist()
    np.testing.assert_allclose(distances, slow[expected], rtol=1e-6)


def test_a_copy_is_at_no_distance_and_the_earlier_row_comes_first(digits):
    images = digits.train.images[[4, 8, 4, 15]]
    rows, distances = nearest(images, images[2], 2)
    assert rows.tolist() == [0, 2]
    assert distances.tolist() == [0, 0]


def test_there_are_no_more_than_there_are(digits):
    assert len(nearest(digits.train.images[:3], digits.train.images[0], 9)[0]) == 3
