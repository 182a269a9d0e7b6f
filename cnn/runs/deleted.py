"""Deleted runs: moved aside, put back while they are there, removed for good after some days."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cnn.errors import CnnError, RunError
from cnn.runs.run import Run

PLACE = ".deleted"
KEPT_DAYS = 30
DAY_S = 86_400


@dataclass(frozen=True)
class Deleted:
    """The deleted runs of the runs folder ``folder``; the time of a run's own folder tells when it was deleted."""

    folder: Path

    def all(self) -> list[Run]:
        """Those that can be put back, the one deleted last first."""
        return [Run(folder) for folder in sorted(self._folders(), key=_time_of, reverse=True)]

    def days_left(self, run: Run) -> int:
        """How many days it will be kept."""
        return max(0, KEPT_DAYS - int((time.time() - _time_of(run.folder)) // DAY_S))

    def take(self, run: Run) -> None:
        """Move a run here; raises RunError where that fails."""
        place = self._place / run.id
        with _told(run.id):
            self._place.mkdir(exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)  # one of the same id, deleted earlier
            os.utime(run.folder)  # before it moves: a run that was just moved must not look long deleted
            run.folder.rename(place)

    def put_back(self, run_id: str) -> Run:
        """Make it a run again; raises RunError where it is gone or another has its place.

        VisitorError for another's.
        """
        run = self._find(run_id)
        run.check_owner()
        place = self.folder / run.id
        if place.exists():
            raise RunError(f"There is a run {run.id} again: delete that one first.")
        with _told(run.id):
            run.folder.rename(place)
        return Run(place)

    def remove(self, run_id: str) -> None:
        """Remove it for good; raises RunError where it is gone, VisitorError for another's."""
        run = self._find(run_id)
        run.check_owner()
        with _told(run.id):
            shutil.rmtree(run.folder)

    def sweep(self) -> None:
        """Remove for good what was deleted more than ``KEPT_DAYS`` days ago."""
        for folder in self._folders():
            if time.time() - _time_of(folder) > KEPT_DAYS * DAY_S:
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def _place(self) -> Path:
        return self.folder / PLACE

    def _folders(self) -> list[Path]:
        with suppress(OSError):
            return [folder for folder in self._place.iterdir() if folder.is_dir()]
        return []

    def _find(self, run_id: str) -> Run:
        found = next((folder for folder in self._folders() if folder.name == run_id), None)
        if found is None:
            raise RunError(f"There is no deleted run {run_id!r}: it was put back already, or removed for good.")
        return Run(found)


def name_of(run: Run) -> str:
    """What people called it; its id where it cannot be read any more."""
    try:
        return run.name
    except CnnError:
        return run.id


def _time_of(folder: Path) -> float:
    """When a folder changed last, seconds since 1970."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


@contextmanager
def _told(run_id: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"Run {run_id} cannot be moved or removed: {error.strerror or error}.") from error
