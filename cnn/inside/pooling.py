"""The walk of a pooling window over a feature map: what each window keeps, and what is thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from cnn.errors import SpecError
from cnn.inside.route import Numbers, Route, Spot, filled
from cnn.model.layers import AvgPool, MaxPool
from cnn.model.window import Window

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, eq=False)
class PoolWalk:
    """A pooling layer on one feature map; raises SpecError where its window does not fit.

    feature_map: float64 (H, W).
    layer: the layer as an architecture has it: its window F×F, its stride S, and what it keeps; without padding.
    """

    feature_map: Numbers
    layer: MaxPool | AvgPool

    def __post_init__(self) -> None:
        if self.layer.padding_px:
            raise ValueError(f"layer: expected no padding, got {self.layer.padding_px}")
        if not self.route.fits:
            height, width = self.feature_map.shape
            raise SpecError(
                f"A window of {self.layer.size}×{self.layer.size} does not fit a feature map of {width}×{height}: "
                f"take one of at most {min(height, width)}."
            )

    @property
    def route(self) -> Route:
        """The places of the window."""
        height, width = self.feature_map.shape
        size, stride = self.layer.size, self.layer.stride_px
        return Route(Window(width, size, stride), Window(height, size, stride))

    @property
    def takes_largest(self) -> bool:
        """Max pooling, not average."""
        return isinstance(self.layer, MaxPool)

    @cached_property
    def windows(self) -> Numbers:
        """float64 (H2, W2, F, F): what lies under the window at each place."""
        return self.route.windows(self.feature_map)

    @cached_property
    def pooled(self) -> Numbers:
        """float64 (H2, W2): the largest number of each window, or its mean."""
        pooled: Numbers = self.windows.max((2, 3)) if self.takes_largest else self.windows.mean((2, 3))
        return pooled

    def window(self, spot: Spot) -> Numbers:
        """float64 (F, F): what lies under the window at one place."""
        under: Numbers = self.windows[spot.row, spot.column]
        return under

    def filled(self, step: int) -> Numbers:
        """float64 (H2, W2): the pooled map after so many steps, NaN where the window has not been yet."""
        return filled(self.pooled, step)

    @cached_property
    def seats(self) -> npt.NDArray[np.int64]:
        """int64 (H2, W2): where each window's largest number sits in the map read out row by row.

        The first of equals, as PyTorch counts.
        """
        size = self.layer.size
        down, across = np.divmod(self.windows.reshape(*self.pooled.shape, -1).argmax(2), size)
        tops = np.arange(self.pooled.shape[0])[:, None] * self.layer.stride_px
        lefts = np.arange(self.pooled.shape[1]) * self.layer.stride_px
        return ((tops + down) * self.feature_map.shape[1] + lefts + across).astype(np.int64)

    @cached_property
    def is_decided(self) -> npt.NDArray[np.bool_]:
        """bool (H2, W2): whether a window has a largest number at all; in an empty corner all are equal."""
        decided: npt.NDArray[np.bool_] = self.windows.max((2, 3)) > self.windows.min((2, 3))
        return decided


def moved(picture: npt.NDArray[Scalar], right_px: int) -> npt.NDArray[Scalar]:
    """A picture (…, H, W) moved to the right; what leaves it is gone, and what comes in is 0."""
    empty = np.zeros((*picture.shape[:-1], right_px), picture.dtype)
    return np.concatenate([empty, picture], axis=-1)[..., : picture.shape[-1]]


def change(before: Numbers, after: Numbers) -> float:
    """How much numbers changed: the sum of all differences as a share of the sum of the numbers, signs left out."""
    amount = float(np.abs(before).sum())
    return float(np.abs(after - before).sum()) / amount if amount else 0.0
