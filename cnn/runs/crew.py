"""The workers of a runs folder: each has a place of its own and says there what it does, until it ends.

A place is a lock (so that two never share one, and a dead worker leaves it free) and a file that tells the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

import psutil
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from cnn.files import write_json
from cnn.runs.gpus import gpu_use, take_gpu
from cnn.runs.process import identity, is_alive

PLACE = ".workers"
BEAT_EVERY_S = 2.0


class Worker(BaseModel):
    """What a worker says of itself.

    place: its number, from 1. host, pid, process_start_s, heartbeat_s: as in a run's state. run: the id of the run it
    does, empty between two. gpu: the name of its GPU, empty where it uses none. gpu_busy: the share of a second in
    which that computes, None if unknown.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    place: int
    host: str = ""
    pid: int = 0
    process_start_s: float = 0.0
    heartbeat_s: float = 0.0
    run: str = ""
    memory_bytes: int = 0
    gpu: str = ""
    gpu_memory_bytes: int = 0
    gpu_busy: float | None = None


@dataclass(frozen=True)
class Crew:
    """The workers of the runs folder ``folder``."""

    folder: Path

    def alive(self) -> list[Worker]:
        """Those that live, by their places."""
        told = filter(None, map(_read, (self.folder / PLACE).glob("*.json")))
        return sorted(filter(is_alive, told), key=lambda worker: worker.place)

    @contextmanager
    def joined(self, most: int) -> Iterator[Membership | None]:
        """Be one of at most ``most`` workers while inside; gives None where all places are taken.

        Raises OSError where the folder cannot be written.
        """
        (self.folder / PLACE).mkdir(parents=True, exist_ok=True)
        for place in range(1, most + 1):
            lock = FileLock(self.folder / PLACE / f"{place}.lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            try:
                take_gpu(place)
                with Membership(self.folder / PLACE / f"{place}.json", place) as membership:
                    yield membership
            finally:
                lock.release()
            return
        yield None


class Membership:
    """A worker's own place among the others; while inside, its file is renewed every ``BEAT_EVERY_S`` seconds."""

    def __init__(self, path: Path, place: int) -> None:
        self.place = place
        self._path = path
        self._run = ""
        self._writing = Lock()
        self._over = Event()
        self._beating = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Membership:
        self._tell()
        self._beating.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._beating.join()
        self._path.unlink(missing_ok=True)

    @contextmanager
    def working_on(self, run: str) -> Iterator[None]:
        """Say that this worker does the run of this id while inside."""
        self._run = run
        self._tell()
        try:
            yield
        finally:
            self._run = ""
            self._tell()

    def _beat(self) -> None:
        while not self._over.wait(BEAT_EVERY_S):
            self._tell()

    def _tell(self) -> None:
        use = {"memory_bytes": psutil.Process().memory_info().rss, **_of_gpu()}
        with self._writing, suppress(OSError):  # a full disk keeps nobody from working
            worker = {"place": self.place, "run": self._run, **identity(), **use}
            write_json(self._path, Worker.model_validate(worker).model_dump())


def _of_gpu() -> dict[str, str | int | float | None]:
    use = gpu_use()
    return {"gpu": use.name, "gpu_memory_bytes": use.memory_bytes, "gpu_busy": use.busy} if use else {}


def _read(path: Path) -> Worker | None:
    with suppress(OSError, ValidationError):
        return Worker.model_validate_json(path.read_bytes())
    return None
