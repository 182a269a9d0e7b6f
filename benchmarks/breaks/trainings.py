"""Small trainings of many kinds, and whether two of them ended the same."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from cnn.data.imageset import Dataset
from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.runs.creation import create_run
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig
from cnn.training.events import EpochFinished

LAYERS = (
    Conv(filters=6, size=5, stride=2),
    BatchNorm(),
    RELU,
    MaxPool(size=2),
    Dropout(rate=0.1),
    Flatten(),
    Dense(units=10),
)
SETTINGS: tuple[dict[str, Any], ...] = (
    {"optimizer": "rmsprop", "learning_rate": 0.001, "shift_px": 1, "rotation_deg": 5, "erase": 0.2},
    {"optimizer": "adam", "schedule": "one_cycle", "average_decay": 0.9},
    {"optimizer": "adamw", "weight_decay": 0.05, "gradient_clip": 0.5, "schedule": "cosine", "warmup_epochs": 0.5},
    {"optimizer": "sgd", "learning_rate": 0.05, "schedule": "step", "decay_every": 1},
    {"optimizer": "muon", "average_decay": 0.95, "label_smoothing": 0.1},
    {"optimizer": "adam", "schedule": "plateau", "plateau_patience": 1},
    {"optimizer": "adam", "members": 2},
    {"optimizer": "adam", "validation_share": 0},
)
CLOCKED = {"time_s"}


def digits() -> Dataset:
    """The data all of them learn from."""
    return open_source("digits")


def make(store: RunStore, dataset: Dataset, settings: dict[str, Any], state: State) -> Run:
    """Write one with these settings."""
    network = Architecture(name="small", input=Volume(28, 28, 1), layers=LAYERS)
    quick = TrainingConfig(batch_size=128, learning_rate=0.01, device="cpu", checkpoint_every_s=0.5)
    return create_run(store, dataset, network, quick.changed(**settings), state=state)


def differences(run: Run, whole: Run) -> list[str]:
    """In what a run did not end as another one, which was left alone; times apart."""
    found = []
    weights, expected = ([load_file(place) for place in it.member_weights] for it in (run, whole))
    if len(weights) != len(expected) or not all(map(_are_the_same, weights, expected)):
        found.append("weights")
    told, expected_told = (
        [event.model_dump(exclude=CLOCKED) for event in it.log.events() if isinstance(event, EpochFinished)]
        for it in (run, whole)
    )
    if told != expected_told:
        found.append("epochs")
    if run.state.validation_accuracy != whole.state.validation_accuracy or run.status != whole.status:
        found.append("ending")
    return found


def chosen(chance: random.Random) -> dict[str, Any]:
    """The settings of one of them."""
    return chance.choice(SETTINGS)


def _are_the_same(weights: dict[str, Any], expected: dict[str, Any]) -> bool:
    return weights.keys() == expected.keys() and all(np.array_equal(weights[name], expected[name]) for name in expected)
