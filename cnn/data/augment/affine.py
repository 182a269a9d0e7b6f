"""Turned, zoomed, slanted and moved: affine maps, one for each image."""

from __future__ import annotations

import torch
from torch import Tensor


def affine_maps(turn: Tensor, zoom: Tensor, lean: Tensor, to_side_px: Tensor, down_px: Tensor) -> Tensor:
    """Maps (B, 2, 3) from a place in the new image to the one it is taken from, both in pixels (x, y) from the middle.

    The image is slanted first, then zoomed, turned and moved (as ``torchvision.transforms.functional.affine`` does).
    All arguments are (B,).

    turn: radians clockwise. zoom: factor, above 0. lean: radians by which upright lines lean to the right.
    to_side_px, down_px: pixels to the right and downwards.
    """
    cos, sin, slant = turn.cos() / zoom, turn.sin() / zoom, lean.tan()
    # The inverse, in the inverse order: what was moved last is moved back first.
    x_of_x, x_of_y = cos - slant * sin, sin + slant * cos
    back_x = -(x_of_x * to_side_px + x_of_y * down_px)
    back_y = sin * to_side_px - cos * down_px
    return torch.stack((x_of_x, x_of_y, back_x, -sin, cos, back_y), 1).view(-1, 2, 3)
