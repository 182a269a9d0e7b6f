"""Being the one who tends a search in a runs folder, until nothing is left to do."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Event

from filelock import FileLock, Timeout

from cnn.errors import SweepError
from cnn.runs.staff import start_missing
from cnn.runs.store import RunStore
from cnn.sweep.sweep import Sweep
from cnn.sweep.tending import Look, Tender, place_of

LOOK_EVERY_S = 0.5
TRY_AGAIN_S = 5.0


def tend(sweep: Sweep, store: RunStore) -> Generator[Look | SweepError]:
    """Look after a search, and see to workers, until it is over or stopped; gives each look.

    While the storage is out of reach it gives the error instead and tries again. Raises SweepError where another
    process tends it in this folder already, DataError and RunError as ``Tender.look`` does.
    """
    pause = Event()
    with _only_one(store, sweep.name):
        tender = Tender(sweep, store)
        workers: list[subprocess.Popen[bytes]] = []
        while True:
            try:
                look = tender.look()
            except SweepError as error:
                yield error
                pause.wait(TRY_AGAIN_S)
                continue
            start_missing(store, workers)
            yield look
            if look.is_last:
                break
            pause.wait(LOOK_EVERY_S)
        sweep.leave(place_of(store))


def look_once(sweep: Sweep, store: RunStore) -> None:
    """Bring a search up to now where nobody tends it here, so that what was asked of it happens at once."""
    try:
        with _only_one(store, sweep.name):
            Tender(sweep, store).look()
    except _AtItAlreadyError:
        return


def is_tended(store: RunStore, name: str) -> bool:
    """Whether some process tends this search in this folder."""
    try:
        with _only_one(store, name, patience_s=0):
            return False
    except _AtItAlreadyError:
        return True


class _AtItAlreadyError(SweepError):
    """Another process tends the search."""


@contextmanager
def _only_one(store: RunStore, name: str, patience_s: float = 1.0) -> Iterator[None]:
    """A second's patience, so that someone who only looks (``is_tended``) does not turn it away."""
    store.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(store.folder / f".sweep-{sha256(name.encode()).hexdigest()[:12]}.lock")
    try:
        lock.acquire(timeout=patience_s)
    except Timeout:
        raise _AtItAlreadyError(
            f"Another process looks after the search {name} already: there is nothing to do."
        ) from None
    try:
        yield
    finally:
        lock.release()
