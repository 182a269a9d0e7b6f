"""How much memory a training will need, estimated before anything is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from cnn.model.architecture import Architecture
from cnn.model.layers import Conv, Dense
from cnn.model.memory import FLOAT_BYTES, kept_bytes, passing_bytes
from cnn.model.shapes import walk
from cnn.model.step import Step, leaves
from cnn.training.config import TrainingConfig

HALF_BYTES = 2


@dataclass(frozen=True)
class Footprint:
    """Bytes that a training holds at its fullest, an estimate.

    weights_bytes: what the network learns. gradients_bytes: one for each weight. optimizer_bytes: what the optimizer
    remembers of each. average_bytes: the running mean of the weights. activations_bytes: what a batch leaves on its way
    forward, and the most that is added on its way back.

    Left out are PyTorch itself (some 300 MB), the images, and what the library that computes convolutions takes for a
    moment, which can be as much as the activations of its layer.
    """

    weights_bytes: int
    gradients_bytes: int
    optimizer_bytes: int
    average_bytes: int
    activations_bytes: int

    @property
    def total_bytes(self) -> int:
        """All of it."""
        return sum(astuple(self))


def footprint(architecture: Architecture, config: TrainingConfig, parts: int = 1) -> Footprint:
    """The memory that training ``architecture`` with ``config`` takes; raises SpecError where a rule is broken.

    parts: how many threads share a batch on the CPU, each with gradients of its own. The precision ``auto``, which asks
    the processor, is counted as float32, the larger.
    """
    if config.dropout is not None:
        architecture = architecture.with_dropout(config.dropout)
    steps = walk(architecture)
    is_half = config.precision == "bfloat16"
    number_bytes = HALF_BYTES if is_half else FLOAT_BYTES
    learned = sum(step.parameters for step in steps)
    an_image_bytes = kept_bytes(steps, number_bytes) + passing_bytes(steps, number_bytes)
    return Footprint(
        weights_bytes=learned * (FLOAT_BYTES + HALF_BYTES * is_half),  # in bfloat16 it computes with a copy
        gradients_bytes=learned * FLOAT_BYTES * parts,
        optimizer_bytes=remembered(steps, config) * FLOAT_BYTES,
        average_bytes=learned * FLOAT_BYTES * (config.average_decay > 0),
        activations_bytes=an_image_bytes * config.batch_size,
    )


def remembered(steps: Sequence[Step], config: TrainingConfig) -> int:
    """How many numbers the optimizer remembers from one step to the next."""
    learned = sum(step.parameters for step in steps)
    match config.optimizer:
        case "sgd":
            return learned * (config.momentum > 0)
        case "rmsprop":
            return learned
        case "adam" | "adamw":
            return 2 * learned
        case "muon":  # one number a weight in matrices, but in the last one and in the rest two, as AdamW
            *hidden, _ = [weights for step in leaves(steps) if (weights := _weights(step))] or [0]
            return 2 * learned - sum(hidden)


def _weights(step: Step) -> int:
    """The numbers of a layer's filters or connections, without biases."""
    match step.layer:
        case Conv(filters=filters, bias=bias):
            return step.parameters - filters * bias
        case Dense(units=units, bias=bias):
            return step.parameters - units * bias
    return 0
