"""Test-time augmentation: the slightly moved, turned and zoomed views of an image that a network looks at besides it.

The views are fixed, so that the same image always reads the same: the first is the image itself, and the further down
the table, the bolder. Opposite views stand side by side, so that any odd number of them leans nowhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class View:
    """How an image is changed: turned and zoomed around its middle, then moved.

    right_px, down_px: whole pixels, since a part of one would blur the strokes. turn_deg: clockwise.
    zoom: the fraction by which it grows.
    """

    right_px: int = 0
    down_px: int = 0
    turn_deg: float = 0.0
    zoom: float = 0.0

    def matrix(self, height: int, width: int) -> list[list[float]]:
        """Where each pixel is taken from, 2×3, in coordinates from −1 to 1 over the whole side (``affine_grid``)."""
        angle, scale = math.radians(self.turn_deg), 1 / (1 + self.zoom)
        cos, sin = scale * math.cos(angle), scale * math.sin(angle)
        to_right, to_down = 2 * self.right_px / width, 2 * self.down_px / height
        rows = [[cos, sin * height / width], [-sin * width / height, cos]]
        return [[a, b, -a * to_right - b * to_down] for a, b in rows]


VIEWS = (
    View(),
    View(turn_deg=6),
    View(turn_deg=-6),
    View(right_px=1),
    View(right_px=-1),
    View(down_px=1),
    View(down_px=-1),
    View(zoom=0.06),
    View(zoom=-0.06),
    View(turn_deg=4, zoom=0.04),
    View(turn_deg=-4, zoom=-0.04),
    View(turn_deg=4, zoom=-0.04),
    View(turn_deg=-4, zoom=0.04),
    View(right_px=1, turn_deg=4),
    View(right_px=-1, turn_deg=-4),
    View(right_px=-1, turn_deg=4),
    View(right_px=1, turn_deg=-4),
    View(down_px=1, turn_deg=4),
    View(down_px=-1, turn_deg=-4),
    View(down_px=-1, turn_deg=4),
    View(down_px=1, turn_deg=-4),
    View(right_px=1, down_px=1),
    View(right_px=-1, down_px=-1),
    View(right_px=-1, down_px=1),
    View(right_px=1, down_px=-1),
    View(turn_deg=8),
    View(turn_deg=-8),
    View(down_px=1, zoom=0.06),
    View(down_px=-1, zoom=-0.06),
    View(right_px=1, zoom=-0.06),
    View(right_px=-1, zoom=0.06),
    View(turn_deg=2, zoom=0.08),
)
"""As many as the setting allows."""


def seen(images: Tensor, count: int) -> Tensor:
    """The first ``count`` views of ``images`` (B, C, H, W), 0–255: (count · B, C, H, W), one view after the other.

    The images themselves come first and unchanged; with one view they are all there is, and bytes stay bytes. What
    comes in from outside is 0 (the ground).
    """
    if count == 1:
        return images
    batch, channels, height, width = images.shape
    matrices = torch.tensor([view.matrix(height, width) for view in VIEWS[1:count]], device=images.device)
    grid = functional.affine_grid(matrices, [count - 1, 1, height, width], align_corners=False)
    # A view is the same for all images, which therefore pass as the channels of one.
    as_channels = images.float().reshape(1, batch * channels, height, width)
    moved = functional.grid_sample(
        as_channels.expand(count - 1, -1, -1, -1), grid, mode="bilinear", padding_mode="zeros", align_corners=False
    )
    return torch.cat((images.float(), moved.reshape(-1, channels, height, width)))
