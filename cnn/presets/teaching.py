"""Networks to learn from: the notebook's, and those it is compared with."""

from cnn.model.layers import RELU, Activation, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.presets.preset import Figures, Layers, Preset


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


TEACHING = (
    Preset(
        "notebook",
        "The notebook's network",
        "Two convolutions with pooling and dropout, then two fully connected layers; two passes over the data.",
        "The Keras network of the Kaggle notebook this project grew out of, layer for layer",
        _notebook,
        figures=Figures(accuracy=0.9866, deviation=0.0003, seeds=5, time_s=11),
    ),
    Preset(
        "dense",
        "Fully connected baseline",
        "No convolution at all: every pixel is connected to every unit. What a CNN has to beat.",
        "A common baseline; compare its parameters with those of the others",
        _dense,
        {"epochs": 5, "optimizer": "adam"},
        figures=Figures(accuracy=0.9733, deviation=0.0008, seeds=5, time_s=10),
    ),
    Preset(
        "lenet5",
        "LeNet-5",
        "The network that read cheques: two convolutions with average pooling, three fully connected layers.",
        "LeCun, Bottou, Bengio, Haffner 1998, with every map connected to every map and a softmax at the end",
        _lenet5,
        {"epochs": 5, "optimizer": "adam"},
        figures=Figures(accuracy=0.9787, deviation=0.0014, seeds=5, time_s=13),
    ),
    Preset(
        "cifar10",
        "The CIFAR-10 example",
        "The smallest ConvNet: input, convolution, ReLU, pooling, fully connected. Made for 32×32×3 pictures.",
        "The notebook's example of an architecture, after Stanford's CS231n: 12 filters",
        _cifar10,
        {"epochs": 5, "optimizer": "adam"},
        figures=Figures(accuracy=0.9711, deviation=0.003, seeds=5, time_s=10),
    ),
)
