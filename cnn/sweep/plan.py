"""What a search is to do: written once when it begins, and enough for another machine to join it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from cnn.errors import ConfigError
from cnn.model.architecture import Architecture
from cnn.runs.record import DataRecord
from cnn.sweep.space import Space, checked
from cnn.training.config import TrainingConfig, has_effect
from cnn.training.settings.ending import Metric
from cnn.visitor import Visitor

Pruning = Literal["median", "hyperband", "none"]

PRUNING: dict[Pruning, str] = {
    "median": "a trial ends whose best so far is behind what half of the others had after as many epochs",
    "hyperband": "trials begin with few epochs, and a third of them goes on to three times as many (Li 2018)",
    "none": "every trial goes on to its end",
}


class SweepPlan(BaseModel):
    """A search.

    config: the settings that all trials share; ``epochs`` are those of a training in full. epochs: those of a trial.
    trials, minutes: its budget, whichever is used up first; at least one of the two. Minutes count while it is worked
    on. goal: what the best trial is best by, always on the validation part. begun_by: the name of whoever began it and
    has charge of the machine, whose runs its trials are; empty for the host.
    """

    # A newer release may write more than this one knows: what is unknown is passed over.
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    created: str
    begun_by: str = ""
    data: DataRecord
    preset: str | None
    architecture: Architecture
    config: TrainingConfig
    epochs: int
    space: Space
    goal: Metric = "accuracy"
    pruning: Pruning = "median"
    trials: int | None = None
    minutes: float | None = None

    @property
    def beginner(self) -> Visitor:
        """Who began it."""
        return Visitor(self.begun_by, has_charge=True)

    @property
    def trial_config(self) -> TrainingConfig:
        """What every trial starts from: one network, judged as it is, on the same rows by the goal."""
        return self.config.changed(epochs=self.epochs, members=1, views=1, judged_by=self.goal)

    def in_full(self, values: dict[str, Any]) -> TrainingConfig:
        """The settings of a training in full with these values in the place of the plan's."""
        return self.config.changed(**values, judged_by=self.goal)

    def matters(self, name: str, values: dict[str, Any]) -> bool:
        """Whether a setting has any effect beside those that are ``values`` already."""
        return has_effect(name, {**self.config.model_dump(), **values})


def check_plan(plan: SweepPlan) -> None:
    """Raises ConfigError for a search with nothing to vary, without an end or without anything to choose by."""
    if not plan.name.isprintable() or not plan.name.strip() or len(plan.name) > 60 or plan.name[0] == "-":
        raise ConfigError("A search has a name of 1 to 60 letters that does not begin with a hyphen.")
    if not plan.space:
        raise ConfigError("A search varies at least one setting: choose which.")
    budget = [plan.trials, plan.minutes]
    if budget == [None, None] or any(part is not None and not part > 0 for part in budget):
        raise ConfigError("A search ends after so many trials or minutes: say how many, 1 or more.")
    if not plan.config.validation_share:
        raise ConfigError("A search chooses by the validation part: keep one aside (validation_share).")
    _ = plan.trial_config  # raises where its epochs are out of bounds
    for name, variation in plan.space.items():
        checked(name, variation, plan.config)
