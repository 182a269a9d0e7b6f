"""What terminal and browser say alike of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnn.sweep.plan import SweepPlan
from cnn.sweep.trial import SweepTrial
from cnn.training.settings.ending import Metric


def value_in_words(value: float | None, goal: Metric) -> str:
    """What a trial reached: ``99.12 %``, ``loss 0.0312``; a dash where it reached nothing."""
    if value is None:
        return "–"
    return f"{100 * value:.2f} %" if goal == "accuracy" else f"loss {value:.4f}"


def settings_in_words(values: dict[str, Any]) -> str:
    """What a trial varied: ``learning rate 0.00312, optimizer adam``."""
    said = (
        (name.replace("_", " "), f"{value:.3g}" if isinstance(value, float) else value)
        for name, value in values.items()
    )
    return ", ".join(f"{name} {value}" for name, value in said)


def flattery(trials: Sequence[SweepTrial]) -> str:
    """Why the best trial is not as good as it looks; empty before there is a choice."""
    ended = sum(trial.fate == "finished" for trial in trials)
    if ended < 2:
        return ""
    return (
        f"The best of {ended} trials was chosen by the very images it is judged on, which flatters it: on new images "
        "expect a little less. A test part, or a training with another seed, tells how much."
    )


def budget_in_words(plan: SweepPlan) -> str:
    """When a search ends: ``20 trials``, ``30 minutes``, ``20 trials or 30 minutes``."""
    trials = f"{plan.trials:,} trial{'s' * (plan.trials != 1)}" if plan.trials is not None else ""
    minutes = f"{plan.minutes:g} minute{'s' * (plan.minutes != 1)}" if plan.minutes is not None else ""
    return " or ".join(filter(None, (trials, minutes)))
