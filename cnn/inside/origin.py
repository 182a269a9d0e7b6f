"""Where one number inside a network comes from: the numbers it was made of, and what was done with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Cell = tuple[int, int, int]
"""A number of a volume: its map, row and column; a number of a vector has row and column 0."""


@dataclass(frozen=True, eq=False)
class WeightedSum:
    """Inputs times weights, added up, plus a bias: a filter at one position, or a unit of a fully connected layer.

    inputs, weights: float64 (D, H, W), as deep and wide as the filter; of a unit whose inputs were maps before they
    were flattened, as those maps; else (1, 1, n). first_map: which map of the layer's input is the first of the D.
    """

    inputs: Numbers
    weights: Numbers
    bias: float
    first_map: int = 0

    @property
    def products(self) -> Numbers:
        """float64, as the inputs."""
        return self.inputs * self.weights

    @property
    def sums(self) -> Numbers:
        """float64 (D,): what each of the input's maps adds."""
        sums: Numbers = self.products.sum((1, 2))
        return sums

    @property
    def total(self) -> float:
        return float(self.products.sum() + self.bias)


@dataclass(frozen=True, eq=False)
class Pooled:
    """The largest number of a window, or its mean. window: float64 (H, W), of one map."""

    window: Numbers
    takes_largest: bool

    @property
    def total(self) -> float:
        return float(self.window.max() if self.takes_largest else self.window.mean())


@dataclass(frozen=True)
class Activated:
    """One function of one number."""

    function: str
    before: float
    total: float


@dataclass(frozen=True)
class Normalised:
    """(before − mean) / √(variance + epsilon) · scale + shift, with what was measured and learned in training."""

    before: float
    mean: float
    variance: float
    epsilon: float
    scale: float
    shift: float

    @property
    def total(self) -> float:
        return float((self.before - self.mean) / np.sqrt(self.variance + self.epsilon) * self.scale + self.shift)


@dataclass(frozen=True)
class Unchanged:
    """The same number, from the cell it came from."""

    cell: Cell
    total: float


@dataclass(frozen=True)
class Joined:
    """What the layers inside a residual block made of the input, plus what its shortcut made of it."""

    branch: float
    shortcut: float

    @property
    def total(self) -> float:
        return self.branch + self.shortcut


Origin = WeightedSum | Pooled | Activated | Normalised | Unchanged | Joined
