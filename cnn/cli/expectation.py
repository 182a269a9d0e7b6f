"""How long a training will take, told before it starts."""

from __future__ import annotations

from contextlib import suppress

from cnn.cli.output import Output
from cnn.data.imageset import ImageSet
from cnn.errors import CnnError
from cnn.model.architecture import Architecture
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, expected_s, keep_speed, known_speed, least_s
from cnn.words import expectation

WORTH_MEASURING_S = 30.0
"""Measuring takes about two seconds, which would be a noticeable share of a shorter training."""


def tell_expectation(architecture: Architecture, config: TrainingConfig, images: ImageSet, output: Output) -> None:
    """Say how long it will take, where that is known or worth measuring; with --json as an object of its own."""
    speed = _speed(architecture, config, images)
    if speed is not None:
        output.give({"kind": "expected", "duration_s": expected_s(config, len(images), speed)})
        output.say(expectation(config, len(images), speed))


def _speed(architecture: Architecture, config: TrainingConfig, images: ImageSet) -> float | None:
    """Seconds that learning from one image takes here; None where it cannot be learned from: training will say why."""
    trial = Trial.of(architecture, config)
    speed = known_speed(trial)
    if speed is not None:
        return speed
    from cnn.training.device import choose_device
    from cnn.training.fit import check_fit

    with suppress(CnnError):
        check_fit(architecture, config, images)
        if least_s(architecture, config, len(images), choose_device(config.device).type) < WORTH_MEASURING_S:
            return None
        from cnn.training.probe import measure

        speed = measure(trial)
        with suppress(OSError):  # then it is measured again next time
            keep_speed(trial, speed)
    return speed
