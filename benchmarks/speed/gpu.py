"""On a CUDA card: seconds an epoch of the notebook's network, and seconds of training until a mean accuracy."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.notebook_work import save_images, save_split
from benchmarks.speed.options import Options
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import Answer, answer_of_module, in_turn
from cnn.data.source import open_source
from cnn.presets import PRESETS

EPOCHS = 6  # the first of which may still warm up
PRECISIONS = ("float32", "auto")
TIMED_PRESETS = tuple(name for name in ("sprint", "balanced", "strong") if name in PRESETS)
EPOCH_GOAL = Goal("≤", 0.3)
ACCURACY_GOALS = {0.990: Goal("≤", 0.8), 0.995: Goal("≤", 5)}


@dataclass(frozen=True)
class PresetOnGpu:
    """A preset's whole training; accuracy is a fraction of the rows held out, its mean over the seeds beside it."""

    training_s: Spread
    warm_up_s: Spread
    accuracy: Spread
    mean_accuracy: float


@dataclass(frozen=True)
class Gpu:
    """What a card comes to; empty where there is none.

    epoch_s, warm_up_s: the notebook's network by precision; the warm-up is all that the process took beside its epochs.
    presets: by name.
    """

    name: str = ""
    epoch_s: dict[str, Spread] = field(default_factory=dict)
    warm_up_s: dict[str, Spread] = field(default_factory=dict)
    presets: dict[str, PresetOnGpu] = field(default_factory=dict)

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        if not self.name:
            return Section("GPU", notes=("no GPU here: not measured",))
        rows = [Row(f"notebook, {name}, seconds an epoch", s, EPOCH_GOAL, 3) for name, s in self.epoch_s.items()]
        rows += [Row(f"notebook, {name}, seconds of warm-up", s) for name, s in self.warm_up_s.items()]
        for accuracy, goal in ACCURACY_GOALS.items():
            if quickest := self.quickest(accuracy):
                what = f"training until a mean of {accuracy:.1%} ({quickest}), seconds"
                rows.append(Row(what, self.presets[quickest].training_s, goal))
        rows += [Row(f"{name}, seconds of training", preset.training_s) for name, preset in self.presets.items()]
        rows += [Row(f"{name}, seconds of warm-up", preset.warm_up_s) for name, preset in self.presets.items()]
        means = (
            f"{name}: mean accuracy {preset.mean_accuracy:.2%} ({preset.accuracy.lowest:.2%} to "
            f"{preset.accuracy.highest:.2%}) of the rows held out"
            for name, preset in self.presets.items()
        )
        unmet = (f"no preset reached a mean of {goal:.1%}" for goal in ACCURACY_GOALS if not self.quickest(goal))
        return Section(f"GPU: {self.name}", tuple(rows), (*means, *unmet))

    def quickest(self, accuracy: float) -> str | None:
        """The preset whose mean reaches ``accuracy`` in the least training; None where none does."""
        able = [name for name, preset in self.presets.items() if preset.mean_accuracy >= accuracy]
        return min(able, key=lambda name: self.presets[name].training_s.median, default=None)


def measure(options: Options) -> Gpu:
    """Each training in a process of its own; each round has its own seed, which splits the rows alike for all."""
    import torch

    if not torch.cuda.is_available():
        return Gpu()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_images(folder, open_source(options.data).train)

        def notebook(precision: str) -> Callable[[int], Answer]:
            def take_turn(turn: int) -> Answer:
                save_split(folder, turn)
                return answer_of_module("benchmarks.notebook_ours", folder, EPOCHS, turn, "cuda", precision)

            return take_turn

        def whole(preset: str) -> Callable[[int], Answer]:
            def take_turn(turn: int) -> Answer:
                save_split(folder, turn)
                return answer_of_module("benchmarks.speed.processes.train_preset", folder, preset, turn)

            return take_turn

        epochs = in_turn({precision: notebook(precision) for precision in PRECISIONS}, options.rounds)
        trainings = in_turn({preset: whole(preset) for preset in TIMED_PRESETS}, options.rounds)
    return summary(torch.cuda.get_device_name(), epochs, trainings)


def summary(name: str, epochs: dict[str, list[Answer]], trainings: dict[str, list[Answer]]) -> Gpu:
    """What the answers come to: the steady epoch of each round, and all else of its time as warm-up."""
    steady = {
        precision: [statistics.median(turn["epoch_s"][1:]) for turn in turns] for precision, turns in epochs.items()
    }
    warm_up = {
        precision: [
            turn["warm_up_s"] + turn["epoch_s"][0] - epoch_s
            for turn, epoch_s in zip(turns, steady[precision], strict=True)
        ]
        for precision, turns in epochs.items()
    }
    return Gpu(
        name,
        {precision: Spread.of(seconds) for precision, seconds in steady.items()},
        {precision: Spread.of(seconds) for precision, seconds in warm_up.items()},
        {preset: _preset(turns) for preset, turns in trainings.items()},
    )


def _preset(turns: list[Answer]) -> PresetOnGpu:
    accuracies = [turn["accuracy"] for turn in turns]
    return PresetOnGpu(
        Spread.of([turn["training_s"] for turn in turns]),
        Spread.of([turn["warm_up_s"] for turn in turns]),
        Spread.of(accuracies),
        statistics.mean(accuracies),
    )
