"""Occlusion: how much a score falls where a window of the picture is covered (Zeiler, Fergus 2014)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from cnn.attribution.library import need_captum
from cnn.attribution.subject import Subject

MOST_WINDOWS = 200
"""Each is a picture to read: on two cores so many of 28×28 take a large network half a second."""


@dataclass(frozen=True, eq=False)
class Occluded:
    """How much the score falls.

    map: float64 (H, W), for each pixel the mean over all windows that cover it. size_px, stride_px: of the window.
    """

    map: npt.NDArray[np.float64]
    size_px: int
    stride_px: int


def window_of(height: int, width: int) -> tuple[int, int]:
    """Size and stride of the window for pictures of that size: a sixth of a side, moved as finely as time allows."""
    size = max(1, round(min(height, width) / 6))
    return size, next((stride for stride in range(1, size) if _are_few(height, width, size, stride)), size)


def occlusion(subject: Subject) -> Occluded:
    """The subject's ground seen through a window that moves over its picture.

    Raises ExplanationError without Captum.
    """
    need_captum()
    from captum.attr import Occlusion

    channels, height, width = subject.x.shape[1:]
    size, stride = window_of(height, width)
    fallen = Occlusion(subject.scored).attribute(
        subject.x,
        sliding_window_shapes=(channels, size, size),
        strides=(channels, stride, stride),
        baselines=subject.ground,
        perturbations_per_eval=subject.at_once,
    )
    return Occluded(fallen[0, 0].cpu().numpy().astype(np.float64), size, stride)


def _are_few(height: int, width: int, size: int, stride: int) -> bool:
    """Whether windows of that size and stride are no more than ``MOST_WINDOWS``."""
    return (ceil((height - size) / stride) + 1) * (ceil((width - size) / stride) + 1) <= MOST_WINDOWS
