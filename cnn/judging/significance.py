"""Whether one network really reads better than another, or just happened to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cnn.judging.evaluation import Evaluation, Integers
from cnn.judging.shared_images import on_shared_images

LEVEL = 0.05
"""What chance alone gives in fewer cases than this is called more than chance."""


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


def compare(first: Evaluation, second: Evaluation) -> Difference:
    """Hold them against each other; raises DataError where no image was judged by both with the same label."""
    first, second = on_shared_images([first, second])
    first_right, second_right = first.predicted == first.labels, second.predicted == second.labels
    only_first, only_second = first.rows[first_right & ~second_right], first.rows[second_right & ~first_right]
    return Difference(
        rows=first.rows,
        only_first=only_first,
        only_second=only_second,
        both_wrong=first.rows[~first_right & ~second_right],
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


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Each p-value as it counts when several questions are asked at once (Holm 1979), in the same order.

    Of twenty equal networks one would else be found better than the first by chance alone.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return tuple(adjusted)


def verdict(p_value: float) -> str:
    """What to make of a difference: ``could well be chance (equals differ by as much in 62 of 100 cases)``."""
    said = "more than chance" if p_value < LEVEL else "could well be chance"
    return f"{said} (equals differ by as much in {how_often(p_value)})"


def how_often(p_value: float) -> str:
    """A probability as cases: ``62 of 100 cases``, ``3 of 1,000 cases``, ``under 1 of 1,000 cases``."""
    if p_value >= 0.995:
        return "nearly all cases"
    if p_value >= 0.01:
        return f"{100 * p_value:.0f} of 100 cases"
    if p_value >= 0.001:
        return f"{1000 * p_value:.0f} of 1,000 cases"
    return "under 1 of 1,000 cases"
