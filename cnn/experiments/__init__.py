"""Experiments on what a convolution is good for: small trainings of one network against another."""

from __future__ import annotations

from cnn.errors import ConfigError
from cnn.experiments.catalogue import ALL
from cnn.experiments.experiment import Arm, Experiment

EXPERIMENTS = {experiment.name: experiment for experiment in ALL}


def find_experiment(name: str) -> Experiment:
    """The experiment of that name; raises ConfigError listing those there are."""
    if name not in EXPERIMENTS:
        raise ConfigError(f"There is no experiment {name!r}; there are {', '.join(EXPERIMENTS)}.")
    return EXPERIMENTS[name]


__all__ = ["EXPERIMENTS", "Arm", "Experiment", "find_experiment"]
