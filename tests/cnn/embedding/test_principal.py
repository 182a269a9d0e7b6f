"""Principal components are scikit-learn's, and large pictures do not make them slow."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from cnn.embedding.principal import principal_components
from cnn.embedding.sample import vectors


@pytest.fixture(scope="module")
def pixels(digits):
    return vectors(digits.train.images, np.arange(400))


@pytest.mark.parametrize("count", [2, 20])
def test_they_are_those_of_a_full_decomposition(pixels, count):
    reference = PCA(count, svd_solver="full").fit(pixels)
    ours = principal_components(pixels, count)
    np.testing.assert_allclose(ours.shares, reference.explained_variance_ratio_, rtol=2e-3)
    assert ours.scores.dtype == np.float32
    for mine, theirs in zip(ours.scores.T[:2], reference.transform(pixels).T, strict=False):
        assert abs(np.corrcoef(mine, theirs)[0, 1]) > 0.9999
        np.testing.assert_allclose(np.linalg.norm(mine), np.linalg.norm(theirs), rtol=1e-3)


def test_they_point_the_same_way_whatever_the_order_of_the_rows(pixels):
    turned = principal_components(pixels[::-1].copy(), 2).scores[::-1]
    np.testing.assert_allclose(principal_components(pixels, 2).scores, turned, atol=1e-3)


def test_there_are_no_more_than_rows_or_pixels():
    few = np.array([[0, 1, 2], [3, 4, 4]], np.float32)
    principal = principal_components(few, 50)
    assert principal.scores.shape == (2, 2)
    assert principal.shares.sum() == pytest.approx(1)


def test_the_plane_has_two_directions_even_where_there_is_one():
    line = np.array([[0], [1], [5]], np.float32)
    assert principal_components(line, 2).plane[:, 1].tolist() == [0, 0, 0]
    np.testing.assert_allclose(principal_components(line, 2).plane[:, 0], [-2, -1, 3], rtol=1e-6)


def test_images_that_are_all_the_same_lie_in_one_place():
    same = principal_components(np.full((5, 4), 0.5, np.float32), 2)
    assert np.abs(same.scores).max() < 1e-6
    assert same.shares.tolist() == pytest.approx([0, 0])
