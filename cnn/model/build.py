"""Builds the plain network: one PyTorch module a layer, in the order of the architecture, readable as its picture.

Training runs the same function faster through ``lower.py``; everything else runs this.
"""

import torch
from torch import Tensor, nn

from cnn.model.architecture import Architecture
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
from cnn.model.shapes import walk
from cnn.model.step import Step
from cnn.model.volume import Vector

FUNCTIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
}


class Network(nn.Module):
    """The plain network of an architecture.

    Weights are Glorot-uniform (Glorot, Bengio 2010) and biases zero, as in Keras, drawn from ``seed`` alone.
    """

    def __init__(self, architecture: Architecture, seed: int = 0) -> None:
        super().__init__()
        self.architecture = architecture
        self.layers = nn.Sequential(*map(_module, walk(architecture)))
        generator = torch.Generator().manual_seed(seed)
        for module in self.layers.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.xavier_uniform_(module.weight, generator=generator)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, x: Tensor) -> Tensor:
        """``x`` float32 (B, C, H, W) → ``logits`` (B, K)."""
        logits: Tensor = self.layers(x)
        return logits


class ResidualBlock(nn.Module):
    """Adds what its layers make of the input to what its shortcut makes of it."""

    def __init__(self, layers: nn.Sequential, shortcut: nn.Module) -> None:
        super().__init__()
        self.layers = layers
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        """``x`` float32 (B, C, H, W) or (B, N) → as its layers give it."""
        total: Tensor = self.layers(x) + self.shortcut(x)
        return total


def _module(step: Step) -> nn.Module:
    layer, before = step.layer, step.before
    match layer:
        case Conv():
            assert not isinstance(before, Vector)  # walk() refused it
            return nn.Conv2d(
                before.depth,
                layer.filters,
                layer.size,
                layer.stride,
                layer.padding_px,
                layer.dilation,
                layer.groups,
                layer.bias,
            )
        case MaxPool():
            return nn.MaxPool2d(layer.size, layer.stride_px, layer.padding)
        case AvgPool():
            return nn.AvgPool2d(layer.size, layer.stride_px, layer.padding)
        case Residual():
            shortcut = _module(step.shortcut) if step.shortcut else nn.Identity()
            return ResidualBlock(nn.Sequential(*map(_module, step.inner)), shortcut)
        case GlobalPool():
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case BatchNorm():
            return nn.BatchNorm1d(before.size) if isinstance(before, Vector) else nn.BatchNorm2d(before.depth)
        case Activation():
            return FUNCTIONS[layer.function]()
        case Dropout():
            return nn.Dropout(layer.rate)
        case Flatten():
            return nn.Flatten()
        case Dense():
            return nn.Linear(before.size, layer.units, bias=layer.bias)
    raise TypeError(f"no module for {layer!r}")
