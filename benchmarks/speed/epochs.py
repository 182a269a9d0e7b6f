"""Seconds an epoch of the notebook's network: Keras on TensorFlow, a plain PyTorch loop, and here, on the CPU."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.notebook_work import load_work, save_images, save_split
from benchmarks.speed.options import Options
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import Answer, answer, answer_of_module, in_turn
from cnn.data.source import open_source

OTHERS = {"keras": "Keras on TensorFlow", "plain": "plain PyTorch loop"}
OURS = {"ours": "here", "ours_auto": "here, automatic precision"}
TITLES = OTHERS | OURS
GOALS = {("ours", "keras"): Goal("≥", 3), ("ours", "plain"): Goal("≥", 2.2)}


@dataclass(frozen=True)
class Epochs:
    """What the contestants came to; each dictionary goes by contestant.

    seconds: an epoch of training, a round's mean, without warm-up and validation.
    times_as_fast: how many times as fast as the other contestants it is here, round by round.
    accuracy: on the tenth of the rows that no training saw, after all epochs of a round (a fraction).
    missing: why a contestant was not measured, a sentence each.
    """

    images: int
    seconds: dict[str, Spread]
    times_as_fast: dict[str, dict[str, Spread]]
    accuracy: dict[str, Spread]
    versions: dict[str, dict[str, str]]
    missing: tuple[str, ...] = ()

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        seconds = (Row(f"{TITLES[name]}, seconds an epoch", spread) for name, spread in self.seconds.items())
        ratios = (
            Row(f"{TITLES[ours]}: times as fast as {TITLES[other]}", spread, GOALS.get((ours, other)))
            for ours, spreads in self.times_as_fast.items()
            for other, spread in spreads.items()
        )
        percent = {name: [100 * value for value in vars(spread).values()] for name, spread in self.accuracy.items()}
        accuracies = (Row(f"{TITLES[name]}, accuracy (%)", Spread.of(values)) for name, values in percent.items())
        versions = (
            f"{TITLES[name]}: {', '.join(f'{package} {number}' for package, number in packages.items())}"
            for name, packages in self.versions.items()
        )
        return Section(
            f"The notebook's network, {self.images:,} images an epoch, batch 64, CPU",
            (*seconds, *ratios, *accuracies),
            (*versions, *self.missing),
        )


def measure(options: Options) -> Epochs:
    """Let the contestants train in turn; each round has its own seed, which splits the rows alike for all."""
    images = open_source(options.data).train
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_images(folder, images)

        def contestant(run: Callable[..., Answer], program: object, *how: str) -> Callable[[int], Answer]:
            def take_turn(turn: int) -> Answer:
                save_split(folder, turn)
                return run(program, folder, options.epochs, turn, *how)

            return take_turn

        contestants = {
            "plain": contestant(answer_of_module, "benchmarks.notebook_plain"),
            "ours": contestant(answer_of_module, "benchmarks.notebook_ours", "cpu", "float32"),
            "ours_auto": contestant(answer_of_module, "benchmarks.notebook_ours", "cpu", "auto"),
        }
        missing: tuple[str, ...] = ()
        if options.keras.is_file():
            keras = partial(answer, options.keras)
            contestants = {"keras": contestant(keras, "benchmarks/notebook_keras.py")} | contestants
        else:
            missing = (f"Keras was not measured: there is no {options.keras}; `make bench` makes one.",)
        results = in_turn(contestants, options.rounds)
        return summary(results, len(load_work(folder).training), missing)


def summary(results: dict[str, list[Answer]], images: int, missing: tuple[str, ...] = ()) -> Epochs:
    """Spreads and ratios of what the contestants answered, round by round."""
    rounds = {name: [statistics.mean(turn["epoch_s"]) for turn in turns] for name, turns in results.items()}
    return Epochs(
        images=images,
        seconds={name: Spread.of(seconds) for name, seconds in rounds.items()},
        times_as_fast={
            ours: {other: Spread.of_ratios(rounds[other], rounds[ours]) for other in OTHERS if other in rounds}
            for ours in OURS
            if ours in rounds
        },
        accuracy={name: Spread.of([turn["accuracy"] for turn in turns]) for name, turns in results.items()},
        versions={name: turns[0]["versions"] for name, turns in results.items()},
        missing=missing,
    )
