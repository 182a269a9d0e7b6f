"""Seeing to it that somebody works: as many workers as are wanted, started again where one was lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from cnn.errors import RunError
from cnn.runs import queue
from cnn.runs.apart import start_apart
from cnn.runs.crew import Crew
from cnn.runs.store import RunStore

FIRST_FILES_BYTES = 65_536


def start_missing(
    store: RunStore, started: list[subprocess.Popen[bytes]], environment: Mapping[str, str] | None = None
) -> None:
    """Start workers (``python -m cnn work``) if runs wait and fewer are at them than may be; they outlive this process.

    Before, what dead workers left is put back into the queue. started: those that were started here, which this brings
    up to date. environment: what a worker is told besides what this process knows. Raises RunError where none can be
    started.
    """
    queue.look_after(store)
    waiting = len(queue.queued(store))
    started[:] = [worker for worker in started if worker.poll() is None]
    here = Crew(store.folder).alive()
    coming = {worker.pid for worker in started} - {worker.pid for worker in here}
    wanted = min(queue.at_once(store), waiting + sum(worker.run != "" for worker in here))
    words = ["work", "--runs", str(store.folder.absolute())]
    for _ in range(wanted - len(here) - len(coming) if waiting else 0):
        try:
            _try_to_write(store.folder)
            started.append(start_apart(words, store.folder / "worker.log", environment))
        except OSError as error:
            why = error.strerror or error
            raise RunError(
                f"No worker can be started: {why}. See whether the disk of {store.folder} is full."
            ) from error


def _try_to_write(folder: Path) -> None:
    """Raises OSError where a worker could not write its first files, and would end without a word anybody reads."""
    with TemporaryFile(dir=folder) as trial:
        trial.write(bytes(FIRST_FILES_BYTES))
        trial.flush()
        os.fsync(trial.fileno())
