"""Runs that differ in nothing but the labels: found among all that were trained, or made."""

from __future__ import annotations

from collections.abc import Iterable

from cnn.data.corrections import without_corrections
from cnn.data.imageset import Dataset
from cnn.errors import DataError
from cnn.labels.worth import MOST_PAIRS
from cnn.model.architecture import Architecture
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig

RunPair = tuple[Run, Run]
"""Without corrections, and with them."""


def find_pairs(runs: Iterable[Run], dataset: Dataset) -> list[RunPair]:
    """The pairs for the corrections that ``dataset`` has now, the newest first, at whatever state; at most ten.

    All are of the newest pair's network and settings but for the seed, so that they can be told of together.
    """
    own, digest = dataset.train.own_fingerprint, dataset.train.corrections
    fitting = [
        run
        for run in runs
        if run.record.kind == "train" and run.record.data.fingerprint == own and run.record.config.validation_share > 0
    ]
    plain = {_task(run): run for run in reversed(fitting) if not run.record.data.corrections}
    mended = [run for run in fitting if run.record.data.corrections == digest]
    pairs = [(plain[_task(run)], run) for run in mended if _task(run) in plain]
    alike: dict[int, RunPair] = {}
    for pair in pairs:
        if _but_for_seed(pair[1]) == _but_for_seed(pairs[0][1]):
            alike.setdefault(pair[1].record.config.seed, pair)
    return list(alike.values())[:MOST_PAIRS]


def queue_pairs(
    store: RunStore,
    dataset: Dataset,
    architecture: Architecture,
    config: TrainingConfig,
    seeds: int,
    *,
    classes: int | None = None,
    preset: str | None = None,
) -> list[RunPair]:
    """Queue a training with and one without the corrections of ``dataset`` for each of ``seeds`` seeds.

    Raises DataError where nothing is corrected, and what ``create_run`` raises.
    """
    if not dataset.train.corrections:
        raise DataError("No label is corrected yet, so there is nothing to compare: relabel or leave out a row first.")

    def create(data: Dataset, settings: TrainingConfig, labels: str) -> Run:
        name = f"{architecture.name}, labels {labels}"
        return create_run(store, data, architecture, settings, classes=classes, preset=preset, name=name)

    pairs = []
    for seed in range(config.seed, config.seed + seeds):
        settings = config.changed(seed=seed)
        given = create(without_corrections(dataset), settings, "as given")
        pairs.append((given, create(dataset, settings, "corrected")))
    return pairs


def _task(run: Run) -> tuple[object, ...]:
    """All but the labels: networks of one task differ in what was corrected alone."""
    record = run.record
    return record.architecture.layers, record.config, record.normalisation, record.data.drawings


def _but_for_seed(run: Run) -> tuple[object, ...]:
    record = run.record
    return record.architecture.layers, record.config.changed(seed=0), record.normalisation, record.data.drawings
