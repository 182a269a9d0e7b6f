"""Begins a search, lets ordinary workers train it, and kills them and whoever tends it at moments drawn from a seed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event

from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.runs import queue
from cnn.runs.apart import start_apart
from cnn.runs.crew import Crew
from cnn.runs.store import RunStore
from cnn.sweep.creation import plan_sweep
from cnn.sweep.space import read_variation
from cnn.sweep.sweep import HEARTBEAT_S, Sweep
from cnn.sweep.sweeps import Sweeps
from cnn.training.config import TrainingConfig

TINY = (Conv(filters=6, size=5, stride=2), RELU, MaxPool(size=2), Flatten(), Dense(units=10))
VARIED = ("learning_rate", "batch_size=16..128", "optimizer=adam,sgd")
LOOK_EVERY_S = 0.3
DYING_S = 0.2
"""A killed process is listed a moment longer."""


@dataclass
class Report:
    """What became of a search. faults: what should not be, in sentences; none where it kept its promise.

    back_s: for how long each run whose worker was killed had none.
    """

    trials: int
    workers_killed: int = 0
    tenders_killed: int = 0
    stops: int = 0
    duration_s: float = 0.0
    fates: Counter[str] = field(default_factory=Counter)
    back_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def begin(folder: Path, trials: int, epochs: int) -> tuple[Sweep, RunStore]:
    """A search of quick trials: a tiny network on the built-in digits."""
    dataset, store = open_source("digits"), RunStore(folder)
    architecture = Architecture(name="tiny", input=Volume.of(dataset.train.shape), layers=TINY)
    config = TrainingConfig(epochs=epochs, device="cpu", learning_rate=0.01)
    space = dict(read_variation(text, config) for text in VARIED)
    plan = plan_sweep(dataset, architecture, config, space, name="killed", trials=trials)
    return Sweeps(folder).create(plan), store


def search_under_fire(
    folder: Path, trials: int, workers: int, kills: int, tender_kills: int, stops: int, seed: int, epochs: int = 2
) -> Report:
    """Let a search go to its end while workers and whoever tends it are killed, and it is stopped and gone on with.

    When: after so many trials have ended, drawn by the seed. Which worker: one that trains just then a
    run that was not hit before, since the queue sets aside what loses its worker twice.
    """
    sweep, store = begin(folder, trials, epochs)
    queue.set_at_once(store, workers)
    report, random, pause = Report(trials), Random(seed), Event()
    due = {
        what: sorted(random.sample(range(1, trials - 1), count))
        for what, count in (("worker", kills), ("tender", tender_kills), ("stop", stops))
    }
    began_s = time.monotonic()
    tender = _tend(store)
    gone: dict[str, float] = {}
    killed: set[str] = set()
    while not sweep.is_over:
        ended = sum(trial.fate != "open" for trial in sweep.trials)
        if due["worker"] and due["worker"][0] <= ended and (run := _kill_a_worker(store, random, killed)):
            due["worker"].pop(0)
            killed.add(run)
            gone[run] = time.monotonic()
            report.workers_killed += 1
        if due["tender"] and due["tender"][0] <= ended:
            due["tender"].pop(0)
            tender.kill()
            report.tenders_killed += 1
        if due["stop"] and due["stop"][0] <= ended:
            due["stop"].pop(0)
            sweep.stop()
            tender.wait()
            at_work = [run.id for run in store.made_here() if run.status in ("queued", "running")]
            report.faults += [f"run {run} went on though the search was stopped" for run in at_work]
            report.stops += 1
        if tender.poll() is not None and not sweep.is_over:
            tender = _tend(store)
        for run, killed_s in list(gone.items()):
            without_s = time.monotonic() - killed_s
            if without_s > DYING_S and store.get(run).status not in ("lost", "queued"):
                report.back_s.append(without_s)
                del gone[run]
        pause.wait(LOOK_EVERY_S)
    report.duration_s = time.monotonic() - began_s
    tender.wait()
    _judge(sweep, store, report)
    return report


def _tend(store: RunStore) -> subprocess.Popen[bytes]:
    return start_apart(["sweeps", "go-on", "killed", "--runs", str(store.folder)], store.folder / "sweeps.log")


def _kill_a_worker(store: RunStore, random: Random, spared: Collection[str]) -> str:
    """Kill one that trains another run than these; gives its run, empty where none was caught."""
    at_work = [worker for worker in Crew(store.folder).alive() if worker.run and worker.run not in spared]
    if not at_work:
        return ""
    worker = random.choice(at_work)
    try:
        os.kill(worker.pid, signal.SIGKILL)
    except ProcessLookupError:
        return ""
    return worker.run


def _judge(sweep: Sweep, store: RunStore, report: Report) -> None:
    """None lost, none counted twice, none left running."""
    trials, runs = sweep.trials, list(store.made_here())
    report.fates = Counter(trial.fate for trial in trials)
    if [trial.number for trial in trials] != list(range(report.trials)) or report.fates["open"]:
        report.faults.append(
            f"{report.trials} trials were wanted, {len(trials)} begun, {report.fates['open']} not told"
        )
    if len({trial.run for trial in trials}) != len(trials):
        report.faults.append("two trials share a run")
    counted = {trial.run for trial in trials}
    for run in runs:
        if run.status in ("queued", "running", "lost"):
            report.faults.append(f"run {run.id} was left {run.status}")
        if run.id not in counted and run.status != "stopped":
            report.faults.append(f"run {run.id} was trained for nobody")
    for trial in trials:
        status = store.get(trial.run).status
        if (trial.fate == "finished") != (status == "finished"):
            report.faults.append(f"trial {trial.number + 1} is {trial.fate}, its run {status}")
    if any(seconds > 2 * HEARTBEAT_S for seconds in report.back_s):
        report.faults.append(f"a run was without a worker for {max(report.back_s):.1f} s")
