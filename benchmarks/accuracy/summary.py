"""From the networks of a pool to a preset's figures."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.pool import Trained
from cnn.data.imageset import Labels

DRAWS = 200


@dataclass(frozen=True)
class Summary:
    """A preset's figures; accuracies are fractions.

    mean, deviation: over single networks, or over ensembles where the preset has several members.
    networks: how many were trained. time_s: of one whole training, all members one after the other.
    """

    preset: str
    mean: float
    deviation: float
    networks: int
    members: int
    time_s: float

    def __str__(self) -> str:
        how = f"{self.networks} networks" if self.members == 1 else f"ensembles of {self.members} of {self.networks}"
        return f"{self.preset}: {self.mean:.3%} ± {self.deviation:.3%} ({how}), {self.time_s:.0f} s of training"


def summarise(preset: str, members: int, networks: Sequence[Trained], labels: Labels) -> Summary:
    """Mean and standard deviation over the networks, or over ensembles drawn from them.

    Ensembles share networks, so their deviation understates how much new ones would differ.
    """
    draws = _draws(members, len(networks))
    scores = [float((np.mean([networks[k].probs for k in draw], 0).argmax(1) == labels).mean()) for draw in draws]
    spread = statistics.stdev(scores) if len(scores) > 1 else 0.0
    time_s = members * statistics.median(network.time_s for network in networks)
    return Summary(preset, statistics.mean(scores), spread, len(networks), members, time_s)


def _draws(members: int, networks: int) -> list[list[int]]:
    """Which networks make each ensemble: each by itself, all together, or different subsets drawn by chance."""
    if members == 1:
        return [[k] for k in range(networks)]
    if members >= networks:
        return [list(range(networks))]
    rng = np.random.default_rng(0)
    return [sorted(draw) for draw in {tuple(sorted(rng.choice(networks, members, False))) for _ in range(DRAWS)}]
