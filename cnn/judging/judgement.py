"""Judging runs, one or several averaged: on the validation part they kept, or on any labelled data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cnn.data.imageset import DRAWINGS, Dataset, ImageSet, Rows
from cnn.data.split import divide, own_rows
from cnn.errors import DataError, RunError
from cnn.judging.evaluation import Evaluation
from cnn.judging.shared_images import on_rows
from cnn.runs.predictions import load_predictions
from cnn.runs.run import Run
from cnn.runs.together import check_together

if TYPE_CHECKING:  # importing it loads PyTorch, which judging by stored predictions can do without
    from cnn.reading.predict import Tell


@dataclass(frozen=True, eq=False)
class Judgement:
    """An evaluation, what it was made on, and what is to be said against it (empty as a rule).

    part: the images that its rows count; None where they are those of the training, which were not needed.
    """

    evaluation: Evaluation
    on: str
    caveat: str = ""
    part: ImageSet | None = None


def judge(
    runs: Sequence[Run], dataset: Dataset | None = None, tell: Tell = lambda share: None, views: int | None = None
) -> Judgement:
    """Evaluate runs on their stored validation predictions, or on ``dataset``: its labelled test, else training, part.

    tell: hears how much of ``dataset`` is predicted, 0 to 1. views: how many views of each image of it are looked at;
    None for as many as each run says.

    Of the very data a run was trained on, only the rows it kept for validation count, whatever their labels were then;
    of drawings none, where a run learned from drawings, since they may be the same ones. What was left out of a source
    or added to it counts nowhere. Raises RunError for runs that cannot be averaged, without predictions, or that
    kept no rows in common; DataError where the data does not fit.
    """
    check_together(runs)
    if dataset is None:
        return _stored(runs)
    has_labelled_test = dataset.test is not None and dataset.test.labels is not None
    part = dataset.test if dataset.test is not None and has_labelled_test else dataset.train
    on = f"the {'test' if has_labelled_test else 'training'} part of {dataset.title}"
    rows, caveat = own_rows(part), ""
    if (kept := _kept_rows(runs, part, are_drawings=dataset.source == DRAWINGS)) is not None:
        if len(kept):
            rows, on = kept, f"the validation part of {dataset.title}"
        else:
            trained = "The run was" if len(runs) == 1 else "The runs were"
            caveat = f"{trained} trained on these very rows: this says little about how others are read."
    return Judgement(_evaluate(runs, part, rows, tell, views), on, caveat, part)


def _stored(runs: Sequence[Run]) -> Judgement:
    """The mean of the stored predictions of those images that all runs kept aside, each network counting the same."""
    data = runs[0].record.data
    evaluations = [load_predictions(run.predictions, data.class_names) for run in runs]
    first, on = evaluations[0], f"the validation part of {data.title}"
    if len(runs) == 1:
        return Judgement(first, on)
    rows = first.rows[np.all([np.isin(first.rows, each.rows) for each in evaluations], axis=0)]
    if not len(rows) or any(run.record.data.fingerprint != data.fingerprint for run in runs):
        raise RunError(
            "These runs kept no images in common for validation: runs are judged together on images that none was "
            "trained on, so give labelled data with --data."
        )
    shared = [on_rows(each, rows) for each in evaluations]
    if any(not np.array_equal(each.labels, shared[0].labels) for each in shared):
        raise RunError(
            "Labels were corrected between these runs: to say by which labels they are judged, give the data with "
            "--data."
        )
    if len(rows) < max(len(each.rows) for each in evaluations):
        on = f"what all of them kept for validation of {data.title}"
    networks = [len(run.member_weights) for run in runs]
    probs = np.average([each.probs for each in shared], axis=0, weights=networks)
    return Judgement(replace(shared[0], probs=probs.astype(np.float32)), on)


def _kept_rows(runs: Sequence[Run], part: ImageSet, *, are_drawings: bool) -> Rows | None:
    """The rows of ``part`` that no run was trained on; None where none was trained on any of them."""
    kept: Rows | None = None
    for record in (run.record for run in runs):
        if record.data.fingerprint == part.own_fingerprint:
            _, rows = divide(part, record.config.validation_share, record.config.seed)
        elif are_drawings and (record.data.drawings or record.data.source == DRAWINGS):
            rows = np.empty(0, np.int64)
        else:
            continue
        kept = rows if kept is None else kept[np.isin(kept, rows)]
    return kept


def _evaluate(runs: Sequence[Run], part: ImageSet, rows: Rows, tell: Tell, views: int | None) -> Evaluation:
    from cnn.reading.predict import Predictor

    predictor = Predictor.of_runs(runs)
    if views is not None:
        predictor = predictor.looking(views)
    names = predictor.class_names
    labels = part.known_labels[rows]
    if len(part.class_names) != len(names):
        who = "The run tells" if len(runs) == 1 else "The runs tell"
        raise DataError(
            f"{who} {len(names)} classes apart, this data has {len(part.class_names)}: choose data with the classes "
            "of the training."
        )
    return Evaluation(labels, predictor.probs(part.images[rows], tell), rows, names)
