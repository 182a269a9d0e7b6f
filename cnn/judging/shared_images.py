"""The images that several networks were judged on alike, so that each is held to the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation, Integers


def on_shared_images(evaluations: Sequence[Evaluation]) -> tuple[Evaluation, ...]:
    """The same evaluations on the images that all of them judged by the same label, in the order of the rows.

    Their rows count the images of one source. Raises DataError where they have none in common.
    """
    rows = reduce(np.intersect1d, (evaluation.rows for evaluation in evaluations))
    common = [on_rows(evaluation, rows) for evaluation in evaluations]
    agreed = np.all([each.labels == common[0].labels for each in common], axis=0)
    if not agreed.any():
        raise DataError(
            "These runs were not judged on the same images, so they cannot be compared image by image: compare runs of "
            "one data set that were made with the same seed and validation share."
        )
    return tuple(each.only(np.flatnonzero(agreed)) for each in common)


def on_rows(evaluation: Evaluation, rows: Integers) -> Evaluation:
    """The evaluation of these rows, which it has, in this order."""
    order = np.argsort(evaluation.rows, kind="stable")
    return evaluation.only(order[np.searchsorted(evaluation.rows, rows, sorter=order)])
