"""Rows dealt into folds, so that every image can be read by a network that never learned from it."""

from __future__ import annotations

import numpy as np

from cnn.data.imageset import ImageSet, Labels, Rows
from cnn.data.split import own_rows
from cnn.errors import ConfigError, DataError
from cnn.training.config import TrainingConfig

FOLDS = 5
FEWEST, MOST = 2, 20
LEAST_STEPS, MOST_PASSES = 250, 60


def deal(labels: Labels, folds: int, seed: int) -> Rows:
    """The fold of each of N images, int64 (N,) from 0 to ``folds`` − 1, shuffled by ``seed``.

    Stratified: of every class, and of all images, any two folds hold the same number or one more.
    """
    random = np.random.default_rng(seed)
    shuffled = random.permutation(len(labels))
    by_class = shuffled[np.argsort(labels[shuffled], kind="stable")]
    dealt = np.empty(len(labels), np.int64)
    dealt[by_class] = np.arange(len(labels)) % folds  # as cards are dealt: the next class goes on where one ended
    return dealt


def in_folds(config: TrainingConfig, folds: int, images: ImageSet) -> TrainingConfig:
    """``config`` for one network a fold: on all rows but the fold's, to the last epoch.

    Nothing of what a network learns from is kept back to judge it, since the fold it is asked about must have no say in
    when it ends. Raises ConfigError for too few or too many folds, DataError for fewer images than folds.
    """
    if not FEWEST <= folds <= MOST:
        raise ConfigError(f"{folds} folds are asked for: from {FEWEST} to {MOST} are possible.")
    rows = len(own_rows(images))
    if rows < folds:
        raise DataError(f"{rows:,} labelled images cannot be dealt into {folds} folds: take fewer folds or more data.")
    return config.changed(members=folds, validation_share=0.0, patience=0)


def enough_passes(config: TrainingConfig, rows: int) -> TrainingConfig:
    """``config`` with as many epochs as make ``LEAST_STEPS`` steps over ``rows`` images, if its own are fewer.

    Presets count on the competition's 42,000 rows; of a small set one pass would be over before anything is learned.
    """
    steps_per_epoch = -(-rows // config.batch_size)
    least = min(-(-LEAST_STEPS // steps_per_epoch), MOST_PASSES)
    return config.changed(epochs=max(config.epochs, least))
