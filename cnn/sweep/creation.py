"""From what is chosen to a search, and from one of its trials to a training in full."""

from __future__ import annotations

from datetime import datetime

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.runs.creation import create_run
from cnn.runs.data import record_of
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.sweep.opening import open_for
from cnn.sweep.plan import Pruning, SweepPlan, check_plan
from cnn.sweep.space import Space
from cnn.sweep.trial import SweepTrial
from cnn.training.config import TrainingConfig
from cnn.training.fit import check_fit
from cnn.training.settings.ending import Metric
from cnn.visitor import present


def plan_sweep(
    dataset: Dataset,
    architecture: Architecture,
    config: TrainingConfig,
    space: Space,
    *,
    name: str,
    classes: int | None = None,
    preset: str | None = None,
    epochs: int | None = None,
    trials: int | None = None,
    minutes: float | None = None,
    goal: Metric = "accuracy",
    pruning: Pruning = "median",
) -> SweepPlan:
    """The plan of a search; epochs: of a trial, those of ``config`` where they are not given.

    Raises DataError, SpecError or ConfigError where data, network and settings clash.
    """
    check_fit(architecture, config, dataset.train)
    plan = SweepPlan(
        name=name,
        created=datetime.now().isoformat(timespec="microseconds"),
        begun_by=present().name,
        data=record_of(dataset, classes),
        preset=preset,
        architecture=architecture,
        config=config,
        epochs=config.epochs if epochs is None else epochs,
        space=space,
        goal=goal,
        pruning=pruning,
        trials=trials,
        minutes=minutes,
    )
    check_plan(plan)
    return plan


def train_in_full(store: RunStore, plan: SweepPlan, trial: SweepTrial) -> Run:
    """Queue a training with a trial's settings and all the epochs and networks of the plan.

    Raises DataError where the data is another by now, RunError where the run cannot be written.
    """
    return create_run(
        store,
        open_for(plan),
        plan.architecture,
        plan.in_full(trial.values),
        classes=plan.data.classes,
        preset=plan.preset,
        name=f"{plan.name}, trial {trial.number + 1} in full",
    )
