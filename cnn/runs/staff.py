"""Seeing to it that somebody works: as many workers as are wanted, started again where one was lost."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from threading import Lock

from cnn.runs import queue
from cnn.runs.apart import start_apart
from cnn.runs.crew import Crew
from cnn.runs.store import RunStore


class Staff:
    """Starts workers (``python -m cnn work``) of a runs folder; they outlive whoever started them.

    environment: what a worker is told besides what this process knows.
    """

    def __init__(self, store: RunStore, environment: Mapping[str, str] | None = None) -> None:
        self._store, self._environment = store, environment
        self._starting = Lock()
        self._started: list[subprocess.Popen[bytes]] = []

    def see_to(self) -> None:
        """Start workers if runs wait and fewer are at them than may be.

        Before, what dead workers left is put back into the queue.
        """
        store = self._store
        with self._starting:
            queue.look_after(store)
            waiting = len(queue.queued(store))
            self._started = [worker for worker in self._started if worker.poll() is None]
            here = Crew(store.folder).alive()
            coming = {worker.pid for worker in self._started} - {worker.pid for worker in here}
            wanted = min(queue.at_once(store), waiting + sum(worker.run != "" for worker in here))
            for _ in range(wanted - len(here) - len(coming) if waiting else 0):
                words = ["work", "--runs", str(store.folder.absolute())]
                self._started.append(start_apart(words, store.folder / "worker.log", self._environment))
