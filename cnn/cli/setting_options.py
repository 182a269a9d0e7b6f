"""Options that are derived from models of settings: each field's type, bounds, unit and sentence."""

from __future__ import annotations

import types
from argparse import ArgumentParser
from typing import Any, Literal, Union, get_args, get_origin

from cnn.training.config import TrainingConfig, extra
from cnn.training.settings.setting import Settings


def add_fields(command: ArgumentParser, model: type[Settings]) -> None:
    """An option for each field of a small model of numbers, which checks their bounds itself."""
    for name, field in model.model_fields.items():
        command.add_argument(
            f"--{name.replace('_', '-')}",
            type=_value_type(field.annotation)[0],
            default=field.default,
            metavar="N",
            help=f"{field.description} (default: %(default)s)",
        )


def add_settings(command: ArgumentParser) -> None:
    """An option for each field of the configuration; bounds are checked by the configuration itself."""
    group = command.add_argument_group("settings", "What is not given comes from the preset.")
    for name, field in TrainingConfig.model_fields.items():
        value_type, choices = _value_type(field.annotation)
        unit = f" [{unit}]" if (unit := extra(field)["unit"]) else ""
        group.add_argument(
            f"--{name.replace('_', '-')}",
            type=value_type,
            choices=choices,
            metavar=None if choices else value_type.__name__.upper(),
            help=f"{field.description}{unit} (notebook: {field.default})".replace("%", "%%"),
        )


def _value_type(annotation: Any) -> tuple[type, list[str] | None]:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is Literal:
        return str, list(get_args(annotation))
    return annotation, None
