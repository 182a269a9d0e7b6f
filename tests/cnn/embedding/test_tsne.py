"""t-SNE follows the slope of its own divergence, and ends with a map as good as scikit-learn's."""

import numpy as np
import pytest
import torch
from sklearn.manifold import TSNE, trustworthiness

from cnn.embedding import tsne
from cnn.embedding.affinity import affinities
from cnn.embedding.principal import principal_components
from cnn.embedding.sample import vectors
from cnn.embedding.tsne import Tsne, divergence, gradient


@pytest.fixture
def points():
    return torch.randn(40, 2, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def wanted():
    return affinities(torch.randn(40, 6, generator=torch.Generator().manual_seed(2)), 5)


def plain_divergence(points, wanted):
    """As it is written in the paper."""
    closeness = 1 / (1 + (points[:, None] - points).square().sum(2))
    closeness = closeness * (1 - torch.eye(len(points)))
    shares = closeness / closeness.sum()
    together = wanted > 0
    return (wanted[together] * (wanted[together] / shares[together]).log()).sum()


@pytest.fixture(params=[50, 2**17])
def in_blocks(request, monkeypatch):
    """Pairs computed a row or all at once."""
    monkeypatch.setattr(tsne, "PAIRS_AT_ONCE", request.param)


def test_the_divergence_is_that_of_the_paper(points, wanted, in_blocks):
    assert divergence(points, wanted) == pytest.approx(plain_divergence(points, wanted).item(), rel=1e-5)


def test_the_gradient_is_that_of_the_divergence(points, wanted, in_blocks):
    points.requires_grad_()
    plain_divergence(points, wanted).backward()
    torch.testing.assert_close(gradient(points.detach(), wanted), points.grad, rtol=1e-4, atol=1e-7)


def test_exaggeration_multiplies_what_pulls_and_not_what_pushes(points, wanted):
    none, once, twice = (gradient(points, wanted, factor) for factor in (0, 1, 2))
    torch.testing.assert_close(twice - once, once - none, rtol=1e-3, atol=1e-6)
    torch.testing.assert_close(none, gradient(points, torch.zeros_like(wanted)))


@pytest.fixture(scope="module")
def seen(digits):
    return torch.from_numpy(principal_components(vectors(digits.train.images, np.arange(300)), 50).scores)


def test_the_map_is_as_good_as_scikit_learns(seen):
    ours = Tsne(seen, seen[:, :2], 30)
    for _ in range(500):
        ours.step()
    theirs = TSNE(perplexity=30, max_iter=500, init="pca", random_state=0)
    their_places = theirs.fit_transform(seen.numpy())
    assert ours.divergence < 1.1 * theirs.kl_divergence_  # they end in different valleys, either in the deeper one
    trust, their_trust = (trustworthiness(seen, places, n_neighbors=10) for places in (ours.places, their_places))
    assert trust > their_trust - 0.01


def test_clusters_far_apart_stay_apart():
    generator = torch.Generator().manual_seed(0)
    vectors = torch.cat([torch.randn(30, 8, generator=generator) + 40 * k for k in range(3)])
    points = Tsne(vectors, vectors[:, :2], 10)
    for _ in range(300):
        points.step()
    clusters = points.places.reshape(3, 30, 2)
    middles, widths = clusters.mean(1), (clusters - clusters.mean(1, keepdim=True)).norm(dim=2).amax(1)
    gaps = torch.cdist(middles, middles) + torch.eye(3) * 1e9
    assert gaps.min() > 1.5 * widths.max()


def test_the_same_images_give_the_same_map(seen):
    maps = []
    for _ in range(2):
        points = Tsne(seen, seen[:, :2], 30)
        for _ in range(20):
            points.step()
        maps.append(points.places)
    assert torch.equal(*maps)


def test_places_are_around_their_middle(seen):
    points = Tsne(seen + 5, seen[:, :2] + 5, 30)
    points.step()
    assert points.places.mean(0).abs().max() < 1e-6


def test_images_that_are_all_the_same_stay_numbers():
    same = torch.zeros(20, 4)
    points = Tsne(same, same[:, :2], 5)
    for _ in range(30):
        points.step()
    assert torch.isfinite(points.places).all()
