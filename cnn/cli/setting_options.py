"""Options that are derived from models of settings: each field's type, bounds, unit and sentence."""

from __future__ import annotations

from argparse import ArgumentParser

from pydantic.fields import FieldInfo

from cnn.training.config import TrainingConfig
from cnn.training.settings.setting import Settings, choices_of, extra, kind_of


def add_fields(command: ArgumentParser, model: type[Settings]) -> None:
    """An option for each field of a small model of numbers, which checks their bounds itself."""
    for name, field in model.model_fields.items():
        command.add_argument(
            f"--{name.replace('_', '-')}",
            type=_value_type(field)[0],
            default=field.default,
            metavar="N",
            help=f"{field.description} (default: %(default)s)",
        )


def add_settings(command: ArgumentParser) -> None:
    """An option for each field of the configuration; bounds are checked by the configuration itself."""
    group = command.add_argument_group("settings", "What is not given comes from the preset.")
    for name, field in TrainingConfig.model_fields.items():
        value_type, choices = _value_type(field)
        unit = f" [{unit}]" if (unit := extra(field)["unit"]) else ""
        group.add_argument(
            f"--{name.replace('_', '-')}",
            type=value_type,
            choices=choices,
            metavar=None if choices else value_type.__name__.upper(),
            help=f"{field.description}{unit} (notebook: {field.default})".replace("%", "%%"),
        )


def _value_type(field: FieldInfo) -> tuple[type, list[str] | None]:
    """What a typed value is read as, and the words it must be one of; None for a number."""
    choices = choices_of(field)
    return (str, list(choices)) if choices else (kind_of(field), None)
