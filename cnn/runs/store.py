"""The runs folder: takes runs in, lists them, finds one by what a person types, moves one aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cnn.errors import CnnError, RunError
from cnn.files import json_bytes, write_folder
from cnn.places import STARTER
from cnn.runs.deleted import Deleted
from cnn.runs.record import KIND_IN_WORDS, Kind, RunRecord, State
from cnn.runs.run import Run

STARTER_ID = STARTER.name


@dataclass(frozen=True)
class RunStore:
    """All runs in ``folder``, and the starter that ships with the program."""

    folder: Path

    def add(self, record: RunRecord, state: State, fill: Callable[[Path], object] = lambda folder: None) -> Run:
        """Write the folder of a run; ``fill`` puts into it what there is besides its task and its state.

        Raises RunError where it cannot be written, and nothing is left of it then.
        """

        def write(folder: Path) -> None:
            (folder / "run.json").write_bytes(json_bytes(record.model_dump(mode="json")))
            (folder / "state.json").write_bytes(json_bytes(state.model_dump()))
            fill(folder)

        try:
            write_folder(self.folder / record.id, write)
        except OSError as error:
            raise RunError(
                f"The run cannot be written to {self.folder}: {error.strerror}; free it up or use --runs."
            ) from error
        return Run(self.folder / record.id)

    def all(self) -> list[Run]:
        """Every run that can be read, the newest first, then the starter."""
        folders = [*sorted(self._folders(), reverse=True), STARTER]
        return [run for folder in folders if _is_readable(run := Run(folder))]

    def place_of(self, run_id: str) -> Path:
        """The folder that a run of this id has or would have."""
        return STARTER if run_id == STARTER_ID else self.folder / run_id

    def made_here(self) -> list[Run]:
        """Every run made here that can be read, the oldest first."""
        return [run for folder in sorted(self._folders()) if _is_readable(run := Run(folder))]

    def unreadable(self) -> list[str]:
        """The ids of folders that should be runs and cannot be read."""
        return [folder.name for folder in self._folders() if not _is_readable(Run(folder))]

    def find(self, word: str) -> Run:
        """The run for an id, a unique prefix, ``latest`` or ``starter``; raises RunError."""
        if word == STARTER_ID:
            return self.get(word)
        if word == "latest":
            if (latest := next(self._own(), None)) is None:
                raise RunError("There is no run yet: train one first, or use starter.")
            return latest
        fits = list(self._own(word)) if word else []
        if len(fits) != 1:
            found = "no run" if not fits else f"{len(fits)} runs"
            raise RunError(
                f"There {'is' if not fits else 'are'} {found} whose id begins with {word!r}: "
                "give more of an id as `python -m cnn runs` lists them, `latest` or `starter`."
            )
        return fits[0]

    def find_network(self, word: str) -> Run:
        """As ``find``, but a run that trains a network: ``latest`` is the latest of those, another raises RunError."""
        if word == "latest" and (run := next((run for run in self._own() if run.record.kind == "train"), None)):
            return run
        run = self.find(word)
        if run.record.kind != "train":
            raise RunError(
                f"Run {run.id} is {_a(run.record.kind)}, which leaves no network: name a run that was "
                "trained, or starter."
            )
        return run

    def find_of_kind(self, kind: Kind, word: str) -> Run:
        """As ``find``, but a run of this kind: ``latest`` is the latest of those, another raises RunError."""
        if word == "latest" and (run := next((run for run in self._own() if run.record.kind == kind), None)):
            return run
        run = self.find(word)
        if run.record.kind != kind:
            raise RunError(f"Run {run.id} is {_a(run.record.kind)}, no {KIND_IN_WORDS[kind]}.")
        return run

    def get(self, run_id: str) -> Run:
        """The run of exactly that id; raises RunError."""
        folder = self.place_of(run_id)
        is_name = run_id == Path(run_id).name and not run_id.startswith(".")  # and no way to elsewhere
        if not (run_id and is_name and (folder / "run.json").is_file()):
            raise RunError(f"There is no run {run_id!r} in {self.folder.name}: it may have been deleted.")
        return Run(folder)

    @property
    def deleted(self) -> Deleted:
        """The runs that were deleted here and can still be put back."""
        return Deleted(self.folder)

    def delete(self, run: Run) -> None:
        """Move a run aside, from where it can be put back for a while.

        Raises RunError for the starter, for one that is being worked on, and where the folder cannot be written;
        VisitorError for another's.
        """
        run.check_owner()
        if run.status == "running":
            raise RunError(f"Run {run.id} is being trained: stop it first.")
        self.deleted.take(run)

    def _own(self, beginning: str = "") -> Iterator[Run]:
        """Every run made here that can be read and whose id begins so, the newest first."""
        for folder in sorted(self._folders(), reverse=True):
            if folder.name.startswith(beginning) and _is_readable(run := Run(folder)):
                yield run

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        with os.scandir(self.folder) as entries:  # unlike pathlib it asks the disk once for ten thousand
            return [self.folder / entry.name for entry in entries if entry.name[0] != "." and entry.is_dir()]


def new_id() -> str:
    """An id that no run has: sorted by it, runs are sorted by age."""
    return f"{datetime.now():%Y%m%d-%H%M%S-%f}"


def _a(kind: Kind) -> str:
    """A kind of run in words, with its article."""
    words = KIND_IN_WORDS[kind]
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _is_readable(run: Run) -> bool:
    """Whether all its small files can be read: one that is spoilt must not stop the list or the queue."""
    try:
        _ = run.record, run.state, run.notes, run.wants_stop
    except CnnError:
        return False
    return True
