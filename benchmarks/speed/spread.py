"""What several measurements of one thing come to."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The middle of several measurements, and how far they lie apart."""

    lowest: float
    median: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one measurement."""
        return cls(min(values), statistics.median(values), max(values))

    @classmethod
    def of_ratios(cls, above: Sequence[float], below: Sequence[float]) -> Spread:
        """Of ratios round by round, which outlive a machine whose speed comes and goes."""
        return cls.of([over / under for over, under in zip(above, below, strict=True)])
