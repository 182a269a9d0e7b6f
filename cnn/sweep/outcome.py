"""From what a run reached to what becomes of its trial."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from cnn.runs.record import Status
from cnn.sweep.plan import SweepPlan
from cnn.sweep.trial import Fate, SweepTrial
from cnn.training.events import EpochFinished, Event
from cnn.training.settings.ending import Metric


class Outcome(NamedTuple):
    """What to do with a trial: ``wait`` for its run, train it ``again`` in another run, or ``tell`` how it ended."""

    what: Literal["wait", "again", "tell"]
    fate: Fate = "open"
    why: str = ""


def reports_of(events: list[Event], goal: Metric) -> dict[int, float]:
    """What is judged on the validation part after each epoch, by its number; what is no number is left out."""
    told = [event for event in events if isinstance(event, EpochFinished)]
    values = {event.epoch: event.validation_accuracy if goal == "accuracy" else event.validation_loss for event in told}
    return {epoch: value for epoch, value in values.items() if value is not None and math.isfinite(value)}


def best_report(reports: dict[int, float], goal: Metric) -> float | None:
    """The figure of the epoch that is kept; None before there is one."""
    return (max if goal == "accuracy" else min)(reports.values(), default=None)


def outcome(trial: SweepTrial, status: Status, reason: str, *, is_judged: bool) -> Outcome:
    """What becomes of a trial whose run is at this status, and failed for this reason where it did.

    A run whose worker died is the queue's affair, which has it done again or says that it failed.
    """
    if status == "finished":
        return Outcome("tell", "finished") if is_judged else Outcome("tell", "failed", "No epoch of it was judged.")
    if status == "failed":
        return Outcome("tell", "failed", reason)
    if status != "stopped":
        return Outcome("wait")
    if trial.asked == "again":
        return Outcome("again")
    return Outcome("tell", "pruned", trial.why if trial.asked == "prune" else "Stopped by hand.")


def outcome_of_none(trial: SweepTrial) -> Outcome:
    """What becomes of a trial whose run is not there: it was never written, or somebody deleted it."""
    if trial.run and not trial.asked:
        return Outcome("tell", "failed", "Its run was deleted.")
    return Outcome("again")


def why_pruned(plan: SweepPlan, reports: dict[int, float]) -> str:
    """Why a run was stopped, for whoever finds it."""
    best = best_report(reports, plan.goal) or 0.0
    reached = f"{100 * best:.2f} % accuracy" if plan.goal == "accuracy" else f"a loss of {best:.4f}"
    epoch = max(reports, default=0)
    behind = {
        "median": "behind what half of the other trials had by then",
        "hyperband": "not among the best third of those it began with",
    }
    return f"Pruned after epoch {epoch} of {plan.epochs}: {reached} is {behind.get(plan.pruning, 'too little')}."
