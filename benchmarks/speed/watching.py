"""What it costs to be watched: the same training bare, as a run that a worker keeps, and with its page open."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.speed.options import Options
from benchmarks.speed.page import watch_training, why_no_page
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.trained import epoch_seconds
from benchmarks.speed.turns import answer_of_module, in_turn
from cnn.data.imageset import Dataset
from cnn.data.source import open_source
from cnn.errors import TrainingError
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.presets import find_preset
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from cnn.runs.store import RunStore

WARM_UP_EPOCHS = 1  # while it lasts, the page is opened and everything loads
GOAL = Goal("≥", 0.97)
TITLES = {
    "bare": "bare loop",
    "run": "run of a worker",
    "page": "run with its page open",
}


@dataclass(frozen=True)
class Watching:
    """Seconds an epoch, validation included, by circumstance, and how fast that is beside the bare loop.

    missing: why a circumstance was not measured, or empty.
    """

    seconds: dict[str, Spread]
    share_of_bare_speed: dict[str, Spread]
    missing: str = ""

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        seconds = (Row(f"{TITLES[name]}, seconds an epoch", spread) for name, spread in self.seconds.items())
        shares = (
            Row(f"{TITLES[name]}, share of the bare speed", spread, GOAL, digits=3)
            for name, spread in self.share_of_bare_speed.items()
        )
        return Section(
            "Watched training: bare loop, log with checkpoints and state, open page in a browser; validation included",
            (*seconds, *shares),
            (f"No page was watched. {self.missing}",) if self.missing else (),
        )


def measure(options: Options) -> Watching:
    """The three in turn; each round has its own seed."""
    dataset = open_source(options.data)
    missing = why_no_page()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def bare(turn: int) -> list[float]:
            run = queue_run(RunStore(folder / "bare"), dataset, options.epochs, turn)
            seconds: list[float] = answer_of_module("benchmarks.speed.processes.bare_loop", run.folder)["epoch_s"]
            return seconds

        def worked(turn: int) -> list[float]:
            store = RunStore(folder / "runs")
            run = queue_run(store, dataset, options.epochs, turn)
            words = [sys.executable, "-m", "cnn", "work", "--runs", str(store.folder)]
            subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            return seconds_of(run)

        def watched(turn: int) -> list[float]:
            create = partial(queue_run, dataset=dataset, epochs=options.epochs, seed=turn)
            return seconds_of(watch_training(folder / "served", create))

        circumstances: dict[str, Callable[[int], list[float]]] = {"bare": bare, "run": worked}
        if not missing:
            circumstances["page"] = watched
        return summary(in_turn(circumstances, options.rounds), missing)


def queue_run(store: RunStore, dataset: Dataset, epochs: int, seed: int) -> Run:
    """A run of the notebook's preset on the CPU that waits for a worker."""
    preset = find_preset("notebook")
    architecture = preset.architecture(Volume.of(dataset.train.shape), len(dataset.train.class_names))
    config = preset.config.changed(epochs=WARM_UP_EPOCHS + epochs, seed=seed, device="cpu")
    return create_run(store, dataset, architecture, config, preset=preset.name)


def seconds_of(run: Run) -> list[float]:
    """The epochs of a run, by its log; raises TrainingError where it did not finish."""
    if run.status != "finished":
        raise TrainingError(f"The run to measure ended as {run.status}: {run.state.reason or 'see its log'}.")
    return epoch_seconds(run.log.events())


def summary(results: dict[str, list[list[float]]], missing: str = "") -> Watching:
    """Spreads and shares of the seconds of each epoch, round by round; the warm-up is left out."""
    rounds = {name: [statistics.mean(epoch_s[WARM_UP_EPOCHS:]) for epoch_s in turns] for name, turns in results.items()}
    shares = {name: Spread.of_ratios(rounds["bare"], seconds) for name, seconds in rounds.items() if name != "bare"}
    return Watching({name: Spread.of(seconds) for name, seconds in rounds.items()}, shares, missing)
