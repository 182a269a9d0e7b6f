"""How near an epoch comes to the processor's limit: its operations at the rate of the machine's matrix products."""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.notebook_work import load_work, notebook_network, save_images, save_split
from benchmarks.speed.operations import training_operations
from benchmarks.speed.options import Options
from benchmarks.speed.report import Goal, Row, Section
from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import answer_of_module, in_turn
from cnn.data.source import open_source

GOAL = Goal("≤", 1.7)


@dataclass(frozen=True)
class Limit:
    """The limit and how many times as long an epoch takes here.

    operations: floating-point operations of an epoch (``operations.py`` says which are counted).
    gflops: the best rate of each matrix product, over all rounds.
    rates_gflops: the highest rate of any shape, by round.
    limit_s: what the epoch would take at the highest rate of the whole run.
    times_the_limit: the epochs here over that one limit.
    times_the_limit_of_its_round: over the limit at the highest rate that was measured in the same round, for a machine
        whose speed comes and goes.
    """

    operations: int
    gflops: dict[str, float]
    rates_gflops: Spread
    limit_s: float
    ours_s: Spread
    times_the_limit: Spread
    times_the_limit_of_its_round: Spread

    @property
    def section(self) -> Section:
        """Its lines of the table."""
        fastest = max(self.gflops, key=self.gflops.__getitem__)
        shapes = ", ".join(f"{shape} {rate:.0f}" for shape, rate in self.gflops.items())
        return Section(
            "The limit: the epoch's floating-point operations at the rate of float32 matrix products, CPU",
            (
                Row("matrix products, best of all shapes, GFLOP/s", self.rates_gflops, digits=0),
                Row("here, seconds an epoch", self.ours_s),
                Row("times the limit", self.times_the_limit, GOAL),
                Row("times the limit of its own round", self.times_the_limit_of_its_round),
            ),
            (
                f"{self.operations / 1e9:,.0f} GFLOP an epoch: convolutions and fully connected layers, 2 a "
                "multiply-add, forward and both gradients, without the gradient of the images",
                f"limit {self.limit_s:.2f} s, at {self.rates_gflops.highest:.0f} GFLOP/s of {fastest}",
                f"best GFLOP/s by shape: {shapes}",
            ),
        )


def measure(options: Options) -> Limit:
    """Matrix products and epochs in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_images(folder, open_source(options.data).train)
        save_split(folder, 0)
        count = len(load_work(folder).training)
        results = in_turn(
            {
                "matrix products": lambda turn: answer_of_module("benchmarks.speed.processes.gemm"),
                "ours": lambda turn: answer_of_module("benchmarks.notebook_ours", folder, options.epochs, turn),
            },
            options.rounds,
        )
    ours_s = [statistics.mean(turn["epoch_s"]) for turn in results["ours"]]
    return summary(count * training_operations(notebook_network()), results["matrix products"], ours_s)


def summary(operations: int, gflops: list[dict[str, float]], ours_s: list[float]) -> Limit:
    """What operations an epoch, rates by shape and seconds an epoch, round by round, come to."""
    rates = [max(turn.values()) for turn in gflops]
    limits_s = [operations / rate / 1e9 for rate in rates]
    return Limit(
        operations=operations,
        gflops={shape: max(turn[shape] for turn in gflops) for shape in gflops[0]},
        rates_gflops=Spread.of(rates),
        limit_s=min(limits_s),
        ours_s=Spread.of(ours_s),
        times_the_limit=Spread.of_ratios(ours_s, [min(limits_s)] * len(ours_s)),
        times_the_limit_of_its_round=Spread.of_ratios(ours_s, limits_s),
    )
