"""``cnn experiment SOURCE``: many small trainings, and what they show."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tqdm import tqdm

from cnn.cli.foreground import do_here
from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.experiments import Experiment, find_experiment
from cnn.experiments.findings import finding
from cnn.experiments.results import results_of
from cnn.runs import queue
from cnn.runs.creation import create_experiment
from cnn.training.events import Event, Failed, Finished, Started, TrialFinished


def experiment(arguments: Namespace) -> int:
    """``cnn experiment SOURCE --which NAME``: in the foreground, kept as a run."""
    output = Output(arguments.json)
    asked = find_experiment(arguments.which)
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    run = create_experiment(store_of(arguments), dataset, asked, classes=arguments.classes, state=queue.held())
    return do_here(run, ExperimentPrinter(output, asked).show, output)


class ExperimentPrinter:
    """Prints the events of one experiment."""

    def __init__(self, output: Output, experiment: Experiment) -> None:
        self._output = output
        self._experiment = experiment
        self._trials: list[TrialFinished] = []
        self._bar: tqdm[Any] | None = None

    def show(self, event: Event) -> None:
        """Print one event."""
        self._output.give(event.model_dump(mode="json"))
        match event:
            case Started():
                self._output.say(self._experiment.question)
                self._output.say(
                    f"{self._experiment.trials} trainings on {event.training_rows:,} images, judged on "
                    f"{event.validation_rows:,} others, with {event.device}"
                )
                self._bar = tqdm(total=self._experiment.trials, unit="network", leave=False, disable=None)
            case TrialFinished():
                self._trials.append(event)
                self._output.say(f"{event.arm}, seed {event.seed}: {event.accuracy:.1%}")
                if self._bar is not None:
                    self._bar.update()
            case Finished() | Failed():
                if self._bar is not None:
                    self._bar.close()
                if found := finding(results_of(self._experiment, self._trials)):
                    self._output.say(found)
