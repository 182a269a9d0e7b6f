"""Small changes that leave a digit the same digit: a function of a batch, each image with its own draw."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Augmentation:
    """The largest change of each kind; every image draws its own, evenly between minus and plus that much.

    shift_px: pixels to the side and up or down, as a fraction of a pixel too.
    rotation_deg: degrees around the middle.
    zoom: fraction by which it grows or shrinks.
    """

    shift_px: float = 0.0
    rotation_deg: float = 0.0
    zoom: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.shift_px or self.rotation_deg or self.zoom)

    def apply(self, x: Tensor, generator: torch.Generator) -> Tensor:
        """``x`` float32 (B, C, H, W) → the same shape; what comes in from outside is 0 (the ground)."""
        if not self:
            return x
        batch, _, height, width = x.shape
        draw = torch.rand(4, batch, generator=generator, device=x.device).mul_(2).sub_(1)
        angle = draw[0] * math.radians(self.rotation_deg)
        scale = 1 / (1 + draw[1] * self.zoom)
        cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
        # affine_grid counts from −1 to 1 over the whole side, so a pixel is 2/side.
        to_side, to_down = draw[2] * (2 * self.shift_px / width), draw[3] * (2 * self.shift_px / height)
        rows = torch.stack((cos, -sin * (height / width), to_side, sin * (width / height), cos, to_down))
        grid = functional.affine_grid(rows.T.reshape(batch, 2, 3), list(x.shape), align_corners=False)
        return functional.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
