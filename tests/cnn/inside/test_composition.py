"""Two filters in a row are one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnn.inside.composition import joined
from cnn.inside.convolution import Walk


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10_000))
def test_one_filter_gives_what_two_give(first_px, second_px, seed):
    numbers = np.random.default_rng(seed)
    first, second = numbers.normal(size=(first_px,) * 2), numbers.normal(size=(second_px,) * 2)
    picture = numbers.normal(size=(12, 11))
    in_turn = Walk(Walk(picture, first).feature_map, second).feature_map
    at_once = Walk(picture, joined(first, second)).feature_map
    np.testing.assert_allclose(at_once, in_turn, rtol=1e-9, atol=1e-9)


def test_a_filter_of_one_weight_only_scales():
    weights = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(joined(weights, np.array([[3.0]])), 3 * weights)
