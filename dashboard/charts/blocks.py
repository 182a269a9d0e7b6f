"""What is drawn of a network: one block a volume or vector, with what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from cnn.model.layers import Activation, AvgPool, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Spec, describe
from cnn.model.shapes import Step
from cnn.model.volume import Shape, Volume

INPUT, LEARNING, CLASSIFYING = "Input", "Feature learning", "Classification"
LEANING = 0.3  # how far a block's far side is moved right and up, as a share of its width
VECTOR_WIDTH = 1.6


@dataclass(frozen=True)
class Block:
    """What is drawn for one volume or vector.

    part: input, feature learning or classification. made_by: the layer that gives it, in two short lines.
    story: what is said under the pointer.
    """

    shape: Shape
    part: str
    made_by: str
    story: str

    @property
    def label(self) -> str:
        if isinstance(self.shape, Volume):
            return f"{self.shape.width}<br>×{self.shape.height}<br>×{self.shape.depth}"
        return f"{self.shape.size:,}"

    @property
    def thickness(self) -> float:
        """Depth on a root scale, so that 1 and 512 feature maps both fit."""
        return sqrt(self.shape.depth) if isinstance(self.shape, Volume) else VECTOR_WIDTH

    @property
    def leaning(self) -> float:
        return LEANING * self.shape.width if isinstance(self.shape, Volume) else 0.0

    @property
    def height(self) -> float:
        """Height in pixels; a vector is as high as the square that holds as many numbers."""
        return float(self.shape.height) if isinstance(self.shape, Volume) else sqrt(self.shape.size)


def blocks_of(picture: Volume, steps: Sequence[Step]) -> tuple[Block, ...]:
    """The input and every layer that moves numbers to new places; what works in place is told with them."""
    blocks = [Block(picture, INPUT, "input", f"Input picture {picture}")]
    for step in steps:
        if isinstance(step.layer, Activation | BatchNorm | Dropout):
            last = blocks[-1]
            story = f"{last.story}<br>then {describe(step.layer)}"
            blocks[-1] = Block(last.shape, last.part, last.made_by, story)
        else:
            part = LEARNING if isinstance(step.after, Volume) else CLASSIFYING
            story = f"Layer {step.number}: {describe(step.layer)}<br>{step.before} → {step.after}"
            blocks.append(Block(step.after, part, _short(step.layer), story))
    return tuple(blocks)


def _short(layer: Spec) -> str:
    """A layer in two short lines."""
    match layer:
        case Conv():
            return f"conv<br>{layer.size}×{layer.size}"
        case MaxPool():
            return f"max<br>{layer.size}×{layer.size}"
        case AvgPool():
            return f"mean<br>{layer.size}×{layer.size}"
        case Flatten():
            return "flat"
        case Dense():
            return "FC"
    return "global<br>mean"
