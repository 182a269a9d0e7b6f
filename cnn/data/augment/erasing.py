"""A rectangle of each image blanked, so that no single part of it is relied on (Zhong 2017)."""

from __future__ import annotations

import torch
from torch import Tensor


def erase(x: Tensor, middle_down: Tensor, middle_across: Tensor, height: Tensor, width: Tensor) -> Tensor:
    """``x`` float32 (B, C, H, W) with 0 in a rectangle of each image; it may reach beyond the image.

    All arguments are (B,) and fractions of the image's sides: the rectangle's middle, counted from that of the image,
    and its sides. A pixel is erased when its middle is inside.
    """
    rows = _outside(middle_down, height, x.shape[2])
    columns = _outside(middle_across, width, x.shape[3])
    return x * torch.maximum(rows[:, None, :, None], columns[:, None, None, :])


def _outside(middle: Tensor, side: Tensor, length: int) -> Tensor:
    """1.0 for each of ``length`` pixels (B, length) outside of the stretch, 0.0 inside."""
    last = 0.5 - 0.5 / length
    pixels = torch.linspace(-last, last, length, device=middle.device)
    return ((pixels - middle[:, None]).abs() >= side[:, None] / 2).to(torch.float32)
