"""The split is scikit-learn's, row for row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from cnn.data.split import split_rows
from cnn.errors import ConfigError


@given(st.integers(2, 3_000), st.floats(0.001, 0.9), st.integers(0, 2**32 - 1))
def test_the_rows_are_those_of_scikit_learn_in_its_order(count, share, seed):
    try:
        training, validation = train_test_split(np.arange(count), test_size=share, random_state=seed)
    except ValueError:  # nothing left to train on
        with pytest.raises(ConfigError, match="leaves no row to train on"):
            split_rows(count, share, seed)
        return
    found = split_rows(count, share, seed)
    assert np.array_equal(found[0], training)
    assert np.array_equal(found[1], validation)
    assert found[0].dtype == found[1].dtype == np.int64


def test_the_notebook_keeps_4200_of_the_42000_rows():
    training, validation = split_rows(42_000, 0.1, 2)
    assert (len(training), len(validation)) == (37_800, 4_200)


@given(st.integers(1, 500), st.integers(0, 1000))
def test_no_share_is_every_row_once(count, seed):
    training, validation = split_rows(count, 0, seed)
    assert sorted(training.tolist()) == list(range(count))
    assert len(validation) == 0
