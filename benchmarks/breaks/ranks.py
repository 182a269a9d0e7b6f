"""One training by two processes that torchrun starts: each is killed in turn, and the run goes on without it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event as Pause

import psutil

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.trainings import LAYERS
from cnn.model.architecture import Architecture
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.events import Progress, Resumed

PROCESSES = 2
GOES_ON_WITHIN_S = 30.0
PATIENCE_S = 300.0
LOOK_EVERY_S = 0.05
LONGEST = "longest until it went on (s)"


def kill_ranks(folder: Path, kills: int) -> Outcome:
    """Kill so many processes of one training, one after the other; each time it is on its way again before long."""
    outcome = Outcome("processes of one training killed", {"kills": 0})
    launch = _launched(folder, kills)
    try:
        _wait(launch, lambda: any(folder.glob("*/resume/*.safetensors")))
        (run,) = RunStore(folder).made_here()
        for kill in range(kills):
            _process_of(launch, kill % PROCESSES).kill()
            took_s = _wait(launch, lambda: len(_places(run)) > outcome.figures["kills"])
            outcome.count("kills")
            outcome.figures[LONGEST] = max(took_s, outcome.figures.get(LONGEST, 0.0))
            outcome.expect(took_s <= GOES_ON_WITHIN_S, f"it went on after {took_s:.1f} s, not {GOES_ON_WITHIN_S:.0f}")
            outcome.expect(_places(run)[-1] > 0, "it began anew instead of at its last checkpoint")
        run.request_stop()
        outcome.expect(
            launch.wait(PATIENCE_S) is not None and run.status == "stopped", f"it is {run.status} at the end"
        )
    finally:
        launch.terminate()
        launch.wait(PATIENCE_S)
    return outcome


def _launched(folder: Path, restarts: int) -> subprocess.Popen[bytes]:
    """A training that goes on until it is stopped."""
    folder.mkdir(parents=True)
    place = folder / "network.json"
    place.write_text(Architecture(name="small", input=Volume(28, 28, 1), layers=LAYERS).model_dump_json())
    several = ["-m", "torch.distributed.run", f"--nproc-per-node={PROCESSES}", f"--max-restarts={restarts}"]
    training = ["-m", "cnn", "train", "digits", "--architecture", str(place), "--runs", str(folder)]
    settings = ["--epochs", "1000", "--device", "cpu", "--checkpoint-every-s", "0.5"]
    with (folder / "told.log").open("wb") as told:
        return subprocess.Popen([sys.executable, *several, *training, *settings], cwd=ROOT, stdout=told, stderr=told)


def _process_of(launch: subprocess.Popen[bytes], rank: int) -> psutil.Process:
    children = psutil.Process(launch.pid).children()
    return next(child for child in children if child.environ().get("RANK") == str(rank))


def _places(run: Run) -> list[int]:
    """At which step it went on each time, once it had taken steps from there."""
    events = list(run.log.events())
    last = max((number for number, event in enumerate(events) if isinstance(event, Progress)), default=0)
    return [event.step for event in events[:last] if isinstance(event, Resumed)]


def _wait(launch: subprocess.Popen[bytes], happened: Callable[[], object]) -> float:
    """Wait for something; gives the seconds it took."""
    pause, began_s = Pause(), time.perf_counter()
    while not happened():
        if launch.poll() is not None or time.perf_counter() - began_s > PATIENCE_S:
            raise RuntimeError("the training did not go on: see told.log")
        pause.wait(LOOK_EVERY_S)
    return time.perf_counter() - began_s
