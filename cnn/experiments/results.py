"""What the trainings of an experiment come to: figures over seeds, with their spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from cnn.experiments.experiment import Arm, Experiment
from cnn.judging import student
from cnn.training.events import TrialFinished


@dataclass(frozen=True)
class Spread:
    """A figure from several seeds, in their order: the mean, and between which two all of them lie."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        return fmean(self.values)

    @property
    def low(self) -> float:
        return min(self.values)

    @property
    def high(self) -> float:
        return max(self.values)

    @property
    def margin(self) -> float:
        """How far the mean over all seeds there could be lies from this one at most, with 95 % confidence (Student).

        Infinite for a single seed.
        """
        return student.margin(self.values)

    def minus(self, other: Spread) -> Spread:
        """The differences seed by seed: those of one seed share all that is drawn."""
        return Spread(tuple(one - another for one, another in zip(self.values, other.values, strict=True)))


@dataclass(frozen=True, eq=False)
class Results:
    """The trials of an experiment that are done, in the order they were made."""

    experiment: Experiment
    trials: tuple[TrialFinished, ...]

    @cached_property
    def seeds(self) -> tuple[int, ...]:
        """The seeds from which every arm was trained: only those compare like with like."""
        done = {(trial.arm, trial.seed) for trial in self.trials}
        tried = dict.fromkeys(trial.seed for trial in self.trials)
        return tuple(seed for seed in tried if all((arm.name, seed) in done for arm in self.experiment.arms))

    @property
    def arms(self) -> tuple[Arm, ...]:
        """The arms of which there is a trial."""
        return tuple(arm for arm in self.experiment.arms if self.of(arm))

    def of(self, arm: Arm) -> tuple[TrialFinished, ...]:
        """The trials of one arm, from all seeds."""
        return tuple(trial for trial in self.trials if trial.arm == arm.name)

    def spread(self, arm: Arm, figure: Callable[[TrialFinished], float]) -> Spread:
        """A figure of one arm over the seeds from which every arm was trained."""
        by_seed = {trial.seed: figure(trial) for trial in self.of(arm)}
        return Spread(tuple(by_seed[seed] for seed in self.seeds))

    def accuracy(self, arm: Arm) -> Spread:
        """The accuracy of one arm on the validation part."""
        return self.spread(arm, lambda trial: trial.accuracy)

    def fall(self, before: Arm, after: Arm) -> Spread:
        """By how much the accuracy of one arm lies above that of another, seed by seed."""
        return self.accuracy(before).minus(self.accuracy(after))


def results_of(experiment: Experiment, trials: Sequence[TrialFinished]) -> Results:
    """The trials of arms that this release knows."""
    return Results(experiment, tuple(trial for trial in trials if experiment.arm(trial.arm)))
