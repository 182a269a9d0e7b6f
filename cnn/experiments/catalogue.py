"""The experiments there are: the notebook's take-aways, each put to the test.

Networks and images are few enough for a minute on two CPU cores, and pictures from 8×8 pixels on have room.
"""

from __future__ import annotations

from functools import partial

from cnn.experiments.experiment import Arm, Experiment, Layers
from cnn.model.layers import RELU, Conv, Dense, Flatten, GlobalPool, MaxPool

CNN, DENSE = "CNN", "fully connected"
GLOBAL = "CNN, global pooling"
POOLED, UNPOOLED = "with pooling", "without pooling"
ORDERED, SHUFFLED = "in order", "shuffled"


def _filters(count: int, size: int = 3) -> Layers:
    return (Conv(filters=count, size=size, padding="same"), RELU)


def _convolutional(maps: int, classes: int, size: int = 3) -> Layers:
    """Two convolutions, the second of twice as many filters, each pooled."""
    pool = MaxPool(size=2)
    return (*_filters(maps, size), pool, *_filters(2 * maps, size), pool, Flatten(), Dense(units=classes))


def _unpooled(maps: int, classes: int) -> Layers:
    return (*_filters(maps), *_filters(2 * maps), Flatten(), Dense(units=classes))


def _global(maps: int, classes: int) -> Layers:
    """Three convolutions, and of each map only its mean: no weight knows where."""
    pool = MaxPool(size=2)
    body = (*_filters(maps), pool, *_filters(2 * maps), pool, *_filters(2 * maps))
    return (*body, GlobalPool(), Dense(units=classes))


def _connected(units: int, classes: int) -> Layers:
    return (Flatten(), Dense(units=units), RELU, Dense(units=classes))


def _cnn(maps: int) -> Arm:
    return Arm(f"CNN, {maps} and {2 * maps} maps", CNN, partial(_convolutional, maps))


def _dense(units: int) -> Arm:
    return Arm(f"fully connected, {units} units", DENSE, partial(_connected, units))


def _in_both_orders(family: str, layers: partial[Layers]) -> tuple[Arm, Arm]:
    return (
        Arm(f"{family}, {ORDERED}", family, layers),
        Arm(f"{family}, {SHUFFLED}", family, layers, is_shuffled=True),
    )


ALL = (
    Experiment(
        "parameters",
        "Parameters",
        "How many parameters does each kind of network need to be equally good?",
        "CNNs with 2, 4, 8 and 16 filters in the first of two convolutions, and networks with 8, 32, 128 and 512 fully "
        "connected units, all trained alike.",
        (*map(_cnn, (2, 4, 8, 16)), *map(_dense, (8, 32, 128, 512))),
        seeds=3,
        rows=2000,
    ),
    Experiment(
        "shuffled",
        "Shuffled pixels",
        "What if neighbours are torn apart, in every picture in the same way?",
        "A CNN with filters of 5×5 and a fully connected network learn from pictures as they are, and from the same "
        "pictures after one fixed permutation of their pixels.",
        (
            *_in_both_orders(CNN, partial(_convolutional, 16, size=5)),
            *_in_both_orders(DENSE, partial(_connected, 128)),
        ),
        seeds=5,
        rows=2000,
    ),
    Experiment(
        "shifted",
        "Shifted digits",
        "What if the digit lies elsewhere than in training?",
        "All learn from pictures as they are; then each reads others moved right, left, down and up by some pixels.",
        (
            Arm(DENSE, DENSE, partial(_connected, 128)),
            Arm(CNN, CNN, partial(_convolutional, 8)),
            Arm(GLOBAL, GLOBAL, partial(_global, 16)),
        ),
        seeds=3,
        rows=2000,
        shifts_px=(0, 1, 2, 3, 4, 5, 6),
        settings={"epochs": 12},
    ),
    Experiment(
        "pooling",
        "With and without pooling",
        "Does pooling keep a network from learning its images by heart?",
        "The same two convolutions, with max pooling after each and without, learn from few images over and over; "
        "others tell how well that carries over.",
        (
            Arm(POOLED, POOLED, partial(_convolutional, 8)),
            Arm(UNPOOLED, UNPOOLED, partial(_unpooled, 8)),
        ),
        seeds=5,
        rows=1000,
        by_epoch=True,
        settings={"epochs": 20},
    ),
)
