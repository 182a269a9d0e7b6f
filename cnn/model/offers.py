"""A layer of each kind, with usual values to start from."""

from __future__ import annotations

from cnn.model.layers import (
    RELU,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
    Residual,
)
from cnn.model.volume import Shape, Volume

FILTERS = 32
FEW = 4


def offers(before: Shape | None = None) -> dict[str, Layer]:
    """What can be put into a network, by kind; where convolutions have feature maps ``before`` them, with as many."""
    filters = before.depth if isinstance(before, Volume) and before.depth > FEW else FILTERS
    convolution = Conv(filters=filters, size=3, padding="same")
    bare = convolution.model_copy(update={"bias": False})
    layers: tuple[Layer, ...] = (
        convolution,
        MaxPool(size=2),
        AvgPool(size=2),
        GlobalPool(),
        BatchNorm(),
        RELU,
        Dropout(rate=0.25),
        Flatten(),
        Dense(units=128),
        Residual(layers=(bare, BatchNorm(), RELU, bare, BatchNorm())),
    )
    return {layer.kind: layer for layer in layers}
