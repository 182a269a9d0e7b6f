"""The queue of runs: who works on what. A run is claimed under a lock, never by a guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from cnn.errors import RunError
from cnn.runs.process import identity
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore


def queued(store: RunStore) -> list[Run]:
    """The runs that wait, the oldest first."""
    return [run for run in store.waiting_order() if run.state.status == "queued"]


def claim_next(store: RunStore) -> Run | None:
    """Take the oldest queued run: it is running, and this process holds it. None when nothing waits."""
    with _lock(store, "queue"):
        for run in queued(store):
            if not _stopped_before_start(run):
                run.write_state(held())
                return run
    return None


def held() -> State:
    """The state of a run that this process works on."""
    return State(status="running", **identity())


def stop(store: RunStore, run: Run) -> None:
    """Ask for the end of a run; one that still waits is stopped at once."""
    run.request_stop()
    with _lock(store, "queue"):
        if run.state.status == "queued":
            _stopped_before_start(run)


def drain(store: RunStore) -> int:
    """Train the queued runs until none waits; gives how many were done, 0 if another worker is at it."""
    done = 0
    with only_worker(store) as alone:
        while alone and (run := claim_next(store)) is not None:
            from cnn.runs.worker import perform  # loads PyTorch: a worker that is not needed ends before that

            for _ in perform(run):
                pass
            done += 1
    return done


@contextmanager
def unchanged(store: RunStore) -> Iterator[None]:
    """While inside, no other process takes a run, gives one back or changes what is queued."""
    with _lock(store, "queue"):
        yield


@contextmanager
def only_worker(store: RunStore, patience_s: float = 1.0) -> Iterator[bool]:
    """Be the one worker of this runs folder while inside; gives False when another process is.

    A worker has a second's patience, so that someone who only looks (``has_worker``) does not turn it away.
    """
    lock = _lock(store, "worker")
    try:
        lock.acquire(timeout=patience_s)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def has_worker(store: RunStore) -> bool:
    """Whether some process drains this runs folder."""
    with only_worker(store, patience_s=0) as is_free:
        return not is_free


def _stopped_before_start(run: Run) -> bool:
    if run.wants_stop:
        run.write_state(State(status="stopped", reason="Stopped before it began."))
        return True
    return False


def _lock(store: RunStore, name: str) -> FileLock:
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"The runs folder {store.folder} cannot be written: {error.strerror}; use --runs.") from error
    return FileLock(store.folder / f".{name}.lock")
