"""Walks an architecture and says, before anything is built, what each layer does to the volume.

The one place that knows the formulas; the summary table, the pages and the error messages all read it. Where a division
leaves a remainder it floors, as PyTorch does, and says how many pixels are never seen.
"""

from dataclasses import dataclass, replace

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.field import Field
from cnn.model.layers import AvgPool, BatchNorm, Conv, Dense, Flatten, GlobalPool, MaxPool, Spec, describe
from cnn.model.volume import Shape, Vector, Volume

MAX_PARAMETERS = 200_000_000
MAX_ACTIVATIONS = 50_000_000


@dataclass(frozen=True)
class Window:
    """How a window of size F walks over W pixels with stride S and padding P, along one side.

    positions: how many places it visits, (W − F + 2P)/S + 1 with the division floored.
    unseen_px: pixels at the far side that no window reaches.
    """

    width_px: int
    size_px: int
    stride_px: int
    padding_px: int = 0

    @property
    def fits(self) -> bool:
        """Whether the window finds room at all."""
        return self.size_px <= self.width_px + 2 * self.padding_px

    @property
    def positions(self) -> int:
        return (self.width_px - self.size_px + 2 * self.padding_px) // self.stride_px + 1

    @property
    def unseen_px(self) -> int:
        return (self.width_px - self.size_px + 2 * self.padding_px) % self.stride_px

    @property
    def formula(self) -> str:
        """The output-size formula with the numbers put in."""
        padding = f" + 2·{self.padding_px}" if self.padding_px else ""
        inner = f"({self.width_px} − {self.size_px}{padding})/{self.stride_px}"
        return f"⌊{inner}⌋ + 1 = {self.positions}" if self.unseen_px else f"{inner} + 1 = {self.positions}"


@dataclass(frozen=True)
class Step:
    """One layer at its place.

    number: its place, from 1.
    formula: the width of its output with the numbers put in (empty where nothing is computed).
    parameters: how many numbers it learns.
    multiply_adds: multiplications, each with its addition, for one image going forward.
    field: the patch of the input picture that each of its outputs depends on (None: all of it).
    unseen_px: pixels of its input's width that no window reaches.
    """

    number: int
    layer: Spec
    before: Shape
    after: Shape
    formula: str = ""
    parameters: int = 0
    multiply_adds: int = 0
    field: Field | None = None
    unseen_px: int = 0

    @property
    def receptive_field_px(self) -> int:
        """Width of the patch of the input picture that one of its outputs depends on (0: all of it)."""
        return self.field.size_px if self.field else 0


def walk(architecture: Architecture) -> tuple[Step, ...]:
    """Every layer with its volumes and costs; raises SpecError that names the layer, the rule and a remedy."""
    steps: list[Step] = []
    shape: Shape = architecture.input
    field = Field()
    for number, layer in enumerate(architecture.layers, 1):
        step = _step(number, layer, shape)
        if isinstance(layer, Conv | MaxPool | AvgPool):
            field = field.through(layer.size, _stride(layer), _padding(layer))
        steps.append(replace(step, field=field if isinstance(step.after, Volume) else None))
        shape = step.after
    _check_size(steps)
    return tuple(steps)


def parameter_count(architecture: Architecture) -> int:
    """How many numbers the whole network learns."""
    return sum(step.parameters for step in walk(architecture))


def check_input(architecture: Architecture, shape: tuple[int, int, int]) -> None:
    """Raises SpecError unless the network takes pictures of ``shape``: channels, height, width."""
    channels, height, width = shape
    if architecture.input != Volume(width, height, channels):
        raise SpecError(
            f"The network {architecture.name} takes pictures of {architecture.input}, but those of the data are "
            f"{width}×{height}×{channels}: give it their volume as its input."
        )


def check_classes(architecture: Architecture, classes: int) -> None:
    """Raises SpecError unless the network ends in one number a class."""
    last = walk(architecture)[-1].after
    if last != Vector(classes):
        raise SpecError(
            f"The network {architecture.name} ends in {last}, but the data has {classes} classes: "
            f"end it in a fully connected layer of {classes} units."
        )


def _step(number: int, layer: Spec, before: Shape) -> Step:
    if isinstance(layer, Dense):
        return _dense(number, layer, before)
    if isinstance(layer, BatchNorm):
        depth = before.depth if isinstance(before, Volume) else before.size
        return Step(number, layer, before, before, parameters=2 * depth, multiply_adds=before.size)
    if isinstance(layer, Conv | MaxPool | AvgPool | GlobalPool | Flatten):
        if isinstance(before, Vector):
            raise SpecError(
                f"Layer {number} ({describe(layer)}): it needs a volume, but its input is flat ({before} numbers); "
                "move it before the flatten or global pooling layer."
            )
        if isinstance(layer, Flatten):
            formula = f"{before.width}·{before.height}·{before.depth} = {before.size}"
            return Step(number, layer, before, Vector(before.size), formula)
        if isinstance(layer, GlobalPool):
            return Step(number, layer, before, Vector(before.depth), f"one mean a map: {before.depth}")
        return _windowed(number, layer, before)
    return Step(number, layer, before, before)


def _windowed(number: int, layer: Conv | MaxPool | AvgPool, before: Volume) -> Step:
    padding_px = _padding(layer)
    across = Window(before.width, layer.size, _stride(layer), padding_px)
    down = Window(before.height, layer.size, _stride(layer), padding_px)
    if not (across.fits and down.fits):
        remedy = (
            f"use at most size {min(before.width, before.height) + 2 * padding_px} or a larger padding"
            if isinstance(layer, Conv)
            else "remove it or pad the convolution before it"
        )
        raise SpecError(
            f"Layer {number} ({describe(layer)}): its window of {layer.size}×{layer.size} does not fit its input of "
            f"{before.width}×{before.height}{f' with {padding_px} of padding' if padding_px else ''}; {remedy}."
        )
    if not isinstance(layer, Conv):
        after = Volume(across.positions, down.positions, before.depth)
        return Step(number, layer, before, after, across.formula, unseen_px=across.unseen_px)
    after = Volume(across.positions, down.positions, layer.filters)
    weights = layer.size**2 * before.depth * layer.filters
    return Step(
        number,
        layer,
        before,
        after,
        across.formula,
        parameters=weights + layer.filters * layer.bias,
        multiply_adds=weights * after.width * after.height,
        unseen_px=across.unseen_px,
    )


def _dense(number: int, layer: Dense, before: Shape) -> Step:
    if isinstance(before, Volume):
        raise SpecError(
            f"Layer {number} ({describe(layer)}): it needs a flat vector, but its input is the volume {before}; "
            "put a flatten or global pooling layer before it."
        )
    weights = before.size * layer.units
    bias = layer.units * layer.bias
    formula = f"{before.size}·{layer.units}{f' + {bias}' if bias else ''} = {weights + bias:,} parameters"
    return Step(number, layer, before, Vector(layer.units), formula, weights + bias, weights)


def _stride(layer: Conv | MaxPool | AvgPool) -> int:
    return layer.stride if isinstance(layer, Conv) else layer.stride_px


def _padding(layer: Conv | MaxPool | AvgPool) -> int:
    return layer.padding_px if isinstance(layer, Conv) else 0


def _check_size(steps: list[Step]) -> None:
    parameters = sum(step.parameters for step in steps)
    if parameters > MAX_PARAMETERS:
        largest = max(steps, key=lambda step: step.parameters)
        raise SpecError(
            f"The network would have {parameters:,} parameters, more than the {MAX_PARAMETERS:,} this program builds; "
            f"most are in layer {largest.number} ({describe(largest.layer)}): make it smaller or pool before it."
        )
    activations = steps[0].before.size + sum(step.after.size for step in steps)
    if activations > MAX_ACTIVATIONS:
        raise SpecError(
            f"One picture would make {activations:,} numbers inside the network, more than the {MAX_ACTIVATIONS:,} "
            "this program allows: use fewer filters or pool earlier."
        )
