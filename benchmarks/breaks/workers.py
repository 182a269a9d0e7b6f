"""Real workers killed at random moments, and their runs put back and gone on with to the end."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.trainings import SETTINGS, differences, digits, make
from cnn.places import ROOT
from cnn.runs import queue, resuming
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.events import Progress

SLOWLY = {"batch_size": 16, "checkpoint_every_s": 0.2}
"""So that checkpoints are written within an epoch too."""
LONGEST_S = 1.2
LOOK_EVERY_S = 0.02
PATIENCE_S = 120.0
WRITING_S = 0.5
"""What was being written when the worker died counts as lost, and a step is not divided."""


def kill_workers(folder: Path, kills: int, seed: int = 0, epochs: int = 10) -> Outcome:
    """Kill ``python -m cnn work`` so often; no more than an interval is lost, and runs end as if they were left alone.

    As many trainings as it takes, one kind after the other, each killed up to seven times.
    """
    from cnn.runs.worker import perform

    outcome = Outcome("workers killed", {"kills": 0, "most lost (s)": 0.0})
    chance, dataset = random.Random(seed), digits()
    number = 0
    while outcome.figures["kills"] < kills:
        settings: dict[str, Any] = {**SETTINGS[number % len(SETTINGS)], **SLOWLY, "epochs": epochs, "seed": number}
        store, alone = RunStore(folder / f"{number}"), RunStore(folder / f"{number}-alone")
        run, whole = make(store, dataset, settings, State()), make(alone, dataset, settings, queue.held())
        for _ in perform(whole):
            pass
        for _ in range(min(7, kills - int(outcome.figures["kills"]))):
            if not _killed(store, run, chance.uniform(0, LONGEST_S)):
                break
            outcome.count("kills")
            _look_at(run, outcome)
            resuming.resume(store, run)
        if _working(store).wait():
            outcome.faults.append("a worker failed by itself")
            return outcome
        outcome.count("runs")
        for difference in differences(run, whole):
            outcome.faults.append(f"the {difference} of run {number} with {settings} are not those of one left alone")
        number += 1
    return outcome


def _killed(store: RunStore, run: Run, after_s: float) -> bool:
    """Start a worker and kill it some time after it has taken a step; False where it had ended before."""
    told = len(run.log.events())
    with closing(_Killable(_working(store))) as worker:
        waited_s = 0.0
        while not _goes_on(run, told) and worker.process.poll() is None and waited_s < PATIENCE_S:
            select.select([], [], [], LOOK_EVERY_S)
            waited_s += LOOK_EVERY_S
        select.select([], [], [], after_s)
    return run.status == "lost"


def _goes_on(run: Run, told: int) -> bool:
    events = run.log.events()
    return len(events) > told and isinstance(events[-1], Progress)


class _Killable:
    """A process that is killed at the end, with all that it started."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def close(self) -> None:
        """Kill it, if it has not ended."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _working(store: RunStore) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cnn", "work", "--runs", str(store.folder)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _look_at(run: Run, outcome: Outcome) -> None:
    """See that no more than an interval is lost, and that all its files can be read."""
    events = run.log.events()
    told_s = max((event.time_s for event in events if isinstance(event, Progress)), default=0.0)
    kept = run.checkpoints.latest()
    outcome.expect(kept is not None or not run.checkpoints.places(), "no checkpoint can be read")
    kept_s = 0.0
    if kept is not None:
        kept_s = sum(kept.plain["story"]["durations_s"]) + kept.plain["training"]["time_s"]
    lost_s = told_s - kept_s
    most_s = run.record.config.checkpoint_every_s + WRITING_S
    outcome.expect(lost_s <= most_s, f"{lost_s:.2f} s were lost where {most_s:.2f} may be")
    outcome.figures["most lost (s)"] = max(outcome.figures["most lost (s)"], lost_s)
    _ = run.record, run.state, run.wanted
