"""Seconds to predict the competition's rows with the balanced preset, on the CPU."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.options import Options
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import answer_of_module, in_turn
from cnn.data.imageset import Dataset
from cnn.data.source import open_source
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from cnn.runs.store import RunStore

PRESET = "balanced"
GOAL = Goal("≤", 4)


@dataclass(frozen=True)
class Prediction:
    """What the first prediction of a process takes, and what comes before it."""

    preset: str
    rows: int
    predicting_s: Spread
    start_up_s: Spread

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        return Section(
            f"Prediction of {self.rows:,} rows with the preset {self.preset}, CPU",
            (
                Row("predicting, seconds", self.predicting_s, GOAL),
                Row("start-up before it (PyTorch, data, network), seconds", self.start_up_s),
            ),
        )


def measure(options: Options) -> Prediction:
    """A fresh process each round."""
    dataset = open_source(options.data)
    with tempfile.TemporaryDirectory() as name:
        run = untrained_run(RunStore(Path(name)), dataset)
        program = "benchmarks.speed.processes.predict_rows"
        results = in_turn(
            {"prediction": lambda turn: answer_of_module(program, run.folder, options.data)}, options.rounds
        )["prediction"]
    return Prediction(
        PRESET,
        results[0]["rows"],
        Spread.of([result["predicting_s"] for result in results]),
        Spread.of([result["start_up_s"] for result in results]),
    )


def untrained_run(store: RunStore, dataset: Dataset) -> Run:
    """A run of the preset with the weights that a training would begin with: the work of predicting is the same."""
    from cnn.model.build import Network
    from cnn.training.checkpoint import copy_weights, save_weights

    preset = find_preset(PRESET)
    architecture = preset.architecture(Volume.of(dataset.train.shape), len(dataset.train.class_names))
    run = create_run(store, dataset, architecture, preset.config, preset=preset.name)
    save_weights(run.weights, copy_weights(Network(architecture)))
    return run
