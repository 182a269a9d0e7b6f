"""What corrections are worth: trainings with and without them, held against each other on the same rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

import numpy as np

from cnn.judging import student
from cnn.judging.evaluation import Z95, Evaluation, Integers

By = Literal["given", "corrected"]

MOST_PAIRS = student.MOST


@dataclass(frozen=True)
class Pair:
    """Two trainings that differ in nothing but the labels, asked about the same rows.

    rows: how many both were asked about. without_hits, with_hits: how many each read right. won, lost: how many only
    the one with corrections read right, and only the one without.
    """

    rows: int
    without_hits: int
    with_hits: int
    won: int
    lost: int

    @property
    def difference(self) -> float:
        """By how much the corrections raised the accuracy, a fraction; negative where they lowered it."""
        return (self.with_hits - self.without_hits) / self.rows

    @property
    def interval(self) -> tuple[float, float]:
        """Where the difference between these two networks lies on fresh images, with 95 % confidence.

        The adjusted Wald interval for paired shares (Bonett and Price 2012): one image is put to each of the two kinds
        the networks disagree on.
        """
        rows = self.rows + 2
        won, lost = (self.won + 1) / rows, (self.lost + 1) / rows
        spread = Z95 * math.sqrt((won + lost - (won - lost) ** 2) / rows)
        return won - lost - spread, won - lost + spread


@dataclass(frozen=True)
class Worth:
    """What some pairs, each of another seed, say together by one version of the labels."""

    by: By
    pairs: tuple[Pair, ...]

    @property
    def rows(self) -> int:
        """How many rows each network was asked about, on average."""
        return round(fmean(pair.rows for pair in self.pairs))

    @property
    def accuracies(self) -> tuple[float, float]:
        """The mean accuracy without and with corrections."""
        without = fmean(pair.without_hits / pair.rows for pair in self.pairs)
        return without, fmean(pair.with_hits / pair.rows for pair in self.pairs)

    @property
    def difference(self) -> float:
        """The mean difference, a fraction."""
        return fmean(pair.difference for pair in self.pairs)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the difference lies with 95 % confidence.

        From two pairs on by Student's t over the pairs, whose seeds choose the validation rows too, so that both chance
        in training and chance in rows count. Of one pair by its rows alone, which says nothing of another training.
        """
        if len(self.pairs) == 1:
            return self.pairs[0].interval
        spread = student.margin([pair.difference for pair in self.pairs])
        return self.difference - spread, self.difference + spread

    @property
    def is_told_apart(self) -> bool:
        """Whether the difference is more than chance: zero lies outside of its interval."""
        low, high = self.interval
        return low > 0 or high < 0


def compare(without: Evaluation, with_: Evaluation, labels: Integers) -> Pair:
    """Hold two trainings against each other on the rows that both were asked about.

    labels: int64 of all rows of the source, by which both are judged.
    """
    rows, first, second = np.intersect1d(without.rows, with_.rows, assume_unique=True, return_indices=True)
    was_right = without.predicted[first] == labels[rows]
    is_right = with_.predicted[second] == labels[rows]
    return Pair(
        rows=len(rows),
        without_hits=int(was_right.sum()),
        with_hits=int(is_right.sum()),
        won=int((is_right & ~was_right).sum()),
        lost=int((was_right & ~is_right).sum()),
    )


def worth(pairs: Sequence[tuple[Evaluation, Evaluation]], given: Integers, corrected: Integers) -> tuple[Worth, Worth]:
    """What pairs of trainings, without and with corrections, say by the labels as given and by the corrected ones."""
    if not 1 <= len(pairs) <= MOST_PAIRS:
        raise ValueError(f"pairs: expected 1 to {MOST_PAIRS}, got {len(pairs)}")
    by_given = Worth("given", tuple(compare(*pair, given) for pair in pairs))
    return by_given, Worth("corrected", tuple(compare(*pair, corrected) for pair in pairs))
