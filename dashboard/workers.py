"""Looking after the worker: the dashboard never trains, it only makes sure that someone does."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Lock, Thread

from cnn.places import ROOT
from cnn.runs import queue
from cnn.runs.crew import Crew
from cnn.runs.store import RunStore

# Whoever watches in a browser uses the same cores: threads that wait give them up sooner (``cnn/__init__.py``). With
# one other program busy, a step of the notebook's network took 50 ms so, and 146 ms with the terminal's setting.
WATCHED = {"GOMP_SPINCOUNT": "5000"}

_starting = Lock()
_started: list[subprocess.Popen[bytes]] = []


def ensure_worker(store: RunStore) -> None:
    """Start workers if runs wait and fewer are at them than may be; they outlive this server.

    Before, what dead workers left is put back into the queue.
    """
    with _starting:
        queue.look_after(store)
        waiting = len(queue.queued(store))
        _started[:] = [worker for worker in _started if worker.poll() is None]
        here = Crew(store.folder).alive()
        coming = {worker.pid for worker in _started} - {worker.pid for worker in here}
        wanted = min(queue.at_once(store), waiting + sum(worker.run != "" for worker in here))
        for _ in range(wanted - len(here) - len(coming) if waiting else 0):
            _started.append(_start(store))


def _start(store: RunStore) -> subprocess.Popen[bytes]:
    with (store.folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "cnn", "work", "--runs", str(store.folder.absolute())],
            cwd=ROOT,
            env={**os.environ, **WATCHED},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C and the server's end do not reach it
        )
    Thread(target=worker.wait, daemon=True).start()  # else it would stay a zombie and look alive
    return worker
