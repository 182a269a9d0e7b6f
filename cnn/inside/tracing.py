"""Traces a number inside a network back to what it was made of.

The module itself is asked for its weights, window and statistics, so that what is told is what is computed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from cnn.inside.origin import Activated, Cell, Joined, Normalised, Numbers, Origin, Pooled, Unchanged, WeightedSum
from cnn.inside.passage import Passage
from cnn.model.build import Network
from cnn.model.layers import (
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    MaxPool,
    Residual,
)


def origin_of(network: Network, passage: Passage, place: int, cell: Cell) -> Origin:
    """How the number in ``cell`` of the layer at ``place`` came about; ``passage`` went through ``network``."""
    layer, module = passage.steps[place].layer, network.layers[place]
    before, after = passage.before(place), passage.outputs[place]
    own = cell if after.ndim == 3 else cell[:1]
    total = float(after[own])
    match layer:
        case Conv():
            return _at_a_position(module, before, cell)
        case Dense():
            return _of_a_unit(module, passage, place, cell[0])
        case MaxPool() | AvgPool():
            takes_largest = isinstance(layer, MaxPool)
            beyond = -np.inf if takes_largest else 0.0
            return Pooled(_under(before[cell[0]][None], module, cell, beyond)[0], takes_largest)
        case GlobalPool():
            return Pooled(before[cell[0]].astype(np.float64), takes_largest=False)
        case Activation():
            return Activated(layer.function, float(before[own]), total)
        case BatchNorm():
            return _normalised(module, float(before[own]), cell[0])
        case Dropout():
            return Unchanged(cell, total)
        case Flatten():
            source = np.unravel_index(cell[0], before.shape)
            return Unchanged((int(source[0]), int(source[1]), int(source[2])), total)
        case Residual():
            shortcut = _through_shortcut(module.shortcut, before, cell)
            return Joined(total - shortcut, shortcut)
    raise TypeError(f"no origin for {layer!r}")


def strongest(numbers: npt.NDArray[np.floating[Any]], map_number: int) -> Cell:
    """The cell with the largest number of one map of a volume (D, H, W), the first of equals; or that of a vector."""
    if numbers.ndim == 1:
        return map_number, 0, 0
    row, column = np.unravel_index(numbers[map_number].argmax(), numbers.shape[1:])
    return map_number, int(row), int(column)


def _at_a_position(module: Any, before: npt.NDArray[np.float32], cell: Cell) -> WeightedSum:
    """A filter sees the maps of its group alone: all of them as a rule."""
    weights = _numbers(module.weight[cell[0]])
    first = cell[0] // (module.out_channels // module.groups) * len(weights)
    window = _under(before[first : first + len(weights)], module, cell)
    return WeightedSum(window, weights, _bias(module, cell[0]), first)


def _through_shortcut(module: Any, before: npt.NDArray[np.float32], cell: Cell) -> float:
    """What the shortcut of a residual block adds: the input itself, or what its projection makes of it."""
    if isinstance(module, nn.Conv2d):
        return _at_a_position(module, before, cell).total
    if isinstance(module, nn.Linear):
        return float(before.astype(np.float64) @ _numbers(module.weight[cell[0]]))
    return float(before[cell if before.ndim == 3 else cell[:1]])


def _of_a_unit(module: Any, passage: Passage, place: int, unit: int) -> WeightedSum:
    inputs, weights = passage.before(place).astype(np.float64), _numbers(module.weight[unit])
    maps = _maps_before(passage, place)
    shape = maps if maps and np.prod(maps) == len(inputs) else (1, 1, len(inputs))
    return WeightedSum(inputs.reshape(shape), weights.reshape(shape), _bias(module, unit))


def _maps_before(passage: Passage, place: int) -> tuple[int, ...] | None:
    """The shape of the maps that were flattened into this layer's input; None where other units lie between."""
    for step, numbers in zip(passage.steps[place - 1 :: -1], passage.outputs[place - 1 :: -1], strict=True):
        if isinstance(step.layer, Flatten):
            return passage.before(step.number - 1).shape
        if not isinstance(step.layer, Activation | BatchNorm | Dropout) or numbers.ndim != 1:
            return None
    return None


def _normalised(module: Any, before: float, number: int) -> Normalised:
    learned = (module.running_mean, module.running_var, module.weight, module.bias)
    mean, variance, scale, shift = (values[number].item() for values in learned)
    return Normalised(before, mean, variance, module.eps, scale, shift)


def _under(maps: npt.NDArray[np.float32], module: Any, cell: Cell, beyond: float = 0.0) -> Numbers:
    """What lies under a layer's window at one position of its output: float64 (D, F, F), ``beyond`` in the padding."""
    size, stride, padding = (_side(getattr(module, name)) for name in ("kernel_size", "stride", "padding"))
    apart = _side(getattr(module, "dilation", 1))
    around = ((0, 0), (padding, padding), (padding, padding))
    padded = np.pad(maps.astype(np.float64), around, constant_values=beyond)
    rows, columns = (slice(at * stride, at * stride + apart * (size - 1) + 1, apart) for at in cell[1:])
    return padded[:, rows, columns]


def _side(value: int | tuple[int, ...]) -> int:
    """PyTorch gives some layers a number and some a pair, of which both are the same here."""
    return value if isinstance(value, int) else value[0]


def _bias(module: nn.Conv2d | nn.Linear, number: int) -> float:
    return 0.0 if module.bias is None else module.bias[number].item()


def _numbers(weights: Tensor) -> Numbers:
    return weights.detach().cpu().numpy().astype(np.float64)
