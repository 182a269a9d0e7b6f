"""A training from its first event to its last, by the clock."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from cnn.model.build import Network
from cnn.training.events import EpochFinished, Event
from cnn.training.loop import Training


@dataclass(frozen=True, eq=False)
class Trained:
    """What a training came to.

    epoch_s: seconds of each epoch by the loop's own clock.
    wall_s: seconds of the whole call, with everything that the loop prepares before its first step.
    """

    epoch_s: list[float]
    wall_s: float
    network: Network


def run_to_end(training: Training) -> Trained:
    """Let it train without listening, as the bare loop."""
    start = time.perf_counter()
    events: list[Event] = []
    while True:
        try:
            events.append(next(training))
        except StopIteration as end:
            return Trained(epoch_seconds(events), time.perf_counter() - start, end.value)


def epoch_seconds(events: Iterable[Event]) -> list[float]:
    """The length of each epoch that was finished, with its validation where there is one."""
    marks = [0.0, *(event.time_s for event in events if isinstance(event, EpochFinished))]
    return [after - before for before, after in pairwise(marks)]
