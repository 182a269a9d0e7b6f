"""Confident learning: which labels are likely wrong, told from probabilities of networks that did not learn from them.

C. Northcutt, L. Jiang, I. Chuang, "Confident learning: estimating uncertainty in dataset labels", Journal of Artificial
Intelligence Research 70 (2021). In its words ỹ is the given label, y* the true one, p̂(j; x) the probability of class j
for image x, out of fold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Labels, Rows

ROUNDING = 1e-6
"""Below a threshold by less than this, a probability reaches it: a mean of equal numbers may come out larger."""

Floats = npt.NDArray[np.floating]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Doubts:
    """Labels in doubt, the most doubtful first.

    places: int64 (M,), which of the N images. suggested: int64 (M,), the class each is more likely to be.
    confidences: float (M,), how probable the given label is, rising.
    estimated: how many of the N labels are wrong by the estimated joint distribution; no whole number.
    """

    places: Rows
    suggested: Labels
    confidences: Floats
    estimated: float

    def __len__(self) -> int:
        return len(self.places)


def find_doubts(labels: Labels, probs: Floats) -> Doubts:
    """The images read as another class than their label, ranked by self-confidence p̂(ỹ), the least first.

    labels: int64 (N,), as given. probs: float (N, K), out of fold, each row summing to 1.

    These are all that may be worth a look; how many of them are, the joint distribution estimates. With 200 of the
    competition's 42,000 labels flipped by chance (``benchmarks/label_check.py``, the preset sprint, three seeds) the
    first 400 hold 199, 199 and 200 of them, and the estimate is 212, 228 and 194. What counts off the diagonal of the
    confident joint is fewer and surer: 155 images, 151 of them flipped (seed 0). Ranked by normalized margin the first
    200 held 184 of them, by self-confidence 192.
    """
    likeliest = probs.argmax(1)
    places = np.flatnonzero(likeliest != labels)
    confidences = probs[places, labels[places]]
    order = np.argsort(confidences, kind="stable")
    joint = calibrated_joint(confident_joint(labels, probs), np.bincount(labels, minlength=probs.shape[1]))
    estimated = float(len(labels) * (joint.sum() - joint.trace()))
    return Doubts(places[order], likeliest[places][order].astype(np.int64), confidences[order], estimated)


def thresholds(labels: Labels, probs: Floats) -> npt.NDArray[np.float64]:
    """t_j, float64 (K,): how probable class j is on average where it is the given label (equation 2 of the paper).

    Infinite for a class that is nobody's label: nothing counts as confidently of it.
    """
    counts = np.bincount(labels, minlength=probs.shape[1])
    given = probs[np.arange(len(labels)), labels].astype(np.float64)
    sums = np.bincount(labels, weights=given, minlength=probs.shape[1])
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.inf)


def confident_classes(probs: Floats, least: npt.NDArray[np.float64]) -> Labels:
    """int64 (N,): the most probable of the classes that reach their threshold; −1 where none does."""
    confident = np.where(probs >= least - ROUNDING, probs, -1.0)
    return np.where(confident.max(1) >= 0, confident.argmax(1), -1).astype(np.int64)


def confident_joint(labels: Labels, probs: Floats) -> Counts:
    """C, int64 (K, K): how many images with given label i (row) are confidently of class j (column); equation 1."""
    classes = probs.shape[1]
    likely = confident_classes(probs, thresholds(labels, probs))
    counted = likely >= 0
    return np.bincount(labels[counted] * classes + likely[counted], minlength=classes**2).reshape(classes, classes)


def calibrated_joint(joint: Counts, counts: Counts) -> npt.NDArray[np.float64]:
    """Q̂, float64 (K, K), summing to 1: C with each row brought to the count of its label; equation 3.

    counts: int64 (K,), how many images have each label. A class none of which is confidently anything is taken as
    right.
    """
    known = joint + np.diag(np.where(joint.sum(1) == 0, counts, 0))
    rows = known / np.maximum(known.sum(1, keepdims=True), 1) * counts[:, None]
    return rows / counts.sum()
