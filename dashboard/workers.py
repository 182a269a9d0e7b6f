"""Looking after the worker: the dashboard never trains, it only makes sure that someone does."""

from __future__ import annotations

import subprocess
from threading import Lock

from cnn.runs.record import State
from cnn.runs.run import Run, status_of
from cnn.runs.staff import start_missing
from cnn.runs.store import RunStore

# Whoever watches in a browser uses the same cores: threads that wait give them up sooner (``cnn/__init__.py``). With
# one other program busy, a step of the notebook's network took 50 ms so, and 146 ms with the terminal's setting.
WATCHED = {"GOMP_SPINCOUNT": "5000"}

_starting = Lock()
_started: list[subprocess.Popen[bytes]] = []


def needs_worker(run: Run, state: State) -> bool:
    """Whether somebody has to take up a run, or to look what became of the worker that did."""
    return state.status == "queued" or (state.from_queue and (status_of(state) == "lost" or run.wants_stop))


def ensure_worker(store: RunStore) -> None:
    """Start workers if runs wait and fewer are at them than may be; they outlive this server."""
    with _starting:
        start_missing(store, _started, WATCHED)
