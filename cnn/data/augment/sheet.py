"""One sampling for everything that moves ink: the image is printed on an elastic sheet, held at its control points.

The sheet is a uniform cubic B-spline of ``KNOTS`` × ``KNOTS`` control points. Such a spline reproduces straight lines,
so an affine map is its control points moved affinely, and an elastic deformation (Simard 2003) pulls each of them a
little aside. It is also separable: two small matrix products make the grid, in a seventh of the time that
``affine_grid`` takes for the affine part alone (128 images of 28×28 on one core: 0.14 and 1.0 ms).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

# Four spans a side. On 28 px a span is 7 px, and a B-spline is nearly a Gaussian whose standard deviation is a span
# over √3: 4 px, which is Simard's.
KNOTS = 7
PULLS = (2, KNOTS, KNOTS)
# Of control points pulled evenly between −1 and 1 (mean square 1/3), each place of the sheet follows 16. The squares
# of their weights add up to 151/315 on either axis, on average.
PULL_PER_RMS = 3**0.5 * 315 / 151


def warp(x: Tensor, maps: Tensor, pulls_px: Tensor | None = None) -> Tensor:
    """``x`` float32 (B, C, H, W), 0–255, sampled bilinearly where the sheet says; outside of it all is 0.

    maps: (B, 2, 3), as ``affine_maps`` gives them.
    pulls_px: (B, 2, KNOTS, KNOTS), how far each control point is pulled besides, in x and in y; no place of the sheet
        is displaced farther than the farthest pull.
    """
    batch, _, height, width = x.shape
    sheet = _sheet(height, width, x.device)
    points = maps @ sheet.points_px
    if pulls_px is not None:
        points = points + pulls_px.flatten(2)
    points = (points * sheet.units_per_px).view(batch, 2, KNOTS, KNOTS)
    grid = (sheet.down @ (points @ sheet.across)).permute(0, 2, 3, 1)
    sampled = functional.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    return sampled.clamp_(0, 255)  # four weights may add up to a hair more than 1


@dataclass(frozen=True, eq=False)
class _Sheet:
    """What depends on the size of the image alone.

    points_px: (3, KNOTS²), the control points at rest as (x, y, 1), in pixels from the middle.
    units_per_px: (2, 1), from pixels to the units of ``grid_sample``, whose image reaches from −1 to 1.
    across: (KNOTS, W) and down: (H, KNOTS), the share of each control point in each column and row of pixels.
    """

    points_px: Tensor
    units_per_px: Tensor
    across: Tensor
    down: Tensor


@lru_cache(maxsize=8)
def _sheet(height: int, width: int, device: torch.device) -> _Sheet:
    rest = _rest()
    y, x = np.meshgrid(rest * (height / 2), rest * (width / 2), indexing="ij")

    def on_device(values: npt.ArrayLike) -> Tensor:
        return torch.from_numpy(np.asarray(values, np.float32)).to(device)

    return _Sheet(
        points_px=on_device(np.stack((x.ravel(), y.ravel(), np.ones(KNOTS**2)))),
        units_per_px=on_device([[2 / width], [2 / height]]),
        across=on_device(_shares(width).T),
        down=on_device(_shares(height)),
    )


def _rest() -> npt.NDArray[np.float64]:
    """Where control points are at rest, the image reaching from −1 to 1: one stands outside at either end."""
    spans = KNOTS - 3
    return np.linspace(-1 - 2 / spans, 1 + 2 / spans, KNOTS)


def _shares(length: int) -> npt.NDArray[np.float64]:
    """The cubic B-spline of each control point at the middle of each pixel, (length, KNOTS)."""
    pixels = (2 * np.arange(length) + 1) / length - 1
    rest = _rest()
    away = np.abs(pixels[:, None] - rest) / (rest[1] - rest[0])
    near = 2 / 3 - away**2 + away**3 / 2
    return np.where(away < 1, near, np.maximum(2 - away, 0) ** 3 / 6)
