"""Judging a run: on the validation part it kept, or on any labelled data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.split import split_rows
from cnn.errors import DataError
from cnn.evaluation import Evaluation
from cnn.predict import Predictor
from cnn.runs.predictions import load_predictions
from cnn.runs.run import Run


@dataclass(frozen=True, eq=False)
class Judgement:
    """An evaluation, what it was made on, and what is to be said against it (empty as a rule)."""

    evaluation: Evaluation
    on: str
    caveat: str = ""


def judge(run: Run, dataset: Dataset | None = None) -> Judgement:
    """Evaluate a run on its stored validation predictions, or on the labelled test, else training, part of ``dataset``.

    Of the very data it was trained on, only the rows it kept for validation count. Raises RunError without predictions,
    DataError where the data does not fit.
    """
    record = run.record
    if dataset is None:
        evaluation = load_predictions(run.predictions, record.data.class_names)
        return Judgement(evaluation, f"the validation part of {record.data.title}")
    has_labelled_test = dataset.test is not None and dataset.test.labels is not None
    part = dataset.test if dataset.test is not None and has_labelled_test else dataset.train
    on = f"the {'test' if has_labelled_test else 'training'} part of {dataset.title}"
    rows = np.arange(len(part), dtype=np.int64)
    caveat = ""
    if part.fingerprint == record.data.fingerprint:
        _, held_out = split_rows(len(part), record.config.validation_share, record.config.seed)
        if len(held_out):
            rows, on = held_out, f"the validation part of {dataset.title}"
        else:
            caveat = "The run was trained on these very rows: this says little about how it reads others."
    return Judgement(_evaluate(run, part, rows), on, caveat)


def _evaluate(run: Run, part: ImageSet, rows: np.ndarray) -> Evaluation:
    predictor = Predictor.of_run(run)
    names = predictor.class_names
    labels = part.known_labels[rows]
    if len(part.class_names) != len(names):
        raise DataError(f"The run tells {len(names)} classes apart, this data has {len(part.class_names)}.")
    return Evaluation(labels, predictor.probs(part.images[rows]), rows, names)
