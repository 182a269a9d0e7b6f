"""How a network is trained: one frozen model from which the form, the command line, the JSON and the errors come.

The defaults are the notebook's, as Keras computes them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from cnn.errors import ConfigError

Optimizer = Literal["rmsprop", "sgd", "adam", "adamw"]
Schedule = Literal["constant", "one_cycle"]
Device = Literal["auto", "cpu", "cuda", "mps"]
Group = Literal["main", "augmentation", "more"]


def setting(
    title: str,
    about: str,
    *,
    unit: str = "",
    group: Group = "main",
    step: float | None = None,
    scale: Literal["linear", "log"] = "linear",
    **bounds: Any,
) -> Any:
    """A field with all that a form and a command need to offer it."""
    extra: dict[str, Any] = {"unit": unit, "group": group, "step": step, "scale": scale}
    return Field(title=title, description=about, json_schema_extra=extra, **bounds)


class TrainingConfig(BaseModel):
    """The settings of one training run; frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

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
            "the gradient with momentum, AdamW is Adam with weight decay kept apart.",
        ),
    ] = "rmsprop"
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
    dropout: Annotated[
        float | None,
        setting(
            "Dropout",
            "Sets every dropout layer of the network to this rate; as designed when not given.",
            group="more",
            unit="fraction",
            ge=0,
            le=0.9,
            step=0.05,
        ),
    ] = None
    device: Annotated[
        Device,
        setting("Device", "Where to train: `auto` takes CUDA, then Apple's MPS, then the CPU.", group="more"),
    ] = "auto"
    shift_px: Annotated[
        float,
        setting(
            "Shift",
            "Moves each training image by up to this much to each side.",
            unit="px",
            group="augmentation",
            ge=0,
            le=8,
            step=0.5,
        ),
    ] = 0.0
    rotation_deg: Annotated[
        float,
        setting(
            "Rotation",
            "Turns each training image by up to this much either way.",
            unit="degrees",
            group="augmentation",
            ge=0,
            le=45,
            step=1,
        ),
    ] = 0.0
    zoom: Annotated[
        float,
        setting(
            "Zoom",
            "Grows or shrinks each training image by up to this much.",
            unit="fraction",
            group="augmentation",
            ge=0,
            le=0.5,
            step=0.01,
        ),
    ] = 0.0
    schedule: Annotated[
        Schedule,
        setting(
            "Schedule",
            "The learning rate over time: constant, or one cycle that warms up to the rate and falls to nothing "
            "(Smith 2018).",
            group="more",
        ),
    ] = "constant"
    momentum: Annotated[
        float,
        setting(
            "Momentum",
            "For SGD: how much of the last step is carried into the next (Nesterov).",
            unit="fraction",
            group="more",
            ge=0,
            lt=1,
            step=0.01,
        ),
    ] = 0.9
    weight_decay: Annotated[
        float,
        setting(
            "Weight decay",
            "Pulls the weights towards zero at every step, which discourages overfitting.",
            group="more",
            ge=0,
            le=1,
            step=0.0001,
        ),
    ] = 0.0
    label_smoothing: Annotated[
        float,
        setting(
            "Label smoothing",
            "The share of each label spread over the other classes, so that the network grows less overconfident.",
            unit="fraction",
            group="more",
            ge=0,
            le=0.5,
            step=0.01,
        ),
    ] = 0.0

    def changed(self, **values: Any) -> TrainingConfig:
        """The same settings with ``values`` put in; raises ConfigError naming the first one out of bounds."""
        return parse_config({**self.model_dump(), **values})


def settings(group: Group | None = None) -> dict[str, FieldInfo]:
    """The fields by name, all or those of one group, in the order they are shown."""
    return {
        name: field
        for name, field in TrainingConfig.model_fields.items()
        if group is None or extra(field)["group"] == group
    }


def extra(field: FieldInfo) -> dict[str, Any]:
    """What ``setting`` noted beside the bounds: unit, group, step, scale."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def parse_config(values: dict[str, Any]) -> TrainingConfig:
    """Settings from names and values; raises ConfigError naming what was found and what is allowed."""
    try:
        return TrainingConfig.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0]) if fault["loc"] else "settings"
        if fault["type"] == "extra_forbidden":
            raise ConfigError(
                f"There is no setting {name!r}; there are {', '.join(TrainingConfig.model_fields)}."
            ) from error
        raise ConfigError(f"{name} = {fault['input']!r}: {fault['msg'].lower()}.") from error
