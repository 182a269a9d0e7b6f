"""What a preset is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Layer, MaxPool
from cnn.model.volume import Volume
from cnn.training.config import TrainingConfig

Layers = tuple[Layer, ...]


@dataclass(frozen=True)
class Figures:
    """What was measured of a preset, by the protocol of ``docs/accuracy.md``.

    accuracy, deviation: mean and standard deviation over ``seeds`` trainings, fractions of the 7,000 rows kept aside.
    time_s: median seconds of one training on the other 35,000 rows, on two CPU cores.
    """

    accuracy: float
    deviation: float
    seeds: int
    time_s: float


@dataclass(frozen=True)
class Preset:
    """A network and how to train it.

    layers: the layers for a number of classes.
    source: where it comes from.
    settings: what differs from the default configuration.
    figures: what it was measured to reach on the competition's data; None where it was not.
    """

    name: str
    title: str
    about: str
    source: str
    layers: Callable[[int], Layers]
    settings: dict[str, Any] = field(default_factory=dict)
    figures: Figures | None = None

    def architecture(self, volume: Volume, classes: int) -> Architecture:
        """Its network for pictures of ``volume`` and ``classes`` classes."""
        return Architecture(name=self.name, input=volume, layers=self.layers(classes))

    @property
    def config(self) -> TrainingConfig:
        """Its way of training."""
        return TrainingConfig(**self.settings)


def normalised(filters: int, size: int = 3, *, pooled: bool = False, padded: bool = True) -> Layers:
    """Convolution, pooling where asked, batch normalisation, ReLU."""
    convolution = Conv(filters=filters, size=size, padding="same" if padded else 0, bias=False)
    return (convolution, *((MaxPool(size=2),) if pooled else ()), BatchNorm(), RELU)
