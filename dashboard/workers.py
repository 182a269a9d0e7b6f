"""Looking after the worker: the dashboard never trains, it only makes sure that someone does."""

from __future__ import annotations

import subprocess
import sys
from threading import Thread

from cnn.places import ROOT
from cnn.runs import queue
from cnn.runs.store import RunStore


def ensure_worker(store: RunStore) -> None:
    """Start a worker if runs wait and nobody is at them; it outlives this server."""
    if not queue.queued(store) or queue.has_worker(store):
        return
    log = (store.folder / "worker.log").open("ab")
    with log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "cnn", "work", "--runs", str(store.folder.absolute())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C and the server's end do not reach it
        )
    Thread(target=worker.wait, daemon=True).start()  # else it would stay a zombie and look alive
