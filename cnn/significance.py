"""Whether one network really reads better than another, or just happened to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cnn.errors import DataError
from cnn.evaluation import Evaluation, Integers

LEVEL = 0.05


@dataclass(frozen=True, eq=False)
class Difference:
    """Two networks held against each other on the images that both were judged on.

    rows: int64 (N,), which images of the source these are.
    only_first, only_second: rows that only the one, or only the other, reads right.
    both_wrong: rows that neither does, though perhaps each in its own way.
    p_value: how likely so uneven a division of the rows that only one reads right would be between equals (McNemar's
        exact test, 1947); 1 where there are none.
    """

    rows: Integers
    only_first: Integers
    only_second: Integers
    both_wrong: Integers
    p_value: float

    @property
    def is_significant(self) -> bool:
        """Whether chance alone would give so uneven a division in less than one of twenty cases."""
        return self.p_value < LEVEL


def compare(first: Evaluation, second: Evaluation) -> Difference:
    """Hold them against each other; raises DataError where no image was judged by both with the same label."""
    rows, here, there = np.intersect1d(first.rows, second.rows, return_indices=True)
    same = first.labels[here] == second.labels[there]
    rows, here, there = rows[same], here[same], there[same]
    if not len(rows):
        raise DataError(
            "These runs were not judged on the same images, so they cannot be compared image by image: compare runs of "
            "one data set that were made with the same seed and validation share."
        )
    labels = first.labels[here]
    first_right, second_right = first.predicted[here] == labels, second.predicted[there] == labels
    only_first, only_second = rows[first_right & ~second_right], rows[second_right & ~first_right]
    return Difference(
        rows=rows,
        only_first=only_first,
        only_second=only_second,
        both_wrong=rows[~first_right & ~second_right],
        p_value=mcnemar(len(only_first), len(only_second)),
    )


def mcnemar(one: int, other: int) -> float:
    """The exact two-sided p-value: of ``one`` + ``other`` fair coins, at least so uneven a fall."""
    count, fewer = one + other, min(one, other)
    log_term = math.lgamma(count + 1) - math.lgamma(fewer + 1) - math.lgamma(count - fewer + 1) - count * math.log(2)
    term = math.exp(log_term)  # the likeliest of those counted; the others follow from their ratios
    tail = 0.0
    for k in range(fewer, -1, -1):
        tail += term
        term *= k / (count - k + 1)
        if term < tail * 1e-17:
            break
    return min(1.0, 2 * tail)
