"""How often training holds its images in memory.

The peak of a process is mostly PyTorch, activations and gradients. Training on a quarter of the rows, judged on as
many, has all of that too, so the difference of the two peaks belongs to the rows alone. A network without convolutions
shows it best, for its activations are small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.speed.options import Options
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import Answer, answer_of_module, in_turn

PROGRAM = "benchmarks.speed.processes.train_and_weigh"
TRAININGS = {"notebook": ("notebook", 1.0), "all rows": ("dense", 1.0), "a quarter": ("dense", 0.25)}
MEGABYTE = 1e6
# Beside the images, each row has its label and its places in a few orders: 4 to 6 % of its pixels.
GOAL = Goal("≤", 1.15)


@dataclass(frozen=True)
class Memory:
    """Megabytes of the process that trains, and how many times the images are in them.

    notebook_peak_mb: with the notebook's network; the other peaks are those of a network without convolutions.
    """

    images_mb: float
    before_mb: Spread
    notebook_peak_mb: Spread
    peak_mb: Spread
    peak_of_a_quarter_mb: Spread
    times_held: Spread

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        return Section(
            f"Memory of a training whose images take {self.images_mb:.1f} MB, CPU",
            (
                Row("resident before the images are opened, MB", self.before_mb, digits=0),
                Row("peak with the notebook's network, MB", self.notebook_peak_mb, digits=0),
                Row("peak with a network without convolutions, MB", self.peak_mb, digits=0),
                Row("the same on a quarter of the rows, MB", self.peak_of_a_quarter_mb, digits=0),
                Row("times the images are held", self.times_held, GOAL),
            ),
        )


def measure(options: Options) -> Memory:
    """The three in turn."""

    def training(preset: str, share: float) -> Callable[[int], Answer]:
        return lambda turn: answer_of_module(PROGRAM, options.data, preset, share)

    return summary(in_turn({name: training(*what) for name, what in TRAININGS.items()}, options.rounds))


def summary(results: dict[str, list[Answer]]) -> Memory:
    """What bytes before, at the peak and of the images come to, round by round."""
    whole, quarter = results["all rows"], results["a quarter"]
    more = [big["peak_bytes"] - small["peak_bytes"] for big, small in zip(whole, quarter, strict=True)]
    rows = [big["images_bytes"] - small["images_bytes"] for big, small in zip(whole, quarter, strict=True)]
    return Memory(
        whole[0]["images_bytes"] / MEGABYTE,
        Spread.of([turn["before_bytes"] / MEGABYTE for turn in whole]),
        Spread.of([turn["peak_bytes"] / MEGABYTE for turn in results["notebook"]]),
        Spread.of([turn["peak_bytes"] / MEGABYTE for turn in whole]),
        Spread.of([turn["peak_bytes"] / MEGABYTE for turn in quarter]),
        Spread.of_ratios(more, rows),
    )
