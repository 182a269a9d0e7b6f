"""The runs folder: makes runs, lists them, finds one by what a person types, moves one aside."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cnn.data.imageset import Dataset
from cnn.data.normalisation import Normalisation
from cnn.embedding.settings import EmbeddingSettings, check_layout
from cnn.errors import CnnError, RunError
from cnn.experiments import Experiment
from cnn.files import write_json
from cnn.model.architecture import Architecture
from cnn.model.layers import Flatten
from cnn.model.volume import Volume
from cnn.places import STARTER, runs_folder
from cnn.runs.data import keep_what_changes, record_of
from cnn.runs.deleted import Deleted
from cnn.runs.record import COMMAND, KIND_IN_WORDS, Kind, RunRecord, State
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig
from cnn.training.fit import check_fit
from cnn.tuning.settings import Tuning
from cnn.visitor import present

STARTER_ID = STARTER.name
ACTIVE = ("queued", "running")


@dataclass(frozen=True)
class RunStore:
    """All runs in ``folder``, and the starter that ships with the program."""

    folder: Path

    def create(
        self,
        dataset: Dataset,
        architecture: Architecture,
        config: TrainingConfig,
        *,
        kind: Kind = "train",
        classes: int | None = None,
        preset: str | None = None,
        name: str = "",
        normalisation: Normalisation | None = None,
        tuning: Tuning | None = None,
        state: State = State(),  # noqa: B008 - frozen
        run_id: str = "",
    ) -> Run:
        """Write a run, queued unless ``state`` says that it is held; run_id: from ``new_id``, where it has one already.

        Raises DataError, SpecError or ConfigError where data, network and settings clash, RunError where it cannot be
        written.
        """
        check_fit(architecture, config, dataset.train)
        run_id = run_id or new_id()
        # A network of one's own is asked for by the run that keeps it: this one.
        network = {"preset": preset} if preset else {"architecture": run_id}
        options = {**network, "classes": classes, **config.model_dump()}
        return self._write(
            run_id,
            dataset,
            tuning.model_dump(exclude={"parent"}) if tuning else options,
            state,
            kind=kind,
            name=name or architecture.name,
            preset=preset,
            architecture=architecture,
            config=config,
            normalisation=normalisation or Normalisation(),
            tuning=tuning,
            data=record_of(dataset, classes),
        )

    def create_map(
        self,
        dataset: Dataset,
        settings: EmbeddingSettings,
        *,
        classes: int | None = None,
        name: str = "",
        state: State = State(),  # noqa: B008 - frozen
    ) -> Run:
        """Write a run that makes a t-SNE map, queued unless ``state`` says that it is held.

        Raises DataError for too few images, RunError where it cannot be written.
        """
        check_layout(dataset.train)
        channels, height, width = dataset.train.shape
        return self._write(
            new_id(),
            dataset,
            {"classes": classes, **settings.model_dump()},
            state,
            kind="embedding",
            name=name or f"{min(settings.images, len(dataset.train)):,} images",
            preset=None,
            architecture=Architecture(name="pixels", input=Volume(width, height, channels), layers=(Flatten(),)),
            config=TrainingConfig(seed=settings.seed),
            normalisation=Normalisation(),
            embedding=settings,
            data=record_of(dataset, classes),
        )

    def create_experiment(
        self,
        dataset: Dataset,
        experiment: Experiment,
        *,
        classes: int | None = None,
        state: State = State(),  # noqa: B008 - frozen
    ) -> Run:
        """Write a run that makes an experiment, queued unless ``state`` says that it is held.

        Raises DataError, SpecError or ConfigError for images it cannot be made on, RunError where it cannot be written.
        """
        experiment.check(dataset.train)
        channels, height, width = dataset.train.shape
        first = experiment.arms[0].architecture(Volume(width, height, channels), len(dataset.train.class_names))
        return self._write(
            new_id(),
            dataset,
            {"which": experiment.name, "classes": classes},
            state,
            kind="experiment",
            name=experiment.title,
            preset=None,
            architecture=first,
            config=experiment.config,
            normalisation=Normalisation(),
            experiment=experiment.name,
            data=record_of(dataset, classes),
        )

    def _write(
        self,
        run_id: str,
        dataset: Dataset,
        options: dict[str, Any],
        state: State,
        *,
        kind: Kind,
        name: str,
        **task: Any,
    ) -> Run:
        """Write the run's folder; ``options`` are those of the command that makes it again, by name."""
        from cnn.runs.allowance import check_run  # which asks this folder

        check_run(self)
        asked = ["tune", task["tuning"].parent] if task.get("tuning") else [COMMAND[kind], dataset.source]
        record = RunRecord(
            id=run_id,
            kind=kind,
            name=name.encode(errors="replace").decode(),  # a terminal's bytes may be no text
            created=datetime.now().isoformat(timespec="seconds"),
            owner=present().owner,
            versions={package: version(package) for package in ("torch", "numpy")} | {"python": sys.version.split()[0]},
            command=shlex.join(["python", "-m", "cnn", *asked, *self._words(options, dataset)]),
            **task,
        )
        try:
            unfinished = self.folder / f".{run_id}"
            unfinished.mkdir(parents=True)
            keep_what_changes(unfinished, dataset)
            write_json(unfinished / "run.json", record.model_dump(mode="json"))
            write_json(unfinished / "state.json", state.model_dump())
            unfinished.rename(self.folder / run_id)
        except OSError as error:
            raise RunError(
                f"The run cannot be written to {self.folder}: {error.strerror}; free it up or use --runs."
            ) from error
        return Run(self.folder / run_id)

    def all(self) -> list[Run]:
        """Every run that can be read, the newest first, then the starter."""
        folders = [*sorted(self._folders(), reverse=True), STARTER]
        return [run for folder in folders if _is_readable(run := Run(folder))]

    def place_of(self, run_id: str) -> Path:
        """The folder that a run of this id has or would have."""
        return STARTER if run_id == STARTER_ID else self.folder / run_id

    def waiting_order(self) -> list[Run]:
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

    def _words(self, options: dict[str, Any], dataset: Dataset) -> list[str]:
        """The options as they are typed."""
        if self.folder.absolute() != runs_folder().absolute():
            options = {**options, "runs": self.folder}
        pairs = [(f"--{name.replace('_', '-')}", str(value)) for name, value in options.items() if value is not None]
        return [word for pair in pairs for word in pair] + ["--no-corrections"] * dataset.ignores_corrections

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
