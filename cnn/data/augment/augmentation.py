"""All changes together: how far each may go, and what every image draws within that."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from cnn.data.augment.affine import affine_maps
from cnn.data.augment.erasing import erase
from cnn.data.augment.sheet import PULL_PER_RMS, PULLS, warp
from cnn.data.augment.strokes import thicken

if TYPE_CHECKING:
    from cnn.training.settings.augmentation import AugmentationSettings


@dataclass(frozen=True)
class Augmentation:
    """The largest change of each kind, 0 for none; every image draws its own, evenly between minus and plus that much.

    shift_px: pixels to the side and up or down, as a fraction of a pixel too.
    rotation_deg: degrees around the middle.
    zoom: fraction by which it grows or shrinks; below 1.
    shear_deg: degrees by which upright lines lean over; below 90.
    elastic_px: pixels by which its parts are displaced along each axis, as root mean square over parts and images.
    thickness_px: pixels by which the edges of strokes move outwards or inwards.
    erase: the longest side of the erased rectangle, as a fraction of the image's.

    Falsy when there is nothing to do.
    """

    shift_px: float = 0.0
    rotation_deg: float = 0.0
    zoom: float = 0.0
    shear_deg: float = 0.0
    elastic_px: float = 0.0
    thickness_px: float = 0.0
    erase: float = 0.0

    @classmethod
    def of(cls, settings: AugmentationSettings) -> Augmentation:
        """What the settings of a training ask for."""
        return cls(**{field.name: getattr(settings, field.name) for field in fields(cls)})

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def apply(self, x: Tensor, generator: torch.Generator) -> Tensor:
        """``x`` float32 (B, C, H, W), 0–255 → the same; what comes in from outside is 0 (the ground).

        Everything random is drawn from ``generator``, which is on the device of ``x``. Nothing waits for the device,
        so that a training step with it can be captured as a CUDA graph once it has run for this size of image.
        """

        def draw(*shape: int) -> Tensor:
            return torch.empty(shape, device=x.device).uniform_(-1, 1, generator=generator)

        batch = len(x)
        if self.thickness_px:
            x = thicken(x, self.thickness_px * draw(batch), most_px=self.thickness_px)
        if self.shift_px or self.rotation_deg or self.zoom or self.shear_deg or self.elastic_px:
            turn, growth, lean, to_side, down = draw(5, batch)
            maps = affine_maps(
                math.radians(self.rotation_deg) * turn,
                1 + self.zoom * growth,
                math.radians(self.shear_deg) * lean,
                self.shift_px * to_side,
                self.shift_px * down,
            )
            pulls_px = PULL_PER_RMS * self.elastic_px * draw(batch, *PULLS) if self.elastic_px else None
            x = warp(x, maps, pulls_px)
        if self.erase:
            middle_down, middle_across, height, width = draw(4, batch)
            x = erase(x, middle_down / 2, middle_across / 2, self.erase * height.abs(), self.erase * width.abs())
        return x
