"""Whether two samples of one figure come from one source: how far apart their distributions are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ONE_IN_TWENTY = math.sqrt(-math.log(0.05 / 2) / 2)
"""1.358: the distance that one pair of samples in twenty exceeds, times √(n·m / (n + m)) (Smirnov 1948)."""

Values = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Drift:
    """How far two samples are apart.

    distance: the largest difference between the shares of both that lie below one and the same value, 0 to 1
        (Kolmogorov 1933, Smirnov 1939). by_chance: what two samples of these sizes from one source exceed once in
        twenty times. means: of the first and the second sample.
    """

    distance: float
    by_chance: float
    means: tuple[float, float]

    @property
    def is_chance(self) -> bool:
        """Whether the distance is none to wonder at."""
        return self.distance <= self.by_chance


def drift(first: Values, second: Values) -> Drift:
    """How far ``first`` (N,) and ``second`` (M,) are apart; NaN are left out, and of no value nothing can be told."""
    a, b = (np.sort(values[~np.isnan(values)]) for values in (first, second))
    if not (len(a) and len(b)):
        return Drift(0.0, 1.0, (math.nan, math.nan))
    everywhere = np.concatenate([a, b])
    below_a, below_b = (np.searchsorted(sample, everywhere, side="right") / len(sample) for sample in (a, b))
    distance = float(np.abs(below_a - below_b).max())
    by_chance = min(1.0, ONE_IN_TWENTY * math.sqrt((len(a) + len(b)) / (len(a) * len(b))))
    return Drift(distance, by_chance, (float(a.mean(dtype=np.float64)), float(b.mean(dtype=np.float64))))
