"""What PyTorch makes of an architecture, found by building and running its modules: knows nothing of our formulas."""

import torch
from torch import nn

from cnn.model.layers import AvgPool, BatchNorm, Conv, Dense, Flatten, GlobalPool, MaxPool, Residual
from cnn.model.volume import Vector, Volume


class RefusedError(Exception):
    """PyTorch would not take the layer at that place."""


def pytorch_walk(architecture):
    """Per layer: the shape after it and its number of parameters; raises RefusedError at the first it refuses."""
    volume = architecture.input
    x = torch.zeros(1, volume.depth, volume.height, volume.width)
    for place, layer in enumerate(architecture.layers, 1):
        x, parameters = run_block(place, layer, x) if isinstance(layer, Residual) else run(place, layer, x)
        yield Vector(x.shape[1]) if x.ndim == 2 else Volume(x.shape[3], x.shape[2], x.shape[1]), parameters


def run(place, layer, x):
    """A layer's output and number of parameters."""
    try:
        module = pytorch_module(layer, x).eval()
        return module(x), sum(parameter.numel() for parameter in module.parameters())
    except (IndexError, RuntimeError, ValueError) as error:
        raise RefusedError(place) from error


def run_block(place, block, x):
    """The same of a residual block, with a projection of the branch's own strides where it is needed."""
    branch, total, stride = x, 0, 1
    for number, layer in enumerate(block.layers, 1):
        branch, parameters = run(f"{place}.{number}", layer, branch)
        total += parameters
        if isinstance(layer, Conv | MaxPool | AvgPool):
            stride *= layer.size if layer.stride is None else layer.stride
    if branch.shape == x.shape:
        return branch + x, total
    try:
        projection = (
            nn.Linear(x.shape[1], branch.shape[1], bias=False)
            if x.ndim == 2
            else nn.Conv2d(x.shape[1], branch.shape[1], 1, stride, bias=False)
        )
        if (projected := projection(x)).shape != branch.shape:  # PyTorch would add some of these all the same
            raise RefusedError(place)
        return branch + projected, total + projection.weight.numel()
    except RuntimeError as error:
        raise RefusedError(place) from error


def pytorch_module(layer, x):
    """The module for ``layer`` made from the shape of ``x`` alone."""
    is_flat = x.ndim == 2
    match layer:
        case Conv():
            padding = "same" if layer.padding == "same" else 0 if layer.padding == "valid" else layer.padding
            return nn.Conv2d(
                x.shape[1], layer.filters, layer.size, layer.stride, padding, layer.dilation, layer.groups, layer.bias
            )
        case MaxPool():
            return nn.MaxPool2d(layer.size, layer.stride, layer.padding)
        case AvgPool():
            return nn.AvgPool2d(layer.size, layer.stride, layer.padding)
        case GlobalPool() if not is_flat:
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case BatchNorm():
            return nn.BatchNorm1d(x.shape[1]) if is_flat else nn.BatchNorm2d(x.shape[1])
        case Flatten() if not is_flat:
            return nn.Flatten()
        case Dense() if is_flat:
            return nn.Linear(x.shape[1], layer.units, bias=layer.bias)
        case Flatten() | Dense() | GlobalPool():  # PyTorch would take some of these, and mean something else
            raise ValueError("made for another shape")
        case _:
            return nn.Identity()
