"""All runs of a folder in a moment: each is read once, and again when its folder has changed.

Whatever is written about a run is written beside its place and renamed, which changes the time of the run's folder (the
log alone grows in place). So one look at that time tells whether the run is as it was known. What is known is kept in
memory and, for the next process, in a file that anybody may delete: what is missing in it or wrong is read anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from cnn.errors import CnnError
from cnn.files import write_bytes
from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID, RunStore
from cnn.runs.summary import Summary, summarise

FILE = ".index.json"
SCHEMA = 1
SETTLED_S = 2.0
"""A folder that changed since may change again within the same tick of the file system's clock."""
WORTH_WRITING = 50
"""So many runs are read in a moment: the file is not written anew for each that changes."""
TOLD_EVERY = 100


class Known(NamedTuple):
    """What is known of a run: the time of its folder (ns) when it was read, and None where it could not be."""

    stamp: int
    summary: Summary | None


@dataclass(frozen=True)
class Listing:
    """All runs, the newest first, then the starter; and the ids of folders that cannot be read as runs."""

    summaries: tuple[Summary, ...]
    unreadable: tuple[str, ...]


@lru_cache(4)
def index_of(store: RunStore) -> RunIndex:
    """The one index of a runs folder that this process has."""
    return RunIndex(store)


_FILE: TypeAdapter[tuple[int, dict[str, Known]]] = TypeAdapter(tuple[int, dict[str, Known]])


class RunIndex:
    """The runs of ``store``; safe to be asked by several threads, while other processes write runs."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._lock = Lock()
        self._known: dict[str, Known] | None = None
        self._unwritten = 0

    def read(self, tell: Callable[[float], object] = lambda share: None) -> Listing:
        """Every run as it is now. tell: hears the share that is read, 0 to 1, where there is much to read."""
        with self._lock:
            before = _read_file(self._place) if self._known is None else self._known
            self._known = self._renewed(before, tell)
            if self._unwritten >= WORTH_WRITING:
                self._write()
            found = [(name, known.summary) for name, known in self._known.items()]
        return Listing(
            tuple(summary for _, summary in found if summary is not None),
            tuple(name for name, summary in found if summary is None),
        )

    @property
    def _place(self) -> Path:
        return self._store.folder / FILE

    def _renewed(self, before: dict[str, Known], tell: Callable[[float], object]) -> dict[str, Known]:
        now_ns = time.time_ns()
        stamps = self._stamps()
        changed = {name for name, stamp in stamps.items() if name not in before or before[name].stamp != stamp}
        known: dict[str, Known] = {}
        done = 0
        for name, stamp in stamps.items():
            if name not in changed:
                known[name] = before[name]
                continue
            is_settled = now_ns - stamp > SETTLED_S * 1e9
            known[name] = Known(stamp if is_settled else 0, _summary_of(self._store.place_of(name)))
            self._unwritten += is_settled
            done += 1
            if done % TOLD_EVERY == 0:
                tell(done / len(changed))
        return known

    def _stamps(self) -> dict[str, int]:
        """When the folder of each run changed last (ns), the newest run first, then the starter."""
        try:
            with os.scandir(self._store.folder) as entries:
                found = {entry.name: _stamp(entry) for entry in entries if entry.name[0] != "." and entry.is_dir()}
        except OSError:
            found = {}
        stamps = {name: found[name] for name in sorted(found, reverse=True) if found[name]}
        if starter := _stamp(self._store.place_of(STARTER_ID)):
            stamps[STARTER_ID] = starter
        return stamps

    def _write(self) -> None:
        assert self._known is not None  # it was read just before
        with suppress(OSError):  # a folder that cannot be written is read anew by the next process
            write_bytes(self._place, _FILE.dump_json((SCHEMA, self._known)))
            self._unwritten = 0


def _read_file(place: Path) -> dict[str, Known]:
    try:
        schema, known = _FILE.validate_json(place.read_bytes())
    except (OSError, ValidationError):
        return {}
    return known if schema == SCHEMA else {}


def _stamp(folder: Path | os.DirEntry[str]) -> int:
    """When a folder changed last, in ns; 0 where it is gone."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _summary_of(folder: Path) -> Summary | None:
    try:
        return summarise(Run(folder))
    except CnnError:
        return None
