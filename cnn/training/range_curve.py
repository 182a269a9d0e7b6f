"""The curve of a learning-rate range test and the rate it suggests: plain numbers, no network."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

LOWEST_RATE = 1e-6  # no optimizer here learns anything noticeable in a few steps at it
HIGHEST_RATE = 10.0  # the highest the settings allow

EXPLODED = 4.0
"""A smoothed loss so many times its lowest ends the test (Gugger 2018)."""

STRETCH = 10**0.5
"""The fall is measured while the rate grows by this factor: from step to step it would be mostly noise."""

LEAST_FALL = 0.05
"""A loss that nowhere falls by this share says nothing about the rate."""

MEANING = (
    "It is a peak rate, the highest a training should reach: the top of one cycle, or the rate that the other "
    "schedules hold or fall from. If the loss jumps about at it, halve it."
)
"""What a suggestion is worth, for people."""


@dataclass
class RangeCurve:
    """Loss over rising learning rates, smoothed as it grows.

    The smoothed loss is the mean of all losses so far, each weighted by its rate, so that what lies a decade of rates
    back counts a tenth. Where the rate grows by a factor g a step this is the exponential mean with β = 1/g, corrected
    for its bias (Gugger 2018, "How do you find a good learning rate", after Smith 2017, "Cyclical learning rates").
    """

    rates: list[float] = field(default_factory=list)
    smoothed: list[float] = field(default_factory=list)
    _weighted: float = 0.0
    _weight: float = 0.0

    def add(self, rate: float, loss: float) -> float:
        """Take in the loss of a step at ``rate``, higher than all before; gives the smoothed loss."""
        self._weighted += rate * loss
        self._weight += rate
        self.rates.append(rate)
        self.smoothed.append(self._weighted / self._weight)
        return self.smoothed[-1]

    @property
    def has_exploded(self) -> bool:
        """Whether the smoothed loss has left its lowest so far behind that higher rates will tell nothing."""
        return self.smoothed[-1] > EXPLODED * min(self.smoothed)

    @property
    def lowest_rate(self) -> float:
        """The rate at which the smoothed loss was lowest."""
        return self.rates[self._lowest]

    @property
    def suggestion(self) -> float | None:
        """A peak rate: where the smoothed loss falls most steeply over the logarithm of the rate (Gugger 2018).

        The steepest place lies where learning is fastest and still far from where it breaks: always below
        ``lowest_rate``. Of a tenth, a third, once and three times the suggestion, once read best after two passes over
        the competition's images at a constant rate (the fully connected network and LeNet-5 with Adam, LeNet-5 with
        SGD; one seed); with one cycle three times was better in two of the three. None where the loss does not fall.
        """
        at_start = self.smoothed[bisect_right(self.rates, 10 * self.rates[0]) - 1]
        if self.smoothed[self._lowest] > (1 - LEAST_FALL) * at_start:
            return None
        slopes = [
            ((self.smoothed[end] - self.smoothed[start]) / math.log(self.rates[end] / self.rates[start]), start, end)
            for start, end in enumerate(map(self._stretch_from, self.rates))
            if end <= self._lowest
        ]
        if not slopes:
            return None
        _, start, end = min(slopes)
        return math.sqrt(self.rates[start] * self.rates[end])

    @property
    def _lowest(self) -> int:
        return min(range(len(self.smoothed)), key=self.smoothed.__getitem__)

    def _stretch_from(self, rate: float) -> int:
        """Where the stretch that begins at ``rate`` ends."""
        return bisect_left(self.rates, STRETCH * rate * (1 - 1e-9))  # whatever rounding does to the last step
