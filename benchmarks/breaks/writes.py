"""Every call that writes fails once: the disk is full, broken, or cannot be written any more."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from unittest import mock

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.trainings import differences, digits, make
from cnn.runs import queue, resuming, worker
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.events import EpochFinished, Failed

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
SETTINGS = {"epochs": 2, "checkpoint_every_s": 0.1}
GONE_ON_WITH = 7
"""Each so manieth run that failed is gone on with to its end."""


def fail_writes(folder: Path, every: int = 1) -> Outcome:
    """Go on with a paused run, each ``every``-th write call failing once, with each of the errors.

    The run fails with the reason, its checkpoint stays as it was or a later one can be read, and once there is room
    again it ends as one left alone.
    """
    outcome = Outcome("write calls failed", {"calls": 0})
    dataset = digits()
    store, alone = RunStore(folder / "runs"), RunStore(folder / "alone")
    whole = make(alone, dataset, SETTINGS, queue.held())
    paused = make(store, dataset, SETTINGS, queue.held())
    with mock.patch.object(worker, "open_source", lambda *_: dataset):
        for _ in worker.perform(whole):
            pass
        for event in worker.perform(paused):
            if isinstance(event, EpochFinished):
                resuming.pause(store, paused)
        for number in ERRORS:
            at = 1
            while _fails(store, paused, whole, at, number, outcome):
                at += every
    return outcome


def _fails(store: RunStore, paused: Run, whole: Run, at: int, number: int, outcome: Outcome) -> bool:
    """Whether the write call ``at`` came and failed, in a copy of a paused run."""
    run = Run(store.folder / f"{paused.id}-{number}-{at}")
    shutil.copytree(paused.folder, run.folder)
    resuming.resume_here(store, run)
    with failing(run.folder, at, number) as call:
        *_, last = worker.perform(run)
    said = f"{os.strerror(number)} at write call {at} ({call.name})"
    if call.name:
        outcome.count("calls")
        outcome.count(os.strerror(number).lower())
        is_told = isinstance(last, Failed) and os.strerror(number) in last.reason
        outcome.expect(is_told, f"{said}: it does not end with the reason but with {last}")
        outcome.expect(run.status == "failed", f"{said}: the run is {run.status}")
        outcome.expect(os.strerror(number) in run.state.reason, f"{said}: its state says {run.state.reason!r}")
        outcome.expect(_step(run) >= _step(paused), f"{said}: the checkpoint before it is lost")
        _ = run.log.events()
        if at % GONE_ON_WITH == 0:
            resuming.resume_here(store, run)
            for _ in worker.perform(run):
                pass
            outcome.count("gone on with")
            for difference in differences(run, whole):
                outcome.faults.append(f"{said}: gone on with, the {difference} are not those of a run left alone")
    shutil.rmtree(run.folder)
    return bool(call.name)


def _step(run: Run) -> int:
    kept = run.checkpoints.latest()
    return -1 if kept is None else int(kept.plain["training"]["step"])


class Call:
    """Counts the calls that write below a folder, and fails one of them."""

    def __init__(self, folder: Path, at: int, number: int) -> None:
        self._folder, self._at, self._number = str(folder), at, number
        self._count, self._lock = 0, Lock()
        self.name = ""
        """Which call it was; empty until it comes."""

    def is_below(self, place: object) -> bool:
        """Whether it is the business of this."""
        return isinstance(place, str | os.PathLike) and str(place).startswith(self._folder)

    def happens(self, name: str, before: Callable[[], object] = lambda: None) -> None:
        """Count a call; where it is its turn, do what is done ``before`` and raise OSError."""
        with self._lock:
            self._count += 1
            is_its_turn = self._count == self._at
        if is_its_turn:
            self.name = name
            before()
            raise OSError(self._number, os.strerror(self._number))


class _File:
    """A file whose writing may fail half-way."""

    def __init__(self, file: Any, call: Call) -> None:
        self._file, self._call = file, call

    def write(self, content: Any) -> int:
        self._call.happens("write", lambda: self._file.write(content[: len(content) // 2]))
        written: int = self._file.write(content)
        return written

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing(folder: Path, at: int, number: int) -> Iterator[Call]:
    """While inside, the ``at``-th call that opens for writing, writes, fsyncs or renames below a folder fails once."""
    call = Call(folder, at, number)
    opened, synced, replaced = io.open, os.fsync, os.replace

    def open_(place: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if not call.is_below(place) or not set(mode) & set("wa+x"):
            return opened(place, mode, *rest, **more)
        call.happens("open")
        return _File(opened(place, mode, *rest, **more), call)

    def fsync(file: Any) -> None:
        call.happens("fsync")
        synced(file)

    def replace(source: Any, target: Any, **more: Any) -> None:
        if call.is_below(target):
            call.happens("rename")
        replaced(source, target, **more)

    with mock.patch("io.open", open_), mock.patch("os.fsync", fsync), mock.patch("os.replace", replace):
        yield call
