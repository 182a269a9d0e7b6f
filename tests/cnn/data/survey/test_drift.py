"""The distance of two samples is SciPy's, and chance is judged rightly in nineteen of twenty cases."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from cnn.data.survey.drift import drift

samples = st.lists(st.integers(0, 9), min_size=1, max_size=30).map(lambda values: np.array(values, np.float32))


@given(samples, samples)
def test_the_distance_is_kolmogorovs_and_smirnovs(first, second):
    assert drift(first, second).distance == pytest.approx(ks_2samp(first, second).statistic, abs=1e-12)


def test_equal_samples_have_none_and_disjoint_ones_the_largest():
    assert drift(np.arange(5.0), np.arange(5.0)).distance == 0
    assert drift(np.arange(5.0), np.arange(5.0) + 9).distance == 1


def test_what_is_missing_is_left_out():
    with_gaps = np.array([math.nan, 1, 2, math.nan])
    assert drift(with_gaps, np.array([1.0, 2])).distance == 0
    assert drift(with_gaps, np.array([1.0, 2])).means == (1.5, 1.5)


def test_of_nothing_nothing_is_told():
    nothing = drift(np.array([math.nan]), np.arange(3.0))
    assert nothing.is_chance
    assert (nothing.distance, nothing.by_chance) == (0, 1)


def test_one_pair_in_twenty_from_one_source_is_taken_for_two():
    random = np.random.default_rng(0)
    chance = [drift(random.random(200), random.random(300)).is_chance for _ in range(400)]
    assert 0.92 < np.mean(chance) < 0.98


def test_a_shift_that_can_be_seen_is_no_chance():
    random = np.random.default_rng(0)
    assert not drift(random.normal(0, 1, 2000), random.normal(0.2, 1, 2000)).is_chance
