"""Affinities are those of van der Maaten and Hinton: each neighbourhood as uncertain as asked, and scikit-learn's."""

import math

import pytest
import torch
from scipy.spatial.distance import pdist, squareform
from sklearn.manifold._t_sne import _joint_probabilities

from cnn.embedding import affinity
from cnn.embedding.affinity import affinities


@pytest.fixture
def vectors():
    return torch.randn(60, 5, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("at_once", [7, 256])
def test_with_all_others_as_neighbours_they_are_scikit_learns(vectors, monkeypatch, at_once):
    monkeypatch.setattr(affinity, "AT_ONCE", at_once)
    perplexity = 59 / 3  # the largest there is, at which all others are neighbours
    squares = pdist(vectors.double().numpy(), "sqeuclidean")
    reference = torch.from_numpy(squareform(_joint_probabilities(squareform(squares), perplexity, 0)))
    torch.testing.assert_close(affinities(vectors, perplexity).double(), reference, rtol=1e-3, atol=1e-7)


def test_they_are_symmetric_and_add_up_to_one(vectors):
    given = affinities(vectors, 5)
    assert torch.equal(given, given.T)
    assert given.sum().item() == pytest.approx(1, abs=1e-5)
    assert (given >= 0).all()
    assert (given.diagonal() == 0).all()


@pytest.mark.parametrize("perplexity", [2.0, 5.0, 12.0])
def test_every_neighbourhood_is_as_uncertain_as_asked(vectors, perplexity):
    squares = torch.cdist(vectors, vectors).double() ** 2
    nearest = squares.sort(1).values[:, 1 : int(3 * perplexity) + 2]
    shares = affinity._shares(nearest, perplexity)
    uncertainty = -(shares * shares.log()).sum(1)
    torch.testing.assert_close(uncertainty, torch.full_like(uncertainty, math.log(perplexity)), atol=1e-6, rtol=0)


def test_scale_and_place_of_the_vectors_do_not_matter(vectors):
    torch.testing.assert_close(affinities(1000 * vectors + 7, 5), affinities(vectors, 5), rtol=1e-2, atol=1e-6)


def test_those_too_far_to_be_neighbours_count_nothing(vectors):
    apart = torch.cat((vectors, vectors + 100))
    assert (affinities(apart, 5)[:60, 60:] == 0).all()


def test_copies_are_each_others_nearest():
    copies = torch.zeros(12, 3)
    given = affinities(copies, 3)
    assert given.sum().item() == pytest.approx(1, abs=1e-5)
    assert torch.isfinite(given).all()


def test_a_perplexity_beyond_the_vectors_is_lowered(vectors):
    torch.testing.assert_close(affinities(vectors[:10], 50), affinities(vectors[:10], 3))
