"""Whether runs can be held against each other, and in which settings they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnn.errors import RunError
from cnn.runs.record import KIND_IN_WORDS
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig, has_effect, settings


def check_comparable(runs: Sequence[Run]) -> None:
    """Raises RunError unless all are trainings that tell the same classes apart."""
    for run in runs:
        if run.record.kind != "train":
            raise RunError(
                f"{run.name} is no training but a {KIND_IN_WORDS[run.record.kind]}, which leaves no network to "
                "compare: choose trainings."
            )
        if run.record.data.class_names != runs[0].record.data.class_names:
            raise RunError(
                f"{run.name} tells the classes of {run.record.data.title} apart, {runs[0].name} those of "
                f"{runs[0].record.data.title}: only runs with the same classes can be compared."
            )


def check_same_source(runs: Sequence[Run]) -> None:
    """Raises RunError unless the images they kept for validation are of the same data."""
    for run in runs:
        if run.record.data.fingerprint != runs[0].record.data.fingerprint:
            raise RunError(
                f"{run.name} was trained on {run.record.data.title}, {runs[0].name} on {runs[0].record.data.title}, or "
                "on another version of it: they kept different images for validation. Choose runs of one data set, or "
                "judge them on the data that is open."
            )


def differing_settings(configs: Sequence[TrainingConfig]) -> dict[str, tuple[Any, ...]]:
    """The settings by name that are not the same in all, with the value of each; None where it has no effect there.

    A setting that has an effect in none of them makes no difference.
    """
    values = [config.model_dump() for config in configs]
    differing = {}
    for name in settings():
        told = tuple(each[name] if has_effect(name, each) else None for each in values)
        if len(set(told)) > 1:
            differing[name] = told
    return differing
