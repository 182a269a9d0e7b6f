"""Networks that are known: the residual idea in small, and two that many on Kaggle started from.

The layers are those of their sources; the training is shorter and ends flat, so that it fits two CPU cores.
"""

from __future__ import annotations

from typing import Any

from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool, MaxPool, Residual
from cnn.presets.preset import Figures, Layers, Preset, normalised

CHANGES = {"rotation_deg": 10.0, "zoom": 0.1, "shift_px": 2.8}
"""The augmentation of both notebooks: a tenth of the side is 2.8 of 28 pixels."""

CYCLE: dict[str, Any] = {"batch_size": 128, "schedule": "one_cycle", "precision": "auto"}


def _block(filters: int, stride: int = 1) -> Layers:
    """Two convolutions whose output is added to their input, then ReLU."""
    return (
        Residual(
            layers=(
                Conv(filters=filters, size=3, stride=stride, padding=1, bias=False),
                BatchNorm(),
                RELU,
                *normalised(filters)[:-1],
            )
        ),
        RELU,
    )


def _residual(classes: int) -> Layers:
    return (
        *normalised(32, pooled=True),
        *_block(32),
        *_block(64, stride=2),
        *_block(64),
        GlobalPool(),
        Dense(units=classes),
    )


def _ghouzam(classes: int) -> Layers:
    return (
        *_rectified(32, 5),
        *_rectified(32, 5),
        MaxPool(size=2),
        Dropout(rate=0.25),
        *_rectified(64, 3),
        *_rectified(64, 3),
        MaxPool(size=2),
        Dropout(rate=0.25),
        Flatten(),
        Dense(units=256),
        RELU,
        Dropout(rate=0.5),
        Dense(units=classes),
    )


def _rectified(filters: int, size: int) -> Layers:
    return Conv(filters=filters, size=size, padding="same"), RELU


def _deotte(classes: int) -> Layers:
    return (
        *_levelled(32, 3),
        *_levelled(32, 3),
        *_levelled(32, 5, stride=2, padding=2),
        Dropout(rate=0.4),
        *_levelled(64, 3),
        *_levelled(64, 3),
        *_levelled(64, 5, stride=2, padding=2),
        Dropout(rate=0.4),
        *_levelled(128, 4),
        Flatten(),
        Dropout(rate=0.4),
        Dense(units=classes),
    )


def _levelled(filters: int, size: int, stride: int = 1, padding: int = 0) -> Layers:
    """Convolution, ReLU, and only then batch normalisation."""
    return Conv(filters=filters, size=size, stride=stride, padding=padding), RELU, BatchNorm()


KNOWN = (
    Preset(
        "residual",
        "Small residual network",
        "A convolution and three residual blocks: each adds to its input what two convolutions make of it, so that "
        "gradients find a short way through many layers.",
        "The idea of He, Zhang, Ren, Sun 2015 (ResNet), with 1×1 projections (option B), in small",
        _residual,
        {
            **CYCLE,
            "optimizer": "muon",
            "learning_rate": 0.02,
            "weight_decay": 0.01,
            "label_smoothing": 0.1,
            "epochs": 8,
            "shift_px": 1.25,
            "rotation_deg": 6.0,
            "zoom": 0.06,
        },
        figures=Figures(accuracy=0.9954, deviation=0.0007, seeds=5, time_s=53),
    ),
    Preset(
        "ghouzam",
        "Ghouzam's network",
        "Twice two convolutions with pooling and dropout, then two fully connected layers: the network that Kaggle's "
        "most copied notebook trains for thirty passes; eight here.",
        "Y. Ghouzam 2017, Introduction to CNN Keras - 0.997 (top 6%), on Kaggle",
        _ghouzam,
        {**CYCLE, **CHANGES, "optimizer": "adam", "learning_rate": 0.002, "epochs": 8},
        figures=Figures(accuracy=0.9936, deviation=0.0005, seeds=5, time_s=56),
    ),
    Preset(
        "deotte",
        "Deotte's network",
        "Seven convolutions with batch normalisation, strides instead of pooling, and much dropout. Its author trains "
        "fifteen for 45 passes each and averages them; here it is one for twelve.",
        "C. Deotte 2018, 25 Million Images! [0.99757] MNIST, on Kaggle",
        _deotte,
        {**CYCLE, **CHANGES, "optimizer": "adam", "learning_rate": 0.003, "epochs": 12},
        figures=Figures(accuracy=0.9949, deviation=0.0006, seeds=5, time_s=109),
    ),
)
