"""Walks an architecture and says, before anything is built, what each layer does to the volume.

The summary table, the pages and the error messages all read it; the formulas themselves are in ``effects.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.effects import effect_of, projection
from cnn.model.field import Field
from cnn.model.layers import Layer, Residual, describe
from cnn.model.step import Step, leaves
from cnn.model.volume import Shape, Vector, Volume

MAX_PARAMETERS = 200_000_000
MAX_ACTIVATIONS = 50_000_000


def walk(architecture: Architecture) -> tuple[Step, ...]:
    """Every layer with its volumes and costs; raises SpecError that names the layer, the rule and a remedy."""
    steps = tuple(_steps(architecture.layers, architecture.input, Field()))
    _check_size(steps)
    return steps


def parameter_count(architecture: Architecture) -> int:
    """How many numbers the whole network learns."""
    return sum(step.parameters for step in walk(architecture))


def check_input(architecture: Architecture, shape: tuple[int, int, int]) -> None:
    """Raises SpecError unless the network takes pictures of ``shape``: channels, height, width."""
    volume = Volume.of(shape)
    if architecture.input != volume:
        raise SpecError(
            f"The network {architecture.name} takes pictures of {architecture.input}, but those of the data are "
            f"{volume}: give it their volume as its input."
        )


def check_classes(architecture: Architecture, classes: int) -> None:
    """Raises SpecError unless the network ends in one number a class."""
    last = walk(architecture)[-1].after
    if last != Vector(classes):
        raise SpecError(
            f"The network {architecture.name} ends in {last}, but the data has {classes} classes: "
            f"end it in a fully connected layer of {classes} units."
        )


def _steps(layers: Sequence[Layer], before: Shape, field: Field | None, block: int = 0) -> Iterator[Step]:
    """One layer after the other, each fed by the one before."""
    for number, layer in enumerate(layers, 1):
        start = Step(number, layer, before, before, field=field, block=block)
        step = _residual(start, layer) if isinstance(layer, Residual) else _single(start)
        yield step
        before, field = step.after, step.field


def _single(start: Step) -> Step:
    """The step of a layer that computes by itself; ``start`` knows its place and what goes in."""
    with _named(start):
        effect = effect_of(start.layer, start.before)
    across, field = effect.across, start.field
    if across and field:
        field = field.through(across.reach_px, across.stride_px, across.padding_px)
    return replace(
        start,
        after=effect.after,
        formula=effect.formula,
        parameters=effect.parameters,
        multiply_adds=effect.multiply_adds,
        field=None if isinstance(effect.after, Vector) else field,
        unseen_px=max(0, across.unseen_px - across.padding_px) if across else 0,
    )


def _residual(start: Step, layer: Residual) -> Step:
    """The step of a residual block, with the steps inside."""
    inner = tuple(_steps(layer.layers, start.before, start.field, block=start.number))
    branch = inner[-1]
    stride = branch.field.jump_px // start.field.jump_px if branch.field and start.field else 1
    with _named(start):
        projected = projection(start.before, branch.after, stride)
    shortcut = _single(replace(start, number=0, layer=projected, block=start.number)) if projected else None
    beside = (shortcut or start).field
    step = replace(start, after=branch.after, inner=inner, shortcut=shortcut)
    return replace(
        step,
        formula="F(x) + Wₛ·x" if shortcut else "F(x) + x",
        parameters=sum(part.parameters for part in step.within),
        multiply_adds=sum(part.multiply_adds for part in step.within),
        field=branch.field.together_with(beside) if branch.field and beside else None,
    )


@contextmanager
def _named(step: Step) -> Iterator[None]:
    """Within this context a broken rule is told with the layer that breaks it."""
    try:
        yield
    except SpecError as fault:
        raise SpecError(f"Layer {step.place} ({describe(step.layer)}): {fault}") from fault


def _check_size(steps: Sequence[Step]) -> None:
    parameters = sum(step.parameters for step in steps)
    if parameters > MAX_PARAMETERS:
        largest = max(leaves(steps), key=lambda step: step.parameters)
        raise SpecError(
            f"The network would have {parameters:,} parameters, more than the {MAX_PARAMETERS:,} this program builds; "
            f"most are in layer {largest.place} ({describe(largest.layer)}): make it smaller or pool before it."
        )
    activations = steps[0].before.size + sum(step.activations for step in steps)
    if activations > MAX_ACTIVATIONS:
        raise SpecError(
            f"One picture would make {activations:,} numbers inside the network, more than the {MAX_ACTIVATIONS:,} "
            "this program allows: use fewer filters or pool earlier."
        )
