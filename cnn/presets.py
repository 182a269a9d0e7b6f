"""Named pairs of an architecture and a configuration, to start from.

A preset's input volume and number of classes come from the data; explicit settings override its configuration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cnn.errors import ConfigError
from cnn.model.architecture import Architecture
from cnn.model.layers import (
    RELU,
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    MaxPool,
)
from cnn.model.volume import Volume
from cnn.training.config import TrainingConfig

Layers = tuple[Layer, ...]


@dataclass(frozen=True)
class Preset:
    """A network and how to train it.

    layers: the layers for a number of classes.
    source: where it comes from.
    settings: what differs from the default configuration.
    """

    name: str
    title: str
    about: str
    source: str
    layers: Callable[[int], Layers]
    settings: dict[str, Any] = field(default_factory=dict)

    def architecture(self, volume: Volume, classes: int) -> Architecture:
        """Its network for pictures of ``volume`` and ``classes`` classes."""
        return Architecture(name=self.name, input=volume, layers=self.layers(classes))

    @property
    def config(self) -> TrainingConfig:
        """Its way of training."""
        return TrainingConfig(**self.settings)


def _notebook(classes: int) -> Layers:
    return (
        Conv(filters=32, size=5),
        RELU,
        MaxPool(size=2),
        Dropout(rate=0.25),
        Conv(filters=64, size=3, padding="same"),
        RELU,
        MaxPool(size=2, stride=2),
        Dropout(rate=0.25),
        Flatten(),
        Dense(units=256),
        RELU,
        Dropout(rate=0.5),
        Dense(units=classes),
    )


def _dense(classes: int) -> Layers:
    return (
        Flatten(),
        Dense(units=512),
        RELU,
        Dropout(rate=0.2),
        Dense(units=256),
        RELU,
        Dropout(rate=0.2),
        Dense(units=classes),
    )


def _lenet5(classes: int) -> Layers:
    tanh = Activation(function="tanh")
    return (
        Conv(filters=6, size=5, padding=2),
        tanh,
        AvgPool(size=2),
        Conv(filters=16, size=5),
        tanh,
        AvgPool(size=2),
        Flatten(),
        Dense(units=120),
        tanh,
        Dense(units=84),
        tanh,
        Dense(units=classes),
    )


def _cifar10(classes: int) -> Layers:
    return (
        Conv(filters=12, size=3, padding="same"),
        RELU,
        MaxPool(size=2),
        Flatten(),
        Dense(units=classes),
    )


def _balanced(classes: int) -> Layers:
    def block(filters: int) -> Layers:
        return (Conv(filters=filters, size=3, padding="same", bias=False), BatchNorm(), RELU)

    return (
        *block(24),
        *block(48),
        MaxPool(size=2),
        *block(48),
        *block(96),
        MaxPool(size=2),
        *block(96),
        GlobalPool(),
        Dense(units=classes),
    )


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "notebook",
            "The notebook's network",
            "Two convolutions with pooling and dropout, then two fully connected layers; two passes over the data.",
            "The Keras network of the Kaggle notebook this project grew out of, layer for layer",
            _notebook,
        ),
        Preset(
            "dense",
            "Fully connected baseline",
            "No convolution at all: every pixel is connected to every unit. What a CNN has to beat.",
            "A common baseline; compare its parameters with those of the others",
            _dense,
            {"epochs": 5, "optimizer": "adam"},
        ),
        Preset(
            "lenet5",
            "LeNet-5",
            "The network that read cheques: two convolutions with average pooling, three fully connected layers.",
            "LeCun, Bottou, Bengio, Haffner 1998, with every map connected to every map and a softmax at the end",
            _lenet5,
            {"epochs": 5, "optimizer": "adam"},
        ),
        Preset(
            "cifar10",
            "The CIFAR-10 example",
            "The smallest ConvNet: input, convolution, ReLU, pooling, fully connected. Made for 32×32×3 pictures.",
            "The notebook's example of an architecture, after Stanford's CS231n: 12 filters",
            _cifar10,
            {"epochs": 5, "optimizer": "adam"},
        ),
        Preset(
            "balanced",
            "Fast and strong",
            "Five convolutions with batch normalisation and no fully connected hidden layer: higher accuracy with a "
            "quarter of the notebook's parameters.",
            "This project; one-cycle training after Smith 2018, AdamW after Loshchilov, Hutter 2019",
            _balanced,
            {
                "epochs": 6,
                "batch_size": 128,
                "learning_rate": 0.01,
                "optimizer": "adamw",
                "schedule": "one_cycle",
                "weight_decay": 0.01,
                "label_smoothing": 0.1,
                "shift_px": 2.0,
            },
        ),
    )
}


def find_preset(name: str) -> Preset:
    """The preset of that name; raises ConfigError listing those there are."""
    if name not in PRESETS:
        raise ConfigError(f"There is no preset {name!r}; there are {', '.join(PRESETS)}.")
    return PRESETS[name]
