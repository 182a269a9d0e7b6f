"""Searches as the dashboard knows them, and the process that looks after one."""

from __future__ import annotations

from cnn.runs.apart import start_apart
from cnn.sweep.duty import is_tended, look_once
from cnn.sweep.storage import storage_url
from cnn.sweep.sweep import Sweep
from cnn.sweep.sweeps import Sweeps
from dashboard import cache
from dashboard.shelf import Shelf
from dashboard.workers import WATCHED

_opened: Shelf[Sweeps] = Shelf(2)


def searches() -> Sweeps:
    """All searches kept for the runs folder that the dashboard works on."""
    runs = cache.store().folder
    return _opened.get(storage_url(runs), lambda: Sweeps(runs))


def go_on(sweep: Sweep) -> None:
    """Have a search looked after by a process that outlives this server; raises VisitorError, SweepError."""
    store = cache.store()
    sweep.go_on()
    if not is_tended(store, sweep.name):
        words = ["sweeps", "go-on", sweep.name, "--runs", str(store.folder.absolute())]
        start_apart(words, store.folder / "sweeps.log", WATCHED)


def stop(sweep: Sweep) -> None:
    """Put a search off, at once where nobody looks after it; raises VisitorError, SweepError."""
    sweep.stop()
    look_once(sweep, cache.store())
