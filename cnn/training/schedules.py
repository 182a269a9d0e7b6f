"""The learning rate over time: plain functions, so that a page can draw them before anything is trained."""

import math

from cnn.training.config import TrainingConfig

WARM_UP = 0.3
START_DIVISOR = 25.0
END_DIVISOR = 1e4


def learning_rate(config: TrainingConfig, step: int, steps: int, steps_per_epoch: int) -> float:
    """The planned rate for ``step`` (from 0) out of ``steps``; settings in passes count by ``steps_per_epoch``.

    A plateau falls where the scores say so (``training/plateau.py``); its plan is the constant rate.
    """
    if config.schedule == "one_cycle":
        return config.learning_rate * one_cycle(step / max(1, steps - 1))
    warm_steps = config.warmup_epochs * steps_per_epoch
    if step < warm_steps:
        return config.learning_rate * min(1.0, (step + 1) / warm_steps)
    if config.schedule == "cosine":
        return config.learning_rate * _cosine(1.0, 0.0, (step - warm_steps) / (steps - warm_steps))
    if config.schedule == "step":
        return config.learning_rate * config.decay_factor ** (step // steps_per_epoch // config.decay_every)
    return config.learning_rate


def one_cycle(progress: float) -> float:
    """Share of the peak rate at ``progress`` 0…1: cosine up from 1/25 until .3, cosine down to 1/250,000.

    Smith 2018 with the proportions of PyTorch's ``OneCycleLR``.
    """
    start, end = 1 / START_DIVISOR, 1 / START_DIVISOR / END_DIVISOR
    if progress < WARM_UP:
        return _cosine(start, 1.0, progress / WARM_UP)
    return _cosine(1.0, end, (progress - WARM_UP) / (1 - WARM_UP))


def _cosine(before: float, after: float, share: float) -> float:
    return after + (before - after) * (1 + math.cos(math.pi * share)) / 2
