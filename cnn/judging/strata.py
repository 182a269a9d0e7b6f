"""Where mistakes gather: the error rate among images alike in one figure, and whether that is more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.judging.evaluation import wilson_interval

GROUPS = 8
DRAWS = 2000

Values = npt.NDArray[np.floating]
Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stratum:
    """Images whose figure lies between ``low`` and ``high``, both inclusive.

    places: int64 (n,), which images they are. wrong: how many of them were read wrong.
    """

    low: float
    high: float
    places: Places
    wrong: int

    @property
    def rate(self) -> float:
        """The share read wrong."""
        return self.wrong / len(self.places)

    @property
    def interval(self) -> tuple[float, float]:
        """Where that share lies with 95 % confidence."""
        return wilson_interval(self.wrong, len(self.places))


@dataclass(frozen=True, eq=False)
class Strata:
    """All groups by one figure, rising.

    p_value: how likely mistakes would be spread at least so unevenly, were every image as likely to be misread.
    """

    groups: tuple[Stratum, ...]
    p_value: float


def stratify(values: Values, wrong: Bools, groups: int = GROUPS, seed: int = 0) -> Strata:
    """Images cut by ``values`` (N,) into at most ``groups`` of about the same size; ``wrong`` (N,) says which erred.

    Equal values stay together, so of whole numbers there may be fewer groups. NaN belong to none.
    """
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return Strata((), 1.0)
    edges = np.unique(np.quantile(values[known], np.linspace(0, 1, groups + 1)[1:-1], method="inverted_cdf"))
    group_of = np.searchsorted(edges, values[known], side="left")
    found = []
    for number in np.unique(group_of):
        places = known[group_of == number].astype(np.int64)
        own = values[places]
        found.append(Stratum(float(own.min()), float(own.max()), places, int(wrong[places].sum())))
    return Strata(tuple(found), _chance([len(group.places) for group in found], [group.wrong for group in found], seed))


def _chance(sizes: list[int], wrong: list[int], seed: int) -> float:
    """The p-value of Pearson's statistic, by ``DRAWS`` deals of the same mistakes to the same groups.

    Dealt, not looked up: where there are few mistakes, the table of χ² does not hold. The deal that was found counts as
    one, so that none is impossible (Davison and Hinkley 1997).
    """
    if len(sizes) < 2 or not sum(wrong):
        return 1.0
    expected = np.array(sizes) * (sum(wrong) / sum(sizes))
    deals = np.random.default_rng(seed).multivariate_hypergeometric(sizes, sum(wrong), size=DRAWS, method="marginals")
    statistics = ((np.vstack([wrong, deals]) - expected) ** 2 / expected).sum(1)
    as_uneven = (statistics[1:] >= statistics[0] * (1 - 1e-9)).sum()
    return float((1 + as_uneven) / (1 + DRAWS))
