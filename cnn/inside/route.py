"""The way of a window over a map: the places it visits, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.model.window import Window

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spot:
    """A window at one of its places.

    row, column: the place in the output that is filled here.
    top_px, left_px: the window's upper left corner in the input.
    """

    row: int
    column: int
    top_px: int
    left_px: int


@dataclass(frozen=True)
class Route:
    """All places of a square window, in reading order.

    across, down: how it walks along the width and along the height, with the same size and stride.
    """

    across: Window
    down: Window

    @property
    def fits(self) -> bool:
        """Whether the window finds room at all."""
        return self.across.fits and self.down.fits

    @property
    def steps(self) -> int:
        """How many places it visits."""
        return self.across.positions * self.down.positions

    def at(self, step: int) -> Spot:
        """Where it is at one step, from 1 to ``steps``."""
        if not 1 <= step <= self.steps:
            raise ValueError(f"step: expected 1 to {self.steps}, got {step}")
        row, column = divmod(step - 1, self.across.positions)
        return Spot(row, column, row * self.down.stride_px, column * self.across.stride_px)

    def windows(self, padded: Numbers) -> Numbers:
        """What lies under it at each place: float64 (…, H, W), padding included, → (…, H2, W2, F, F), a view."""
        sides = (self.down.size_px, self.across.size_px)
        everywhere = np.lib.stride_tricks.sliding_window_view(padded, sides, axis=(-2, -1))
        return everywhere[..., :: self.down.stride_px, :: self.across.stride_px, :, :]


def telling_step(numbers: Numbers) -> int:
    """The step that fills the strongest number in the middle row of an output (H2, W2): there a digit has ink."""
    middle = len(numbers) // 2
    return int(middle * numbers.shape[1] + np.abs(numbers[middle]).argmax()) + 1


def filled(numbers: Numbers, step: int) -> Numbers:
    """An output (H2, W2) after so many steps: NaN where the window has not been yet."""
    so_far = numbers.copy()
    so_far.ravel()[step:] = np.nan
    return so_far
