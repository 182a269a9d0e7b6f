"""``python -m benchmarks.dashboard_kills [--kills 100] [--seed 0]``: the dashboard killed while a run trains.

A dashboard is started, a tab opens its Train page by the dashboard's own protocol and waits until it shows the run as
running, and then the dashboard is killed (SIGKILL) at a random moment, so many times. In the end the run is stopped.
Prints how soon the run was found and how soon it ended, and every promise that was not kept, with status 1 where there
is one: it is found within 5 s, goes on all the while with the same worker, is never taken up anew, ends in order
within 10 s, and no process is left, a zombie included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from urllib.error import URLError

import psutil

from benchmarks.machine import in_a_line, machine
from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig

FOUND_WITHIN_S, STOPPED_WITHIN_S = 5.0, 10.0
PATIENCE_S = 120.0
LONGEST_LIFE_S = 1.0
"""After it showed the run a dashboard lives for up to so long."""
LOOK_EVERY_S = 0.05
REFRESH_S = 3.0
NETWORK = Architecture(name="tiny", input=Volume(28, 28, 1), layers=(Flatten(), Dense(units=10)))
ENDLESS = TrainingConfig(epochs=1000, batch_size=1, learning_rate=0.001, device="cpu")


@dataclass
class Outcome:
    """What happened.

    found_s: how soon each dashboard showed the run once it answered. stopped_s: how soon the run ended when it was to.
    kills: how many dashboards were killed.
    """

    found_s: list[float] = field(default_factory=list)
    stopped_s: float = 0.0
    faults: list[str] = field(default_factory=list)
    kills: int = 0


def kill_dashboards(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kill the dashboard of the runs in ``folder`` so many times while one of them trains; Ctrl-C ends it earlier."""
    chance, outcome = random.Random(seed), Outcome()
    run = create_run(RunStore(folder / "runs"), open_source("digits"), NETWORK, ENDLESS, name="endless")
    workers, step = set(), 0
    with suppress(KeyboardInterrupt):
        for number in range(1, kills + 1):
            with _dashboard(folder) as address:
                found_s = _see_running(address)
                workers.add(run.state.pid)
                Event().wait(chance.uniform(0, LONGEST_LIFE_S))
            outcome.kills = number
            if number > 1:  # the first one has started the worker, which loads PyTorch
                outcome.found_s.append(found_s)
            step = _goes_on(run, step, number, outcome)
    if len(workers) != 1 or run.state.deaths:
        outcome.faults.append(f"{len(workers)} workers were at the run, of which {run.state.deaths} died")
    if any(event.kind == "resumed" for event in run.log.events()):
        outcome.faults.append("the run was broken off and gone on with")
    _stop(folder, run, outcome)
    return outcome


def too_slow(outcome: Outcome) -> list[str]:
    """What took longer than promised."""
    found_s = max(outcome.found_s, default=0.0)
    slow = [f"it took up to {found_s:.1f} s until the run was found"] if found_s > FOUND_WITHIN_S else []
    return slow + ([f"it took {outcome.stopped_s:.1f} s to stop"] if outcome.stopped_s > STOPPED_WITHIN_S else [])


def _goes_on(run: Run, before: int, number: int, outcome: Outcome) -> int:
    """Wait until the run has come further than step ``before``; gives how far."""
    deadline = time.monotonic() + PATIENCE_S
    while (state := run.state).step <= before:
        if run.status != "running" or time.monotonic() > deadline:
            outcome.faults.append(f"after kill {number} the run is {run.status} and does not go on")
            break
        Event().wait(LOOK_EVERY_S)
    return state.step


def _stop(folder: Path, run: Run, outcome: Outcome) -> None:
    """Ask the run to stop; afterwards nobody works on the folder any more."""
    asked_s = time.monotonic()
    queue.stop(RunStore(folder / "runs"), run)
    while run.status == "running" and time.monotonic() - asked_s < PATIENCE_S:
        Event().wait(LOOK_EVERY_S)
    outcome.stopped_s = time.monotonic() - asked_s
    if run.status != "stopped" or run.state.reason or not run.predictions.is_file():
        outcome.faults.append(f"the run did not end in order when it was to stop: it is {run.status}")
    left: list[psutil.Process] = []
    while time.monotonic() - asked_s < PATIENCE_S and (left := _processes_of(folder, run)):
        Event().wait(LOOK_EVERY_S)
    outcome.faults += [f"a process is left: {process}" for process in left]


def _processes_of(folder: Path, run: Run) -> list[psutil.Process]:
    """The processes that work on a folder, and those that this one started or that were the worker, dead or alive."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess):
            is_worker = process.pid == run.state.pid and abs(process.create_time() - run.state.process_start_s) < 1
            if is_worker or str(folder) in " ".join(process.cmdline()) or process.ppid() == os.getpid():
                found.append(process)
    return found


def _see_running(address: str) -> float:
    """Open the Train page as a tab does; gives the seconds until it shows a run as running."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from websockets.sync.client import connect
    from websockets.typing import Subprotocol

    start = time.monotonic()
    with connect(f"ws{address.removeprefix('http')}/_stcore/stream", subprotocols=[Subprotocol("streamlit")]) as tab:
        message = BackMsg()
        message.rerun_script.page_name = "train"
        while time.monotonic() - start < PATIENCE_S:
            tab.send(message.SerializeToString())
            with suppress(TimeoutError):  # the page is done and did not show it yet: asked once more
                while True:
                    if b" running]" in tab.recv(timeout=REFRESH_S, decode=False):  # the badge
                        return time.monotonic() - start
    raise TimeoutError("the run was never shown as running")


@contextmanager
def _dashboard(folder: Path) -> Iterator[str]:
    """A dashboard of the runs and data in a folder, killed at the end; gives its address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "CNN_RUNS": str(folder / "runs"), "CNN_DATA": str(folder / "data")}
    with (folder / "dashboard.log").open("ab") as log:
        words = [sys.executable, "-m", "dashboard", str(port)]
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _await_answer(f"{address}/_stcore/health")
        yield address
    finally:
        process.kill()
        process.wait()


def _await_answer(address: str) -> None:
    start = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except URLError:
            if time.monotonic() - start > PATIENCE_S:
                raise
            Event().wait(LOOK_EVERY_S)


def main() -> int:
    """Kill and print; gives 0 where every promise was kept."""
    parser = argparse.ArgumentParser(prog="benchmarks.dashboard_kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background, too
    with tempfile.TemporaryDirectory() as name:
        outcome = kill_dashboards(Path(name), arguments.kills, arguments.seed)
    faults = outcome.faults + too_slow(outcome)
    found = sorted(outcome.found_s)
    figures = {"kills": outcome.kills, "found_s": found, "stopped_s": outcome.stopped_s, "faults": faults}
    if arguments.json:
        print(json.dumps(figures))
        return int(bool(faults))
    print(in_a_line(machine()))
    middle = f"{found[len(found) // 2]:.1f} s as a rule, {found[-1]:.1f} s at most" if found else "–"
    print(f"{outcome.kills} kills: found again in {middle}; ended in order {outcome.stopped_s:.1f} s after the stop")
    for fault in faults:
        print(f"not kept: {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
