"""How far the mean of a few numbers may be off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import stdev

T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)
"""Student's t that leaves 2.5 % on each side, for 1 to 9 degrees of freedom (Student 1908)."""
MOST = len(T95) + 1
"""Of so many numbers at most."""


def margin(values: Sequence[float]) -> float:
    """How far the mean of all numbers there could be lies from the mean of these at most, with 95 % confidence.

    Infinite for a single number.
    """
    count = len(values)
    return T95[count - 2] * stdev(values) / math.sqrt(count) if count > 1 else math.inf
