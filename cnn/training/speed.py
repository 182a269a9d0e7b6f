"""How long a training will take: a speed that was measured on this machine, kept on disk, and scaled.

Loads no PyTorch; the measuring is ``training/probe.py``.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, PositiveFloat, TypeAdapter

from cnn.data.split import split_rows
from cnn.files import write_json
from cnn.model.architecture import Architecture
from cnn.model.shapes import walk
from cnn.places import data_folder
from cnn.training.config import TrainingConfig, settings
from cnn.training.settings.setting import extra

ENGINE = 2
"""Raise it when the same settings train at another speed than before: what was measured is then measured anew."""

PASSES = 3
"""Learning from an image takes about three of them: forward, and back to inputs and to weights."""

VALIDATION_COST = 1 / PASSES
"""Reading it takes one."""

RATES = {"cpu": 5e10, "cuda": 5e12}
"""Multiplications with their additions in a second, as trainings come to them on two cores and on a large card."""

MOST_KEPT = 200
SAME = ("batch_size", "optimizer", "dropout", "device", "precision")
SWITCHES = (*settings("augmentation"), "gradient_clip", "average_decay")
ELSE = {"epochs": 1000, "validation_share": 0.0, "learning_rate": 1e-5}

_Speeds = TypeAdapter(dict[str, PositiveFloat])


class Trial(BaseModel):
    """A training as far as its speed goes: two of one speed are the same trial."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    architecture: Architecture
    config: TrainingConfig

    @classmethod
    def of(cls, architecture: Architecture, config: TrainingConfig) -> Trial:
        """The trial for a training: what makes steps slower or faster is kept, of amounts only whether there is any."""
        same = {name: getattr(config, name) for name in SAME}
        steps = {name: extra(settings()[name])["step"] for name in SWITCHES}
        switches = {name: step if getattr(config, name) else 0.0 for name, step in steps.items()}
        nameless = architecture.model_copy(update={"name": ""})
        return cls(architecture=nameless, config=TrainingConfig(**same, **switches, **ELSE))

    def has(self, chosen: Mapping[str, Any]) -> bool:
        """Whether a training with these settings, by name, would be this trial as far as settings go."""
        config = self.config
        return all(chosen[name] == getattr(config, name) for name in SAME) and all(
            bool(chosen[name]) == bool(getattr(config, name)) for name in SWITCHES
        )

    @property
    def key(self) -> str:
        """32 hex digits of the trial, this machine and the versions that compute."""
        machine = (platform.node(), platform.machine(), os.cpu_count(), os.environ.get("OMP_NUM_THREADS"))
        versions = (ENGINE, platform.python_version(), installed("torch"), installed("numpy"))
        return hashlib.sha256(repr((self.model_dump_json(), machine, versions)).encode()).hexdigest()[:32]


@lru_cache
def installed(package: str) -> str:
    """The version of a package; looked up once, as reading it takes a millisecond."""
    return version(package)


def expected_s(config: TrainingConfig, rows: int, s_per_image: float) -> float:
    """Seconds of a whole training on ``rows`` labelled images, validation included; start-up not.

    s_per_image: seconds that learning from one image takes. Early stopping may end it sooner.
    """
    training, validation = split_rows(rows, config.validation_share, config.seed)
    images = len(training) + VALIDATION_COST * len(validation)
    return s_per_image * images * config.epochs * config.members


def least_s(architecture: Architecture, config: TrainingConfig, rows: int, device: str) -> float:
    """Seconds that a whole training takes on a good computer with such a device: a guess that measures nothing."""
    multiply_adds = sum(step.multiply_adds for step in walk(architecture))
    return expected_s(config, rows, PASSES * multiply_adds / RATES.get(device, RATES["cpu"]))


def known_speed(trial: Trial) -> float | None:
    """Seconds an image, as they were measured for such a trial on this machine; None where they were not."""
    return _read().get(trial.key)


def keep_speed(trial: Trial, s_per_image: float) -> None:
    """Remember what was measured; raises OSError where it cannot be written."""
    speeds = _read()
    speeds.pop(trial.key, None)
    speeds[trial.key] = s_per_image
    write_json(_file(), dict(list(speeds.items())[-MOST_KEPT:]))


def _read() -> dict[str, float]:
    """All speeds that are kept, the oldest first; a file that cannot be read counts as none."""
    try:
        return dict(_Speeds.validate_json(_file().read_bytes()))
    except (OSError, ValueError):  # pydantic's ValidationError is a ValueError
        return {}


def _file() -> Path:
    return data_folder() / "speeds.json"
