"""Whether probabilities mean what they say: of all images read with 90 % confidence, nine in ten should be right."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation, Floats, Integers, wilson_interval

BINS = 15
COLDEST, HOTTEST = 0.05, 20.0
ROUNDS = 60
TINY = 1e-12


@dataclass(frozen=True)
class Bin:
    """Images read with about the same confidence.

    low, high: between which confidences. count: how many images. confidence: their mean confidence.
    accuracy: the share of them that was read right; interval: where it lies with 95 % confidence.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float
    interval: tuple[float, float]


def reliability(evaluation: Evaluation, bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width from confidence 0 to 1, those without images left out (Guo et al. 2017)."""
    confidence, right = evaluation.confidence, evaluation.predicted == evaluation.labels
    # A confidence on an edge belongs to the bin below it, so that 1 has one.
    places = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    found = []
    for place in np.unique(places):
        inside = places == place
        count, hits = int(inside.sum()), int(right[inside].sum())
        found.append(
            Bin(
                low=place / bins,
                high=(place + 1) / bins,
                count=count,
                confidence=float(confidence[inside].mean()),
                accuracy=hits / count,
                interval=wilson_interval(hits, count),
            )
        )
    return tuple(found)


def expected_calibration_error(evaluation: Evaluation, bins: int = BINS) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their images; 0 to 1 (Naeini et al. 2015)."""
    count = len(evaluation.labels)
    return sum(one.count / count * abs(one.accuracy - one.confidence) for one in reliability(evaluation, bins))


def sharpened(probs: Floats, temperature: float) -> Floats:
    """float64 (N, K): the probabilities of the same logits divided by ``temperature`` > 0; the order stays.

    Of softmax, p^(1/T) made to sum to 1 again is the same as softmax(z/T).
    """
    powers = np.exp(_relative_logs(probs) / temperature)
    rescaled: Floats = powers / powers.sum(1, keepdims=True)
    return rescaled


def _relative_logs(probs: Floats) -> Floats:
    """float64 (N, K): log p, the largest of each row moved to 0; logits but for a constant."""
    logs: Floats = np.log(np.maximum(probs.astype(np.float64), TINY))
    return logs - logs.max(1, keepdims=True)


def mean_loss(probs: Floats, labels: Integers) -> float:
    """Mean cross-entropy −log p of the right classes."""
    right = probs[np.arange(len(labels)), labels].astype(np.float64)
    return float(-np.log(np.maximum(right, TINY)).mean())


def best_temperature(evaluation: Evaluation) -> float:
    """The temperature between 0.05 and 20 with the least loss on these images (temperature scaling, Guo et al. 2017).

    The loss has one valley over 1/T, since it is convex there, so a golden-section search finds its floor.
    """

    logits = _relative_logs(evaluation.probs)
    mean_right = float(logits[np.arange(len(logits)), evaluation.labels].mean())

    def loss(inverse: float) -> float:
        return float(np.log(np.exp(inverse * logits).sum(1)).mean()) - inverse * mean_right

    low, high = 1 / HOTTEST, 1 / COLDEST
    ratio = (5**0.5 - 1) / 2
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    loss_left, loss_right = loss(left), loss(right)
    for _ in range(ROUNDS):
        if loss_left <= loss_right:
            high, right, loss_right = right, left, loss_left
            left = high - ratio * (high - low)
            loss_left = loss(left)
        else:
            low, left, loss_left = left, right, loss_right
            right = low + ratio * (high - low)
            loss_right = loss(right)
    return 2 / (low + high)


def recalibrated(evaluation: Evaluation, temperature: float) -> Evaluation:
    """The same predictions with the confidence they have at this temperature."""
    return replace(evaluation, probs=sharpened(evaluation.probs, temperature))


@dataclass(frozen=True)
class Scaling:
    """A temperature fitted on one half of the images and judged on the other, of which it knew nothing.

    fitted_on, judged_on: how many images each half has. error_before, error_after: expected calibration error of the
    other half. loss_before, loss_after: its mean cross-entropy.
    """

    temperature: float
    fitted_on: int
    judged_on: int
    error_before: float
    error_after: float
    loss_before: float
    loss_after: float

    @property
    def helps(self) -> bool:
        """Whether the other half is told more truly: its loss is lower."""
        return self.loss_after < self.loss_before


def scale(evaluation: Evaluation, seed: int = 0) -> Scaling:
    """Divide the images by ``seed``, fit the temperature on one half, judge it on the other.

    Raises DataError for fewer than two images.
    """
    count = len(evaluation.labels)
    if count < 2:
        raise DataError(f"{count} image cannot be halved to fit a temperature: judge the run on more images.")
    order = np.random.default_rng(seed).permutation(count)
    fitting, judging = (evaluation.only(np.sort(half)) for half in (order[: count // 2], order[count // 2 :]))
    temperature = best_temperature(fitting)
    after = recalibrated(judging, temperature)
    return Scaling(
        temperature=temperature,
        fitted_on=len(fitting.labels),
        judged_on=len(judging.labels),
        error_before=expected_calibration_error(judging),
        error_after=expected_calibration_error(after),
        loss_before=mean_loss(judging.probs, judging.labels),
        loss_after=mean_loss(after.probs, after.labels),
    )
