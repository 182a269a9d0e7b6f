"""A filter of one's own is read from an address, whatever stands there, and fits the other size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.inside.filters import UNCHANGED
from dashboard.widgets.own_filter import LARGEST_WEIGHT, fitted, parse_weights

WEIGHTS = st.floats(-LARGEST_WEIGHT, LARGEST_WEIGHT, allow_nan=False)


@given(st.sampled_from([3, 5]).flatmap(lambda side: st.lists(WEIGHTS, min_size=side**2, max_size=side**2)))
def test_weights_come_back_from_their_text(weights):
    read = parse_weights(" ".join(f"{weight:.17g}" for weight in weights))
    assert read.ravel().tolist() == weights


@given(st.text())
def test_whatever_stands_there_a_filter_comes_of_it(text):
    assert parse_weights(text).shape in ((3, 3), (5, 5))


@pytest.mark.parametrize("text", ["", "1 2 3", "nan " * 9, "1e9 " + "0 " * 8, "1 " * 16, "x " * 25])
def test_what_is_no_filter_changes_nothing(text):
    np.testing.assert_array_equal(parse_weights(text), UNCHANGED)


def test_a_filter_of_the_other_size_keeps_its_middle():
    small = np.arange(1.0, 10).reshape(3, 3)
    large = fitted(small, 5)
    assert large.shape == (5, 5)
    assert large.sum() == small.sum()
    np.testing.assert_array_equal(fitted(large, 3), small)
    np.testing.assert_array_equal(fitted(small, 3), small)
