"""Divides labelled rows into a part to learn from and one to judge on."""

import math

import numpy as np

from cnn.data.imageset import ImageSet, Rows
from cnn.errors import ConfigError


def divide(images: ImageSet, validation_share: float, seed: int) -> tuple[Rows, Rows]:
    """Rows of ``images`` to learn from and rows to judge on, int64 each; raises ConfigError where one is empty.

    The division is that of the source's own rows: whatever was left out or added, the others fall where they fell
    before, so that trainings with and without it can be compared. What was left out is in neither part. What was added
    is all learned from and never judged on: a figure stays one on the source's own images, and cannot rise because
    somebody's drawings resemble each other.
    """
    own = len(images) - images.added
    training, validation = split_rows(own, validation_share, seed)
    if images.added:
        training = np.concatenate((training, np.arange(own, len(images))))
    if len(images.left_out):
        training, validation = (rows[~np.isin(rows, images.left_out)] for rows in (training, validation))
    if not len(training):
        raise ConfigError("The corrections leave out every row there is to train on: take some of them back.")
    return training, validation


def own_rows(images: ImageSet) -> Rows:
    """The rows that are a source's own, int64: neither left out nor added; raises DataError without labels."""
    _ = images.known_labels
    return np.setdiff1d(np.arange(len(images) - images.added), images.left_out)


def rows_kept_aside(count: int, validation_share: float) -> int:
    """How many of ``count`` rows are judged on."""
    return math.ceil(validation_share * count)


def split_rows(count: int, validation_share: float, seed: int) -> tuple[Rows, Rows]:
    """Rows for training and for validation, int64 each, out of ``count``.

    The same rows in the same order as scikit-learn's ``train_test_split(test_size=validation_share,
    random_state=seed)``, which the notebook uses; its own three lines are here because importing it takes a second.
    """
    if validation_share == 0:
        return np.random.RandomState(seed).permutation(count).astype(np.int64), np.empty(0, np.int64)
    validation_count = rows_kept_aside(count, validation_share)
    if validation_count >= count:
        raise ConfigError(
            f"A validation share of {validation_share:g} leaves no row to train on: the data has {count}; "
            "use a smaller share or more data."
        )
    order = np.random.RandomState(seed).permutation(count).astype(np.int64)
    return order[validation_count:], order[:validation_count]
