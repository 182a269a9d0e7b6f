"""Experiments that take a moment, and trials made up."""

from __future__ import annotations

from dataclasses import replace

from cnn.experiments import EXPERIMENTS
from cnn.training.events import TrialFinished


def quick(name: str, **changes):
    """A catalogue's experiment on few images and with few epochs."""
    settings = {"epochs": 2, "device": "cpu"}
    return replace(EXPERIMENTS[name], **{"rows": 60, "seeds": 2, "settings": settings, **changes})


def trial(arm: str, seed: int, accuracy: float, **more) -> TrialFinished:
    """What one training came to."""
    told = {
        "trial": 1,
        "trials": 9,
        "parameters": 100,
        "training_accuracies": (0.9, 1.0),
        "validation_accuracies": (0.8, accuracy),
    }
    return TrialFinished(arm=arm, seed=seed, accuracy=accuracy, **{**told, **more})
