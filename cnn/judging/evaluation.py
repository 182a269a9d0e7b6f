"""How good predictions are: numbers from labels and probabilities, with no network in sight."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054  # the normal quantile that leaves 2.5 % on each side

Floats = npt.NDArray[np.floating]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Predictions held against the truth.

    labels: int64 (N,), the true classes. probs: float (N, K), each row summing to 1.
    rows: int64 (N,), which images of the source they are.
    """

    labels: Integers
    probs: Floats
    rows: Integers
    class_names: tuple[str, ...]

    @cached_property
    def predicted(self) -> Integers:
        """int64 (N,): the most probable class of each image."""
        return self.probs.argmax(1).astype(np.int64)

    @cached_property
    def confidence(self) -> Floats:
        """float (N,): the probability of the predicted class."""
        best: Floats = self.probs.max(1)
        return best

    @property
    def hits(self) -> int:
        return int((self.predicted == self.labels).sum())

    @property
    def accuracy(self) -> float:
        """The share predicted right."""
        return self.hits / len(self.labels)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the accuracy on fresh images like these lies with 95 % confidence."""
        return wilson_interval(self.hits, len(self.labels))

    @cached_property
    def confusion(self) -> Integers:
        """int64 (K, K): how many images of class i (row) were predicted as class j (column)."""
        classes = len(self.class_names)
        flat = np.bincount(self.labels * classes + self.predicted, minlength=classes * classes)
        return flat.reshape(classes, classes).astype(np.int64)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits of all its numbers, by which what was made of it is found again."""
        digest = hashlib.sha256(repr((self.probs.shape, self.probs.dtype.str)).encode())
        for numbers in (self.labels, self.rows, self.probs):
            digest.update(np.ascontiguousarray(numbers).data)
        return digest.hexdigest()[:16]

    def only(self, places: Integers) -> Evaluation:
        """The same of the images at these places alone."""
        return Evaluation(self.labels[places], self.probs[places], self.rows[places], self.class_names)

    def cell(self, true: int, predicted: int) -> Integers:
        """Places of the images of one cell of the confusion matrix, the most confident first."""
        inside = np.flatnonzero((self.labels == true) & (self.predicted == predicted))
        return inside[np.argsort(-self.confidence[inside], kind="stable")]


@dataclass(frozen=True)
class ClassScores:
    """How well one class is told from the others; a share of nothing counts as 0, as in scikit-learn.

    precision: of the images read as this class, the share that is. recall: of the images of this class, the share read
    so. f1: their harmonic mean. support: how many images of the class there are.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int


def class_scores(confusion: Integers, class_names: tuple[str, ...]) -> list[ClassScores]:
    """Precision, recall and F1 by class from a confusion matrix (K, K), true classes in rows."""
    hits, read, support = confusion.diagonal(), confusion.sum(0), confusion.sum(1)
    return [
        ClassScores(
            name,
            precision=_share(hits[k], read[k]),
            recall=_share(hits[k], support[k]),
            f1=_share(2 * hits[k], read[k] + support[k]),
            support=int(support[k]),
        )
        for k, name in enumerate(class_names)
    ]


def wilson_interval(hits: float, count: float, z: float = Z95) -> tuple[float, float]:
    """The interval for a share after ``hits`` of ``count`` (Wilson 1927); 95 % with the default ``z``."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def row_rates(confusion: Integers) -> Floats:
    """float (K, K): each row divided by its sum; a class without images stays 0."""
    rates: Floats = confusion / np.maximum(1, confusion.sum(1, keepdims=True))
    return rates


def column_rates(confusion: Integers) -> Floats:
    """float (K, K): each column divided by its sum; a class that nothing was read as stays 0."""
    rates: Floats = confusion / np.maximum(1, confusion.sum(0, keepdims=True))
    return rates


def _share(part: np.int64, whole: np.int64) -> float:
    return float(part / whole) if whole else 0.0
