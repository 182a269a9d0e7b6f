"""Confidence held against accuracy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import log_loss

from cnn.errors import DataError
from cnn.judging.calibration import (
    best_temperature,
    expected_calibration_error,
    mean_loss,
    recalibrated,
    reliability,
    scale,
    sharpened,
)
from cnn.judging.evaluation import Evaluation

NAMES = ("a", "b", "c")


def made(count=2000, heat=1.0, seed=0):
    """Labels drawn from softmax(z), and probabilities softmax(heat · z)."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 2, (count, 3))
    labels = np.array([rng.choice(3, p=row) for row in softmax(logits, axis=1)])
    return Evaluation(labels, softmax(heat * logits, axis=1).astype(np.float32), np.arange(count), NAMES), logits


def by_hand():
    probs = np.array([[0.9, 0.1, 0.0], [0.8, 0.1, 0.1], [0.35, 0.6, 0.05], [1.0, 0.0, 0.0]])
    return Evaluation(np.array([0, 1, 1, 0]), probs, np.arange(4), NAMES)


def test_bins_by_hand():
    bins = reliability(by_hand(), bins=2)
    assert [(one.low, one.high, one.count) for one in bins] == [(0.5, 1.0, 4)]
    assert bins[0].confidence == pytest.approx((0.9 + 0.8 + 0.6 + 1.0) / 4)
    assert bins[0].accuracy == 3 / 4
    five = reliability(by_hand(), bins=5)
    assert [(round(one.low, 9), one.count, one.accuracy) for one in five] == [
        (0.4, 1, 1.0),
        (0.6, 1, 0.0),
        (0.8, 2, 1.0),
    ]


def test_calibration_error_by_hand():
    expected = 0.25 * (1 - 0.6) + 0.25 * 0.8 + 0.5 * (1 - 0.95)
    assert expected_calibration_error(by_hand(), bins=5) == pytest.approx(expected)


@given(st.integers(1, 30), st.integers(0, 5))
def test_every_image_is_in_one_bin(bins, seed):
    evaluation, _ = made(200, seed=seed)
    found = reliability(evaluation, bins)
    assert sum(one.count for one in found) == 200
    assert all(one.low < one.confidence <= one.high + 1e-9 for one in found)
    assert all(one.interval[0] - 1e-9 <= one.accuracy <= one.interval[1] + 1e-9 for one in found)


def test_sharpened_is_softmax_of_the_divided_logits():
    evaluation, logits = made(50)
    np.testing.assert_allclose(sharpened(evaluation.probs, 2.5), softmax(logits / 2.5, axis=1), rtol=1e-4)
    assert (sharpened(evaluation.probs, 0.3).argmax(1) == evaluation.predicted).all()


def test_the_loss_is_scikit_learns():
    evaluation, logits = made(300)
    probs = softmax(logits, axis=1)
    assert mean_loss(probs, evaluation.labels) == pytest.approx(log_loss(evaluation.labels, probs))


@pytest.mark.parametrize("heat", [0.3, 1.0, 4.0])
def test_the_best_temperature_is_scipys_and_mends_the_confidence(heat):
    evaluation, logits = made(heat=heat)

    def loss(log_inverse):
        scaled = log_softmax(heat * logits * np.exp(log_inverse), axis=1)
        return -scaled[np.arange(len(logits)), evaluation.labels].mean()

    expected = float(np.exp(-minimize_scalar(loss).x))
    found = best_temperature(evaluation)
    assert found == pytest.approx(expected, rel=1e-3)
    assert found == pytest.approx(heat, rel=0.15)
    assert expected_calibration_error(recalibrated(evaluation, found)) < 0.03


def test_a_perfect_reader_is_made_as_sure_as_allowed():
    sure = Evaluation(np.array([0, 1]), np.array([[0.6, 0.4, 0.0], [0.3, 0.7, 0.0]]), np.arange(2), NAMES)
    assert best_temperature(sure) == pytest.approx(0.05, rel=1e-3)


def test_a_temperature_is_judged_on_images_it_was_not_fitted_on():
    evaluation, _ = made(2001, heat=3.0)
    found = scale(evaluation, seed=4)
    order = np.random.default_rng(4).permutation(2001)
    fitting, judging = np.sort(order[:1000]), np.sort(order[1000:])
    assert (found.fitted_on, found.judged_on) == (1000, 1001)
    assert found.temperature == best_temperature(evaluation.only(fitting))
    other = evaluation.only(judging)
    assert found.error_before == expected_calibration_error(other)
    assert found.loss_before == pytest.approx(log_loss(other.labels, other.probs, labels=range(3)), rel=1e-4)
    assert found.error_after == expected_calibration_error(recalibrated(other, found.temperature))
    assert found.helps
    assert found.error_after < 0.5 * found.error_before


def test_one_image_cannot_be_halved():
    evaluation, _ = made(1)
    with pytest.raises(DataError, match="cannot be halved"):
        scale(evaluation)
