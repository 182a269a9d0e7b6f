"""One image on its way through a network: what every layer makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch

from cnn.data.imageset import Images
from cnn.model.shapes import walk
from cnn.model.step import Step
from cnn.model.volume import Vector, Volume
from cnn.reading.predict import Predictor

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
    def size_bytes(self) -> int:
        """How much memory it takes."""
        return self.x.nbytes + sum(numbers.nbytes for numbers in self.outputs)

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
    """Send ``image`` uint8 (C, H, W) through the first of the networks; raises DataError for one of another size.

    The plain network computes it, one module a layer, in float32. What predicts is the same function made faster, with
    some runs in bfloat16, which rounds to three digits: sums would not add up to what is shown.
    """
    predictor.check(image[None])
    first = predictor.members[0]
    x = first.normalisation.apply(torch.from_numpy(np.array(image[None])).to(first.device))
    passed, outputs = x, []
    for module in first.network.layers:
        passed = module(passed)
        outputs.append(passed)
    x_alone, *numbers = (each[0].float().cpu().numpy() for each in (x, *outputs))
    return Passage(walk(first.network.architecture), x_alone, tuple(numbers))
