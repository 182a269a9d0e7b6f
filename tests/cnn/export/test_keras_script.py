"""The Keras script; what it computes is compared in an environment that has Keras (``benchmarks/keras_script.py``)."""

import pytest

from benchmarks.keras_script import KERAS, compare
from cnn.export.keras_script import keras_script
from cnn.export.plan import Plan
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
    MaxPool,
    Residual,
)
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.training.config import TrainingConfig
from tests.cnn.export.scripts import check_tidy
from tests.cnn.export.test_pytorch_script import CHANGES, QUICK, SCHEDULES, presets_network

NOTEBOOK = """
def make_network():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 5, activation="relu"),  # 24×24×32
            layers.MaxPooling2D(2),  # 12×12×32
            layers.Dropout(0.25),
            layers.Conv2D(64, 3, padding="same", activation="relu"),  # 12×12×64
            layers.MaxPooling2D(2),  # 6×6×64
            layers.Dropout(0.25),
            layers.Flatten(),  # 2,304
            layers.Dense(256, activation="relu"),  # 256
            layers.Dropout(0.5),
            layers.Dense(10),  # 10
        ]
    )
"""

EVERY_KIND = Architecture(
    name="every kind",
    input=Volume(20, 20, 3),
    layers=(
        Conv(filters=8, size=4, padding=1, stride=2),
        Activation(function="leaky_relu"),
        Conv(filters=8, size=3, padding="same", dilation=2),
        Activation(function="gelu"),
        MaxPool(size=3, stride=2, padding=1),
        Residual(layers=(Conv(filters=8, size=3, padding="same", bias=False), BatchNorm(), RELU)),
        Residual(layers=(Conv(filters=12, size=3, padding=1, stride=2), Activation(function="silu"))),
        AvgPool(size=2, stride=1, padding=1),
        Activation(function="tanh"),
        Flatten(),
        BatchNorm(),
        Dropout(rate=0.2),
        Dense(units=9, bias=False),
        Activation(function="sigmoid"),
        Dense(units=4),
    ),
)
SMALL = Architecture(
    name="small", input=Volume(9, 7, 1), layers=(Conv(filters=3, size=2), BatchNorm(), GlobalPool(), Dense(units=3))
)


def test_the_notebooks_network_is_the_notebooks_code():
    text = keras_script(Plan(presets_network("notebook"), TrainingConfig()))
    assert NOTEBOOK.strip("\n") in text
    assert "keras.optimizers.RMSprop(LEARNING_RATE, epsilon=1e-7)" in text


def test_what_is_not_carried_over_is_said():
    text = keras_script(Plan(presets_network("strong"), PRESETS["strong"].config))
    assert "Not carried over from the settings it was made of: elastic, precision." in text
    assert "filters are left to AdamW" in text


def test_the_scripts_are_tidy(tmp_path):
    plans = [Plan(presets_network(name), preset.config) for name, preset in PRESETS.items()]
    plans += [Plan(EVERY_KIND, QUICK.changed(**changes)) for changes in [*SCHEDULES, *CHANGES]]
    paths = [tmp_path / f"script_{number}.py" for number in range(len(plans))]
    for path, plan in zip(paths, plans, strict=True):
        path.write_text(keras_script(plan), "utf-8")
    check_tidy(*paths)


@pytest.mark.skipif(not KERAS.exists(), reason="there is no environment with Keras; make bench makes one")
@pytest.mark.parametrize("architecture", [EVERY_KIND, SMALL], ids=lambda architecture: architecture.name)
def test_the_same_logits_in_keras(architecture):
    found = compare(architecture, QUICK)
    assert found.difference < 1e-4
    assert found.parameters_there == found.parameters_here
