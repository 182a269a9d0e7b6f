"""Looking after the worker: the dashboard never trains, it only makes sure that someone does."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Lock, Thread

from cnn.places import ROOT
from cnn.runs import queue
from cnn.runs.store import RunStore

# Whoever watches in a browser uses the same cores: threads that wait give them up sooner (``cnn/__init__.py``). With
# one other program busy, a step of the notebook's network took 50 ms so, and 146 ms with the terminal's setting.
WATCHED = {"GOMP_SPINCOUNT": "5000"}

_starting = Lock()
_started: list[subprocess.Popen[bytes]] = []


def ensure_worker(store: RunStore) -> None:
    """Start a worker if runs wait and nobody is at them; it outlives this server."""
    with _starting:
        _started[:] = [worker for worker in _started if worker.poll() is None]
        if not _started and queue.queued(store) and not queue.has_worker(store):
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
