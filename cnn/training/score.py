"""How well a network reads some images, in two figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from cnn.training.settings.ending import Metric


class Score(NamedTuple):
    """Mean loss and accuracy (a fraction) over some images."""

    loss: float
    accuracy: float

    @property
    def is_finite(self) -> bool:
        return math.isfinite(self.loss)

    def beats(self, other: Score | None, metric: Metric = "accuracy") -> bool:
        """Better by the metric, or the same and better by the other one."""
        if other is None:
            return True
        mine, its = (self.accuracy, -self.loss), (other.accuracy, -other.loss)
        return mine > its if metric == "accuracy" else mine[::-1] > its[::-1]

    def gain_over(self, other: Score, metric: Metric) -> float:
        """By how much it is better by the metric; negative where it is worse."""
        return self.accuracy - other.accuracy if metric == "accuracy" else other.loss - self.loss

    def by(self, metric: Metric) -> float:
        """The figure that judges."""
        return self.accuracy if metric == "accuracy" else self.loss


def read_score(figures: Sequence[float] | None) -> Score | None:
    """A score from its two figures, as a state holds them."""
    return None if figures is None else Score(*figures)
