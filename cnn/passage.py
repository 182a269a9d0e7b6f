"""One image on its way through a network: what every layer makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch

from cnn.data.imageset import Images
from cnn.model.shapes import Step, walk
from cnn.model.volume import Vector, Volume
from cnn.predict import Predictor
from cnn.training.precision import choose_precision, computing_in

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Passage:
    """What the layers of one network made of one image.

    steps: each layer with its volumes. x: float32 (C, H, W), the image as the network gets it.
    outputs: float32, one a layer: (D, H, W), or (n,) once it is flat.
    """

    steps: tuple[Step, ...]
    x: Numbers
    outputs: tuple[Numbers, ...]

    @property
    def logits(self) -> Numbers:
        """float32 (K,): what the last layer gives."""
        return self.outputs[-1]

    @cached_property
    def bridge(self) -> int:
        """The place in ``steps`` of the layer that makes a vector of a volume."""
        return next(
            place
            for place, step in enumerate(self.steps)
            if isinstance(step.before, Volume) and isinstance(step.after, Vector)
        )

    @property
    def maps(self) -> Numbers:
        """float32 (D, H, W): the last volume, before it becomes a vector."""
        return self.before(self.bridge)

    @property
    def vector(self) -> Numbers:
        """float32 (n,): what the last volume becomes."""
        return self.outputs[self.bridge]

    def before(self, place: int) -> Numbers:
        """What the layer at a place of ``steps`` gets."""
        return self.outputs[place - 1] if place else self.x


@torch.inference_mode()
def pass_through(predictor: Predictor, image: Images) -> Passage:
    """Send ``image`` uint8 (C, H, W) through the first of the networks, as it predicts.

    Raises DataError for a picture of another size. The plain network computes it, one module a layer; what predicts is
    the same function made faster.
    """
    predictor.check(image[None])
    first = predictor.members[0]
    x = first.normalisation.apply(torch.from_numpy(np.array(image[None])).to(first.device))
    passed, outputs = x, []
    with computing_in(choose_precision(first.precision, x.device), x.device):
        for module in first.network.layers:
            passed = module(passed)
            outputs.append(passed)
    x_alone, *numbers = (each[0].float().cpu().numpy() for each in (x, *outputs))
    return Passage(walk(first.network.architecture), x_alone, tuple(numbers))
