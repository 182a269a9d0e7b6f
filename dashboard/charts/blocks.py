"""What is drawn of a network: one block a volume or vector, with what is said about it, and the shortcuts past them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from cnn.model.layers import Activation, AvgPool, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Spec, describe
from cnn.model.step import Step
from cnn.model.volume import Shape, Volume

INPUT, LEARNING, CLASSIFYING, IMPOSSIBLE = "Input", "Feature learning", "Classification", "Impossible"
LEANING = 0.3  # how far a block's far side is moved right and up, as a share of its width
VECTOR_WIDTH = 1.6


@dataclass(frozen=True)
class Block:
    """What is drawn for one volume or vector.

    part: input, feature learning, classification, or impossible. made_by: the layer that gives it, in two short
    lines. story: what is said under the pointer. layers: the layers it stands for, as they are numbered: 4, 4.2.
    """

    shape: Shape
    part: str
    made_by: str
    story: str
    layers: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        if self.part == IMPOSSIBLE:
            return "?"
        if isinstance(self.shape, Volume):
            return f"{self.shape.width}<br>×{self.shape.height}<br>×{self.shape.depth}"
        return f"{self.shape.size:,}"

    @property
    def thickness(self) -> float:
        """Depth on a root scale, so that 1 and 512 feature maps both fit."""
        return sqrt(self.shape.depth) if isinstance(self.shape, Volume) else VECTOR_WIDTH

    @property
    def leaning(self) -> float:
        return LEANING * self.shape.width if isinstance(self.shape, Volume) and self.part != IMPOSSIBLE else 0.0

    @property
    def height(self) -> float:
        """Height in pixels; a vector is as high as the square that holds as many numbers."""
        return float(self.shape.height) if isinstance(self.shape, Volume) else sqrt(self.shape.size)

    def then(self, step: Step) -> Block:
        """The block once a layer has worked in place on its numbers."""
        story = f"{self.story}<br>then layer {step.place}: {describe(step.layer)}"
        return replace(self, story=story, layers=(*self.layers, step.place))


@dataclass(frozen=True)
class Shortcut:
    """Past a residual block: what one block holds is added to another, both by their places in the row of blocks.

    through: the layer on the way, where there is one.
    """

    start: int
    end: int
    through: str = ""


@dataclass(frozen=True)
class Picture:
    """The input and every layer that moves numbers to new places, and the shortcuts past residual blocks."""

    blocks: tuple[Block, ...]
    shortcuts: tuple[Shortcut, ...] = ()


def picture_of(picture: Volume, steps: Sequence[Step], stops_at: str = "") -> Picture:
    """What is drawn of a network; layers that work in place are told with the block they work on.

    stops_at: the number of the layer behind the last step, which cannot be.
    """
    blocks = [Block(picture, INPUT, "input", f"Input picture {picture}")]
    shortcuts: list[Shortcut] = []
    for step in steps:
        if step.inner:
            start = len(blocks) - 1
            for inner in step.inner:
                _add(blocks, inner)
            blocks[-1] = blocks[-1].then(step)
            if len(blocks) - 1 > start:
                through = _short(step.shortcut.layer).replace("<br>", " ") if step.shortcut else ""
                shortcuts.append(Shortcut(start, len(blocks) - 1, through))
        else:
            _add(blocks, step)
    if stops_at:
        story = f"Layer {stops_at} is impossible"
        blocks.append(Block(blocks[-1].shape, IMPOSSIBLE, f"✗<br>layer {stops_at}", story, (stops_at,)))
    return Picture(tuple(blocks), tuple(shortcuts))


def _add(blocks: list[Block], step: Step) -> None:
    """Draw a layer: a block of its own, or a word about the last one."""
    if isinstance(step.layer, Activation | BatchNorm | Dropout):
        blocks[-1] = blocks[-1].then(step)
        return
    part = LEARNING if isinstance(step.after, Volume) else CLASSIFYING
    story = f"Layer {step.place}: {describe(step.layer)}<br>{step.before} → {step.after}"
    blocks.append(Block(step.after, part, _short(step.layer), story, (step.place,)))


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
