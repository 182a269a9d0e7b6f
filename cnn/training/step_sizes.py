"""What one step of gradient descent is worth at every rate, from far too small to far too large."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Verdict = Literal["flat", "too small", "right", "too large"]

TRIED = (1, 1.5, 2, 3, 5, 7)
RATES = (*(float(f"{number}e{power}") for power in range(-4, 1) for number in TRIED), 10.0)
"""Six a decade from 0.0001 to 10, about evenly apart on a log axis."""

ENOUGH = 0.5
"""The share of the best fall that a right rate reaches at least."""

LEAST_FALL = 1e-6
"""A loss that no rate makes smaller by more than this lies in a valley already."""


@dataclass(frozen=True)
class StepSizes:
    """The loss of a batch before a step, and after one at each of the rising ``rates``."""

    before: float
    rates: tuple[float, ...]
    losses: tuple[float, ...]

    @cached_property
    def lowest(self) -> int:
        """The place of the rate after which the loss is lowest; a loss that is no number is the highest."""
        return min(range(len(self.losses)), key=lambda place: _as_high(self.losses[place]))

    @property
    def best_rate(self) -> float:
        """The rate that serves best on this batch, for one step."""
        return self.rates[self.lowest]

    @property
    def best_fall(self) -> float:
        """By how much the loss falls at best; below zero where it falls nowhere."""
        return self.before - _as_high(self.losses[self.lowest])

    def verdict(self, rate: float, after: float) -> Verdict:
        """What a step at ``rate`` is, after which the loss is ``after``."""
        if self.best_fall < LEAST_FALL:
            return "flat"
        if self.before - _as_high(after) >= ENOUGH * self.best_fall:
            return "right"
        return "too small" if rate < self.best_rate else "too large"


def _as_high(loss: float) -> float:
    return loss if math.isfinite(loss) else math.inf
