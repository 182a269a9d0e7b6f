"""The loss is PyTorch's cross-entropy, and minus the sum of target times log p."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy

from cnn.inside.loss import loss_curve, losses, target

smoothings = st.sampled_from((0.0, 0.1, 0.37))


@given(st.integers(2, 12), st.integers(1, 6), smoothings, st.integers(0, 10_000))
def test_losses_are_those_of_pytorch_and_of_the_formula(classes, count, smoothing, seed):
    numbers = np.random.default_rng(seed)
    logits, labels = numbers.normal(scale=5, size=(count, classes)), numbers.integers(0, classes, count)
    each = losses(logits, labels, smoothing)
    expected = cross_entropy(torch.from_numpy(logits), torch.from_numpy(labels), label_smoothing=smoothing)
    assert each.mean() == pytest.approx(expected.item())
    log_probs = torch.log_softmax(torch.from_numpy(logits), 1).numpy()
    by_formula = [
        -(target(label, classes, smoothing) * row).sum() for label, row in zip(labels, log_probs, strict=True)
    ]
    np.testing.assert_allclose(each, by_formula, rtol=1e-9)


@given(st.integers(2, 12), smoothings)
def test_target_shares_out_one(classes, smoothing):
    row = target(1, classes, smoothing)
    assert row.sum() == pytest.approx(1)
    assert row.argmax() == 1


def test_target_by_hand():
    assert target(2, 4).tolist() == [0, 0, 1, 0]
    np.testing.assert_allclose(target(2, 4, 0.2), [0.05, 0.05, 0.85, 0.05])


def test_curve_is_minus_the_logarithm():
    probs = np.array([0.01, 0.5, 0.99])
    np.testing.assert_allclose(loss_curve(probs, 10), -np.log(probs), rtol=1e-9)


def test_smoothed_curve_is_lowest_short_of_certainty():
    probs = np.linspace(0.5, 0.999, 500)
    lowest = probs[loss_curve(probs, 10, 0.1).argmin()]
    assert lowest == pytest.approx(0.91, abs=0.001)


def test_confident_mistake_costs_most():
    (loss,) = losses(np.array([[math.log(0.001), math.log(0.999)]]), np.array([0]))
    assert loss == pytest.approx(6.908, abs=0.001)
