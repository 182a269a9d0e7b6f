"""Several readers of one drawing: what most of them read, what they read on average, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnn.reading.predict import Probs, Reading


@dataclass(frozen=True, eq=False)
class Vote:
    """What several readers make of one drawing.

    label: what most of them read; of equally many the one with the higher mean probability. votes: how many read it.
    probs: float32 (K,), the mean of their probabilities. dissenters: the places of those who read something else.
    """

    label: int
    votes: int
    probs: Probs
    dissenters: tuple[int, ...]

    @property
    def mean_label(self) -> int:
        """The class of the highest mean probability, which need not be what most of them read."""
        return int(self.probs.argmax())


def vote(readings: Sequence[Reading]) -> Vote:
    """Let readers of the same classes vote on a drawing that is not blank."""
    labels = [reading.label for reading in readings]
    stacked = np.stack([reading.probs for reading in readings])
    probs: Probs = stacked.mean(axis=0, dtype=np.float64).astype(np.float32)
    label = max(range(len(probs)), key=lambda k: (labels.count(k), probs[k]))
    dissenters = tuple(place for place, read in enumerate(labels) if read != label)
    return Vote(label, labels.count(label), probs, dissenters)
