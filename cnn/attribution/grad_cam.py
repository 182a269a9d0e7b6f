"""Grad-CAM: where in the picture the feature maps lie that a score rises with (Selvaraju et al. 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.attribution.library import need_captum
from cnn.attribution.subject import Subject
from cnn.errors import ExplanationError
from cnn.model.layers import Activation, BatchNorm, Conv, Dropout
from cnn.model.shapes import walk
from cnn.model.step import Step, leaves
from cnn.model.volume import Volume

Map = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cam:
    """The maps of one layer, each weighed by how much the score rises with it, and added up.

    map: float64 (H, W), laid over the picture by bilinear interpolation. cells: float64 (h, w), as it was computed.
    What is below 0 speaks against the score; Selvaraju et al. leave that out.
    """

    map: Map
    cells: Map


def convolutions(steps: Sequence[Step]) -> tuple[int, ...]:
    """Places of the layers whose maps can be weighed: convolutions, and blocks with one, that still tell places apart.

    The last one is what is usual.
    """
    return tuple(
        place
        for place, step in enumerate(steps)
        if isinstance(step.after, Volume)
        and step.after.width * step.after.height > 1
        and any(isinstance(leaf.layer, Conv) for leaf in leaves([step]))
    )


def grad_cam(subject: Subject, place: int | None = None) -> Cam:
    """Grad-CAM at the layer at ``place``, the last of ``convolutions`` by default.

    Its maps are weighed normalised and activated, as the next layer gets them: before that their sign means nothing.
    Raises ExplanationError without Captum, and for a network that has no such layer.
    """
    need_captum()
    from captum.attr import LayerAttribution, LayerGradCam

    architecture = subject.network.architecture
    steps = walk(architecture)
    fitting = convolutions(steps)
    if not fitting:
        raise ExplanationError(
            f"The network {architecture.name} has no convolution whose maps tell places apart, and Grad-CAM weighs "
            "such maps: look at the other explanations, or choose another run."
        )
    layer = subject.network.layers[_finished(steps, fitting[-1] if place is None else place)]
    cells = LayerGradCam(subject.scored, layer).attribute(subject.x).detach()
    laid = LayerAttribution.interpolate(cells, tuple(subject.x.shape[2:]), interpolate_mode="bilinear")
    return Cam(*(each[0, 0].cpu().numpy().astype(np.float64) for each in (laid, cells)))


def _finished(steps: Sequence[Step], place: int) -> int:
    """The place of the last layer that only normalises or activates the maps of the one at ``place``, or itself."""
    while isinstance(steps[place + 1].layer, BatchNorm | Activation | Dropout):
        place += 1
    return place
