"""What each kind of layer does to a volume and what it costs: the one place that knows the formulas.

Where a division leaves a remainder it floors, as PyTorch does. A broken rule is a SpecError that states the rule, the
numbers and a remedy; ``shapes.py``, which knows where the layer stands, puts its name before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from cnn.errors import SpecError
from cnn.model.layers import AvgPool, BatchNorm, Conv, Dense, Flatten, GlobalPool, MaxPool, Spec
from cnn.model.volume import Shape, Vector, Volume
from cnn.model.window import Window

LARGEST_STRIDE = 64


@dataclass(frozen=True)
class Effect:
    """What a layer makes of its input.

    formula, parameters, multiply_adds: as in ``Step``. across: the walk of its window along the width, if it has one.
    """

    after: Shape
    formula: str = ""
    parameters: int = 0
    multiply_adds: int = 0
    across: Window | None = None


def effect_of(layer: Spec, before: Shape) -> Effect:
    """The effect of a single layer on ``before``; raises SpecError where it breaks a rule."""
    match layer:
        case Conv():
            return _convolved(layer, _volume(before))
        case MaxPool() | AvgPool():
            return _pooled(layer, _volume(before))
        case GlobalPool():
            depth = _volume(before).depth
            return Effect(Vector(depth), f"one mean a map: {depth}")
        case Flatten():
            volume = _volume(before)
            return Effect(Vector(volume.size), f"{volume.width}·{volume.height}·{volume.depth} = {volume.size:,}")
        case Dense():
            return _connected(layer, before)
        case BatchNorm():
            maps = before.depth if isinstance(before, Volume) else before.size
            return Effect(before, parameters=2 * maps, multiply_adds=before.size)
        case _:
            return Effect(before)


def projection(before: Shape, after: Shape, stride: int = 1) -> Conv | Dense | None:
    """What a residual block has on its shortcut; None where its branch keeps the volume and the input is added as is.

    A branch that changes the volume is met by a learned 1×1 convolution without bias that moves as far as the branch
    does (He et al. 2015, option B), a vector by a fully connected layer without bias. Raises SpecError where that does
    not give what the branch gives.

    stride: how many pixels of the input lie between two neighbours of the branch's output.
    """
    if before == after:
        return None
    if isinstance(before, Vector) and isinstance(after, Vector):
        return Dense(units=after.size, bias=False)
    if isinstance(before, Vector) or isinstance(after, Vector):
        raise SpecError(
            f"its branch turns the volume {before} into a flat vector of {after} numbers, which cannot be added to "
            "it; move flatten or global pooling behind the block."
        )
    across, down = (Window(side, 1, stride).positions for side in (before.width, before.height))
    if (across, down) != (after.width, after.height):
        raise SpecError(
            f"its branch turns {before} into {after}, but the 1×1 convolution on its shortcut, which moves by "
            f"{stride} as the branch does, gives {across}×{down}, so the two cannot be added; pad the layers inside, "
            "as with padding `same`, so that only their strides make the volume smaller."
        )
    if stride > LARGEST_STRIDE:
        raise SpecError(
            f"its branch moves by {stride} pixels and the 1×1 convolution on its shortcut by {LARGEST_STRIDE} at "
            "most; use smaller strides inside."
        )
    return Conv(filters=after.depth, size=1, stride=stride, bias=False)


def _volume(shape: Shape) -> Volume:
    if isinstance(shape, Vector):
        raise SpecError(
            f"it needs a volume, but its input is flat ({shape} numbers); move it before the flatten or global "
            "pooling layer."
        )
    return shape


def _convolved(layer: Conv, before: Volume) -> Effect:
    common = gcd(before.depth, layer.filters)
    if common % layer.groups:
        nearest = max(number for number in range(1, layer.groups) if common % number == 0)
        raise SpecError(
            f"its {layer.groups} groups do not divide both the depth {before.depth} of its input and its "
            f"{layer.filters} filters; use {nearest} group{'s' * (nearest > 1)}, or a depth and filters that "
            f"{layer.groups} divides."
        )
    across, down = _windows(layer, before)
    weights = layer.size**2 * (before.depth // layer.groups) * layer.filters
    return Effect(
        Volume(across.positions, down.positions, layer.filters),
        across.formula,
        weights + layer.filters * layer.bias,
        weights * across.positions * down.positions,
        across,
    )


def _pooled(layer: MaxPool | AvgPool, before: Volume) -> Effect:
    if layer.padding > layer.size // 2:
        raise SpecError(
            f"its padding of {layer.padding} is more than half its window of {layer.size}×{layer.size}, so a window "
            f"could lie beside the picture; use at most {layer.size // 2}."
        )
    across, down = _windows(layer, before)
    return Effect(Volume(across.positions, down.positions, before.depth), across.formula, across=across)


def _windows(layer: Conv | MaxPool | AvgPool, before: Volume) -> tuple[Window, Window]:
    """The walk along the width and the height."""
    dilation = layer.dilation if isinstance(layer, Conv) else 1
    across, down = (
        Window(side, layer.size, layer.stride_px, layer.padding_px, dilation) for side in (before.width, before.height)
    )
    if across.fits and down.fits:
        return across, down
    if isinstance(layer, Conv):
        room_px = min(before.width, before.height) + 2 * layer.padding_px
        remedy = f"use at most size {(room_px - 1) // dilation + 1} or a larger padding"
    else:
        remedy = "remove it or pad the convolution before it"
    reach = f" (dilated, over {across.reach_px}×{across.reach_px})" if dilation > 1 else ""
    padding = f" with {layer.padding_px} of padding" if layer.padding_px else ""
    raise SpecError(
        f"its window of {layer.size}×{layer.size}{reach} does not fit its input of "
        f"{before.width}×{before.height}{padding}; {remedy}."
    )


def _connected(layer: Dense, before: Shape) -> Effect:
    if isinstance(before, Volume):
        raise SpecError(
            f"it needs a flat vector, but its input is the volume {before}; put a flatten or global pooling layer "
            "before it."
        )
    weights = before.size * layer.units
    bias = layer.units * layer.bias
    formula = f"{before.size:,}·{layer.units:,}{f' + {bias:,}' if bias else ''} = {weights + bias:,}"
    return Effect(Vector(layer.units), formula, weights + bias, weights)
