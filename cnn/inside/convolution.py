"""The walk of a filter over a picture, one position at a time: what a library computes at once, slow enough to watch.

As in every network, the filter is not turned over first, so in a mathematician's words this is a cross-correlation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnn.errors import SpecError
from cnn.inside.route import Numbers, Route, Spot, filled
from cnn.model.window import Window


@dataclass(frozen=True, eq=False)
class Stop:
    """The filter at one position of its walk.

    spot: where that is. window, products: float64 (F, F): the numbers under the filter, and each times its weight.
    added: what comes to their sum from elsewhere.
    """

    spot: Spot
    window: Numbers
    products: Numbers
    added: float

    @property
    def total(self) -> float:
        """The feature map's value here."""
        return float(self.products.sum()) + self.added


@dataclass(frozen=True, eq=False)
class Walk:
    """A filter that slides over one channel of a picture, row by row; raises SpecError where it does not fit.

    picture: float64 (H, W).
    weights: float64 (F, F), the filter.
    stride_px: how far it moves at each step, from 1.
    padding_px: zeros added on every side, from 0.
    added: what comes to the sum at every position, one number or float64 (H2, W2): a learned filter's bias, and what
        its other channels give.
    """

    picture: Numbers
    weights: Numbers
    stride_px: int = 1
    padding_px: int = 0
    added: Numbers | float = 0.0

    def __post_init__(self) -> None:
        if not self.route.fits:
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
    def route(self) -> Route:
        """The positions it visits."""
        height, width = self.picture.shape
        across, down = (Window(side, self.size_px, self.stride_px, self.padding_px) for side in (width, height))
        return Route(across, down)

    @property
    def across(self) -> Window:
        """The walk along the width."""
        return self.route.across

    @property
    def down(self) -> Window:
        """The walk along the height."""
        return self.route.down

    @property
    def steps(self) -> int:
        """How many positions it visits."""
        return self.route.steps

    @cached_property
    def padded(self) -> Numbers:
        """float64 (H + 2P, W + 2P): the picture with its ring of zeros."""
        return np.pad(self.picture, self.padding_px)

    @cached_property
    def feature_map(self) -> Numbers:
        """float64 (H2, W2): the sum at every position."""
        sums: Numbers = np.einsum("hwij,ij->hw", self.route.windows(self.padded), self.weights)
        return sums + self.added

    def at(self, step: int) -> Stop:
        """The filter at one step, from 1 to ``steps``, in reading order."""
        spot = self.route.at(step)
        window = self.route.windows(self.padded)[spot.row, spot.column]
        added = np.broadcast_to(self.added, self.feature_map.shape)[spot.row, spot.column]
        return Stop(spot, window, window * self.weights, float(added))

    def filled(self, step: int) -> Numbers:
        """float64 (H2, W2): the feature map after so many steps, NaN where the filter has not been yet."""
        return filled(self.feature_map, step)
