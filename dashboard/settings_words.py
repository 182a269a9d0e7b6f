"""Training settings as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnn.training.config import TrainingConfig, has_effect, settings
from cnn.training.settings.setting import extra

OPTIONS = {
    "rmsprop": "RMSprop",
    "sgd": "SGD",
    "adam": "Adam",
    "adamw": "AdamW",
    "muon": "Muon",
    "auto": "automatic",
    "cpu": "CPU",
    "cuda": "CUDA",
    "mps": "MPS",
    "one_cycle": "one cycle",
    "step": "steps",
}
NAMED_APART = ("epochs", "batch_size", "learning_rate", "optimizer")
UNTOLD = ("seed", "device", "checkpoint_every_s")
DEFAULTS = TrainingConfig().model_dump()


def setting_in_words(name: str, value: Any) -> str:
    """A setting's value: ``Adam``, ``0.001``, ``2 px``, ``as designed``; a dash where it has no effect."""
    if value is None:
        return "as designed" if DEFAULTS[name] is None else "–"
    if isinstance(value, str):
        return OPTIONS.get(value, value)
    unit = extra(TrainingConfig.model_fields[name])["unit"]
    number = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    return f"{number} {unit}" if unit not in ("", "fraction", "passes", "images") else number


def configuration_in_words(changed: Mapping[str, Any]) -> str:
    """A configuration in a line: epochs, batch, optimizer and rate, then the rest of what differs from the defaults.

    Seed, device and checkpoints say nothing of how it is trained.
    """
    values = {**DEFAULTS, **changed}
    epochs = f"{values['epochs']:,} {'epoch' if values['epochs'] == 1 else 'epochs'}"
    steps = f"{setting_in_words('optimizer', values['optimizer'])} {values['learning_rate']:g}"
    others = [
        f"{str(field.title).lower()} {setting_in_words(name, values[name])}"
        for name, field in settings().items()
        if name in changed and name not in (*NAMED_APART, *UNTOLD) and has_effect(name, values)
    ]
    return ", ".join([epochs, f"batch {values['batch_size']:,}", steps, *others])
