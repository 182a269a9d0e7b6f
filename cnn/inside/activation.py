"""What an activation function does to a feature map, computed by the very modules that networks are built of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from cnn.inside.route import Numbers
from cnn.model.build import FUNCTIONS

NAMES = tuple(FUNCTIONS)


def activated(function: str, numbers: Numbers) -> Numbers:
    """A function of ``NAMES`` applied to every number: float64, of the same shape."""
    after: Numbers = FUNCTIONS[function]()(torch.from_numpy(np.ascontiguousarray(numbers))).numpy()
    return after


@dataclass(frozen=True, eq=False)
class Effect:
    """A function applied to a feature map.

    function: one of ``NAMES``. before: float64 (H, W).
    """

    function: str
    before: Numbers

    @cached_property
    def after(self) -> Numbers:
        """float64 (H, W)."""
        return activated(self.function, self.before)

    @property
    def negative(self) -> int:
        """How many numbers were below zero."""
        return int((self.before < 0).sum())

    @property
    def silenced(self) -> int:
        """How many numbers became zero that were not."""
        return int(((self.before != 0) & (self.after == 0)).sum())

    @property
    def unchanged(self) -> int:
        """How many numbers are what they were."""
        return int((self.before == self.after).sum())
