"""How a network is trained: one frozen, flat model from which form, command line, JSON and errors come.

The defaults are the notebook's, as Keras computes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic.fields import FieldInfo

from cnn.training.settings.augmentation import AugmentationSettings
from cnn.training.settings.ending import EndingSettings
from cnn.training.settings.regularisation import RegularisationSettings
from cnn.training.settings.schedule import ScheduleSettings
from cnn.training.settings.setting import Group, Settings, extra, setting

Optimizer = Literal["rmsprop", "sgd", "adam", "adamw", "muon"]
Device = Literal["auto", "cpu", "cuda", "mps"]
Precision = Literal["float32", "auto", "bfloat16"]

KERAS_EPSILON = 1e-7  # what Keras adds where a step is divided by recent gradients; PyTorch's own is 1e-8


class _Steps(Settings):
    """The few that matter most: how many steps, how large, how far."""

    epochs: Annotated[
        int,
        setting("Epochs", "How often every training image is seen.", unit="passes", ge=1, le=1000, step=1),
    ] = 2
    batch_size: Annotated[
        int,
        setting(
            "Batch size",
            "How many images make one step; larger is faster up to a point, smaller makes more and noisier steps.",
            unit="images",
            ge=1,
            le=4096,
            scale="log",
        ),
    ] = 64
    learning_rate: Annotated[
        float,
        setting(
            "Learning rate",
            "How far each step goes; too small learns slowly, too large never settles or turns to NaN.",
            gt=0,
            le=10,
            scale="log",
        ),
    ] = 0.001
    optimizer: Annotated[
        Optimizer,
        setting(
            "Optimizer",
            "How gradients become steps: RMSprop and Adam scale each weight's step by recent gradients, SGD follows "
            "the gradient with momentum, AdamW is Adam with weight decay kept apart, Muon makes the steps of whole "
            "filters and matrices orthogonal (Jordan 2024) and leaves the rest to AdamW.",
        ),
    ] = "rmsprop"
    momentum: Annotated[
        float,
        setting(
            "Momentum",
            "How much of the last step is carried into the next (Nesterov).",
            unit="fraction",
            group="more",
            only_for={"optimizer": ("sgd", "muon")},
            ge=0,
            lt=1,
            step=0.01,
        ),
    ] = 0.9


class _Circumstances(Settings):
    """On which rows, from which seed, where and in what numbers."""

    validation_share: Annotated[
        float,
        setting(
            "Validation share",
            "The part of the labelled images kept aside to judge the network; 0 trains on every row.",
            group="more",
            unit="fraction",
            ge=0,
            le=0.9,
            step=0.01,
        ),
    ] = 0.1
    seed: Annotated[
        int,
        setting(
            "Seed",
            "Fixes every random choice: split, first weights, order, dropout and augmentation.",
            group="more",
            ge=0,
            le=2**32 - 1,
            step=1,
        ),
    ] = 2
    members: Annotated[
        int,
        setting(
            "Networks",
            "How many networks are trained, each from first weights of its own; their probabilities are averaged.",
            group="more",
            ge=1,
            le=50,
            step=1,
        ),
    ] = 1
    views: Annotated[
        int,
        setting(
            "Views",
            "How many slightly moved and turned views of each image are averaged when predicting (test-time "
            "augmentation); 1 looks at the image as it is.",
            group="more",
            ge=1,
            le=32,
            step=1,
        ),
    ] = 1
    device: Annotated[
        Device,
        setting("Device", "Where to train: `auto` takes CUDA, then Apple's MPS, then the CPU.", group="more"),
    ] = "auto"
    checkpoint_every_s: Annotated[
        float,
        setting(
            "Checkpoint every",
            "How often the whole state is kept on disk, besides at the end of a pass: after a crash or a power cut no "
            "more than this is trained again. Seldomer where it would take more than 3 % of the time.",
            unit="s",
            group="more",
            ge=0.05,
            le=3600,
            step=0.5,
        ),
    ] = 30.0
    precision: Annotated[
        Precision,
        setting(
            "Precision",
            "The numbers convolutions and products are computed in: float32; or bfloat16, half as long and twice as "
            "fast on processors made for it; `auto` takes bfloat16 there and float32 elsewhere.",
            group="more",
        ),
    ] = "float32"


class TrainingConfig(
    # In reverse: pydantic lists the fields of the last base first.
    _Circumstances,
    EndingSettings,
    RegularisationSettings,
    ScheduleSettings,
    AugmentationSettings,
    _Steps,
):
    """The settings of one training run; frozen, and an unknown key is an error."""

    def changed(self, **values: Any) -> TrainingConfig:
        """The same settings with ``values`` put in; raises ConfigError naming the first one out of bounds."""
        return self.of({**self.model_dump(), **values})


def settings(group: Group | None = None) -> dict[str, FieldInfo]:
    """The fields by name, all or those of one group, in the order they are shown."""
    return {
        name: field
        for name, field in TrainingConfig.model_fields.items()
        if group is None or extra(field)["group"] == group
    }


def has_effect(name: str, values: Mapping[str, Any]) -> bool:
    """Whether a setting matters beside the others: momentum does not where the optimizer has none."""
    only_for = extra(TrainingConfig.model_fields[name])["only_for"]
    return all(values[other] in allowed for other, allowed in only_for.items())
