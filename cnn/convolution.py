"""The walk of a filter over a picture, one position at a time: what a library computes at once, slow enough to watch.

As in every network, the filter is not turned over first, so in a mathematician's words this is a cross-correlation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cnn.errors import SpecError
from cnn.model.shapes import Window

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stop:
    """The filter at one position of its walk.

    row, column: the place in the feature map that is filled here.
    top_px, left_px: the upper left corner of the window in the padded picture.
    window, products: float64 (F, F): the numbers under the filter, and each times its weight.
    total: the sum of the products, the feature map's value.
    """

    row: int
    column: int
    top_px: int
    left_px: int
    window: Numbers
    products: Numbers

    @property
    def total(self) -> float:
        return float(self.products.sum())


@dataclass(frozen=True, eq=False)
class Walk:
    """A filter that slides over one channel of a picture, row by row; raises SpecError where it does not fit.

    picture: float64 (H, W).
    weights: float64 (F, F), the filter.
    stride_px: how far it moves at each step, from 1.
    padding_px: zeros added on every side, from 0.
    """

    picture: Numbers
    weights: Numbers
    stride_px: int = 1
    padding_px: int = 0

    def __post_init__(self) -> None:
        if not (self.across.fits and self.down.fits):
            height, width = self.picture.shape
            raise SpecError(
                f"A filter of {self.size_px}×{self.size_px} does not fit a picture of {width}×{height} "
                f"with {self.padding_px} of padding: take a smaller filter or more padding."
            )

    @property
    def size_px(self) -> int:
        """F: width and height of the filter."""
        return len(self.weights)

    @property
    def across(self) -> Window:
        """The walk along the width."""
        return Window(self.picture.shape[1], self.size_px, self.stride_px, self.padding_px)

    @property
    def down(self) -> Window:
        """The walk along the height."""
        return Window(self.picture.shape[0], self.size_px, self.stride_px, self.padding_px)

    @property
    def steps(self) -> int:
        """How many positions the filter visits."""
        return self.across.positions * self.down.positions

    @cached_property
    def padded(self) -> Numbers:
        """float64 (H + 2P, W + 2P): the picture with its ring of zeros."""
        return np.pad(self.picture, self.padding_px)

    @cached_property
    def feature_map(self) -> Numbers:
        """float64 (H2, W2): the sum at every position."""
        windows = np.lib.stride_tricks.sliding_window_view(self.padded, self.weights.shape)
        visited = windows[:: self.stride_px, :: self.stride_px]
        return np.einsum("hwij,ij->hw", visited, self.weights)

    def at(self, step: int) -> Stop:
        """The filter at one step, from 1 to ``steps``, in reading order."""
        if not 1 <= step <= self.steps:
            raise ValueError(f"step: expected 1 to {self.steps}, got {step}")
        row, column = divmod(step - 1, self.across.positions)
        top_px, left_px = row * self.stride_px, column * self.stride_px
        window = self.padded[top_px : top_px + self.size_px, left_px : left_px + self.size_px]
        return Stop(row, column, top_px, left_px, window, window * self.weights)

    def filled(self, step: int) -> Numbers:
        """float64 (H2, W2): the feature map after so many steps, NaN where the filter has not been yet."""
        numbers = self.feature_map.copy()
        numbers.ravel()[step:] = np.nan
        return numbers
