"""Divides labelled rows into a training and a validation part."""

import math

import numpy as np
import numpy.typing as npt

from cnn.errors import ConfigError

Rows = npt.NDArray[np.int64]


def split_rows(count: int, validation_share: float, seed: int) -> tuple[Rows, Rows]:
    """Rows for training and for validation, int64 each, out of ``count``.

    The same rows in the same order as scikit-learn's ``train_test_split(test_size=validation_share,
    random_state=seed)``, which the notebook uses; its own three lines are here because importing it takes a second.
    """
    if validation_share == 0:
        return np.random.RandomState(seed).permutation(count).astype(np.int64), np.empty(0, np.int64)
    validation_count = math.ceil(validation_share * count)
    if validation_count >= count:
        raise ConfigError(
            f"A validation share of {validation_share:g} leaves no row to train on: the data has {count}; "
            "use a smaller share or more data."
        )
    order = np.random.RandomState(seed).permutation(count).astype(np.int64)
    return order[validation_count:], order[:validation_count]
