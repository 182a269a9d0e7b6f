"""Making runs: a task becomes a folder that waits until somebody does it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cnn.data.imageset import Dataset
from cnn.data.normalisation import Normalisation
from cnn.embedding.settings import EmbeddingSettings, check_layout
from cnn.experiments import Experiment
from cnn.model.architecture import Architecture
from cnn.model.layers import Flatten
from cnn.model.volume import Volume
from cnn.places import runs_folder
from cnn.runs.allowance import check_run
from cnn.runs.data import keep_what_changes, record_of
from cnn.runs.record import COMMAND, Kind, RunRecord, State, versions
from cnn.runs.run import Run
from cnn.runs.store import RunStore, new_id
from cnn.training.config import TrainingConfig
from cnn.training.fit import check_fit
from cnn.tuning.settings import Tuning
from cnn.visitor import present


def create_run(
    store: RunStore,
    dataset: Dataset,
    architecture: Architecture,
    config: TrainingConfig,
    *,
    kind: Kind = "train",
    classes: int | None = None,
    preset: str | None = None,
    name: str = "",
    normalisation: Normalisation = Normalisation(),  # noqa: B008 - frozen
    tuning: Tuning | None = None,
    state: State = State(),  # noqa: B008 - frozen
    run_id: str = "",
) -> Run:
    """Write a run, queued unless ``state`` says that it is held; run_id: from ``new_id``, where it has one already.

    Raises DataError, SpecError or ConfigError where data, network and settings clash, RunError where it cannot be
    written, VisitorError where who is present may not have another.
    """
    check_fit(architecture, config, dataset.train)
    run_id = run_id or new_id()
    # A network of one's own is asked for by the run that keeps it: this one.
    network = {"preset": preset} if preset else {"architecture": run_id}
    return _write(
        store,
        dataset,
        {**network, **config.model_dump()},
        classes,
        state,
        id=run_id,
        kind=kind,
        name=name or architecture.name,
        preset=preset,
        architecture=architecture,
        config=config,
        normalisation=normalisation,
        tuning=tuning,
    )


def create_map(
    store: RunStore,
    dataset: Dataset,
    settings: EmbeddingSettings,
    *,
    classes: int | None = None,
    name: str = "",
    state: State = State(),  # noqa: B008 - frozen
) -> Run:
    """Write a run that makes a t-SNE map, queued unless ``state`` says that it is held.

    Raises DataError for too few images, else as ``create_run``.
    """
    check_layout(dataset.train)
    return _write(
        store,
        dataset,
        settings.model_dump(),
        classes,
        state,
        kind="embedding",
        name=name or f"{min(settings.images, len(dataset.train)):,} images",
        architecture=Architecture(name="pixels", input=Volume.of(dataset.train.shape), layers=(Flatten(),)),
        config=TrainingConfig(seed=settings.seed),
        embedding=settings,
    )


def create_experiment(
    store: RunStore,
    dataset: Dataset,
    experiment: Experiment,
    *,
    classes: int | None = None,
    state: State = State(),  # noqa: B008 - frozen
) -> Run:
    """Write a run that makes an experiment, queued unless ``state`` says that it is held.

    Raises DataError, SpecError or ConfigError for images it cannot be made on, else as ``create_run``.
    """
    experiment.check(dataset.train)
    volume, names = Volume.of(dataset.train.shape), dataset.train.class_names
    return _write(
        store,
        dataset,
        {"which": experiment.name},
        classes,
        state,
        kind="experiment",
        name=experiment.title,
        architecture=experiment.arms[0].architecture(volume, len(names)),
        config=experiment.config,
        experiment=experiment.name,
    )


def command_for(
    store: RunStore, words: Sequence[str], options: Mapping[str, Any], dataset: Dataset | None = None
) -> str:
    """What is typed to make a run again: a command's words, its options by name, and how ``dataset`` was opened."""
    if store.folder.absolute() != runs_folder().absolute():
        options = {**options, "runs": store.folder}
    pairs = [(f"--{name.replace('_', '-')}", str(value)) for name, value in options.items() if value is not None]
    typed = ["python", "-m", "cnn", *words, *(word for pair in pairs for word in pair)]
    return shlex.join([*typed, "--no-corrections"] if dataset and dataset.ignores_corrections else typed)


def _write(
    store: RunStore,
    dataset: Dataset,
    options: Mapping[str, Any],
    classes: int | None,
    state: State,
    *,
    kind: Kind,
    name: str,
    tuning: Tuning | None = None,
    **task: Any,
) -> Run:
    """Write the run of a task; ``options`` are those of the command that makes it again, by name.

    What may be another by the time it is done is kept with it.
    """
    check_run(store)
    if tuning:
        command = command_for(store, ["tune", tuning.parent], tuning.model_dump(exclude={"parent"}), dataset)
    else:
        command = command_for(store, [COMMAND[kind], dataset.source], {"classes": classes, **options}, dataset)
    usual: dict[str, Any] = {"id": new_id(), "preset": None, "normalisation": Normalisation()}
    record = RunRecord(
        kind=kind,
        name=name.encode(errors="replace").decode(),  # a terminal's bytes may be no text
        created=datetime.now().isoformat(timespec="seconds"),
        owner=present().owner,
        tuning=tuning,
        data=record_of(dataset, classes),
        versions=versions(),
        command=command,
        **{**usual, **task},
    )

    def fill(folder: Path) -> None:
        keep_what_changes(folder, dataset)

    return store.add(record, state, fill)
