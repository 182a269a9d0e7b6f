"""Seeing to it that somebody works: as many workers as are wanted, started again where one was lost."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from cnn.runs import queue
from cnn.runs.apart import start_apart
from cnn.runs.crew import Crew
from cnn.runs.store import RunStore


def start_missing(
    store: RunStore, started: list[subprocess.Popen[bytes]], environment: Mapping[str, str] | None = None
) -> None:
    """Start workers (``python -m cnn work``) if runs wait and fewer are at them than may be; they outlive this process.

    Before, what dead workers left is put back into the queue. started: those that were started here, which this brings
    up to date. environment: what a worker is told besides what this process knows.
    """
    queue.look_after(store)
    waiting = len(queue.queued(store))
    started[:] = [worker for worker in started if worker.poll() is None]
    here = Crew(store.folder).alive()
    coming = {worker.pid for worker in started} - {worker.pid for worker in here}
    wanted = min(queue.at_once(store), waiting + sum(worker.run != "" for worker in here))
    for _ in range(wanted - len(here) - len(coming) if waiting else 0):
        words = ["work", "--runs", str(store.folder.absolute())]
        started.append(start_apart(words, store.folder / "worker.log", environment))
