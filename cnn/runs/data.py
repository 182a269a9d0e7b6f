"""The data of a run, as it was when the run was made: whatever people correct, draw or delete since, it stays that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydantic import ValidationError

from cnn.data.corrections import Corrections, corrected, without_corrections
from cnn.data.drawings import joined
from cnn.data.imageset import ADDED, DRAWINGS, Dataset, ImageSet
from cnn.data.tables.writing import write_table
from cnn.errors import DataError, RunError
from cnn.files import write_json
from cnn.runs.record import DataRecord
from cnn.runs.run import Run

CORRECTIONS_FILE, DRAWINGS_FILE = "corrections.json", "drawings.csv"


def record_of(dataset: Dataset, classes: int | None) -> DataRecord:
    """What a run's record says of the data it is made on."""
    images = dataset.train
    return DataRecord(
        source=dataset.source,
        title=dataset.title,
        classes=classes,
        class_names=images.class_names,
        shape=images.shape,
        rows=len(images) - images.added,
        fingerprint=images.own_fingerprint,
        holds_competition_test=dataset.holds_competition_test,
        corrections=images.corrections,
        drawings=images.added,
    )


def keep_what_changes(folder: Path, dataset: Dataset) -> None:
    """Write into a run's folder what may be another by the time it is worked on: corrections and drawings."""
    images = dataset.train
    if images.corrections and dataset.corrections is not None:
        write_json(folder / CORRECTIONS_FILE, dataset.corrections.model_dump())
    drawn = len(images) if dataset.source == DRAWINGS else images.added
    if drawn:
        given = without_corrections(dataset).train
        with (folder / DRAWINGS_FILE).open("wb") as file:
            write_table(given.take(np.arange(len(given) - drawn, len(given))), file)


def source_of(run: Run) -> str:
    """What to open for a run: its source without the drawings, which are in its folder; DataError where it is gone."""
    if run.record.data.source == DRAWINGS:
        return str(run.folder.absolute() / DRAWINGS_FILE)
    source = run.record.data.source.removesuffix(ADDED)
    if Path(source).is_absolute() and not Path(source).exists():
        raise DataError(
            f"The data of this run is gone: {source} is no longer there. Put it back and train again, or train on what "
            "there is."
        )
    return source


def as_it_was(run: Run, dataset: Dataset) -> ImageSet:
    """The training part of a run's own source, corrected and with drawings as when the run was made.

    Raises DataError where the source holds something else by now, RunError where the run's folder lost a file.
    """
    data = run.record.data
    images = without_corrections(dataset).train
    if images.own_fingerprint != data.fingerprint:
        raise DataError(
            f"The data at {data.source} is not what it was when the run was made (fingerprint "
            f"{images.own_fingerprint}, expected {data.fingerprint}): put the old file back or start a new run."
        )
    if data.corrections:
        images = corrected(images, _corrections(run))
    return joined(images, _drawings(run)) if data.drawings else images


def drawings_of(run: Run) -> frozenset[bytes]:
    """The pixels of each drawing that a run was made with; raises RunError where they are lost."""
    if not run.record.data.drawings:
        return frozenset()
    return frozenset(image.tobytes() for image in _drawings(run).images)


def left_out_of(run: Run) -> frozenset[int]:
    """The rows that corrections left out when the run was made; raises RunError where they are lost."""
    if not run.record.data.corrections:
        return frozenset()
    return frozenset(entry.row for entry in _corrections(run).entries if entry.new is None)


def _corrections(run: Run) -> Corrections:
    path = run.folder / CORRECTIONS_FILE
    try:
        corrections = Corrections.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _lost(run, path) from error
    if corrections.digest != run.record.data.corrections:
        raise _lost(run, path)
    return corrections


def _drawings(run: Run) -> ImageSet:
    data, path = run.record.data, run.folder / DRAWINGS_FILE
    try:
        table = np.loadtxt(path, np.int64, delimiter=",", skiprows=1, ndmin=2)
        images = table[:, 1:].astype(np.uint8).reshape(-1, *data.shape)
        drawings = ImageSet(images, table[:, 0].copy(), data.class_names)
    except (OSError, ValueError) as error:
        raise _lost(run, path) from error
    if len(drawings) != data.drawings:
        raise _lost(run, path)
    return drawings


def _lost(run: Run, path: Path) -> RunError:
    return RunError(
        f"{path.name} of run {run.id} is not what it was: put it back, or start a new run on the data as it is now."
    )
