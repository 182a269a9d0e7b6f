"""Groups by a figure hold every image once, and their unevenness is that of chance or it is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from cnn.judging.strata import stratify


def test_groups_by_hand():
    values = np.array([3.0, 1.0, 4.0, 2.0, np.nan, 5.0, 6.0])
    wrong = np.array([True, False, False, False, True, True, True])
    low, high = stratify(values, wrong, groups=2).groups
    assert (low.low, low.high, low.places.tolist(), low.wrong) == (1, 3, [0, 1, 3], 1)
    assert (high.low, high.high, high.places.tolist(), high.wrong) == (4, 6, [2, 5, 6], 2)
    assert high.rate == pytest.approx(2 / 3)
    assert high.interval[0] < 2 / 3 < high.interval[1]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=80), st.integers(1, 10))
def test_every_image_is_in_one_group_and_equal_ones_in_the_same(whole, groups):
    values = np.array(whole, float)
    found = stratify(values, np.zeros(len(values), bool), groups).groups
    assert sorted(place for group in found for place in group.places.tolist()) == list(range(len(values)))
    assert len(found) <= groups
    bounds = [bound for group in found for bound in {group.low, group.high}]
    assert bounds == sorted(set(bounds))


def test_groups_of_a_measured_figure_are_equally_large():
    values = np.random.default_rng(0).normal(size=800)
    assert [len(group.places) for group in stratify(values, values > 0).groups] == [100] * 8


@pytest.mark.parametrize("seed", range(3))
def test_the_chance_is_that_of_the_chi_squared_test_where_that_holds(seed):
    rng = np.random.default_rng(seed)
    values = np.sort(rng.normal(size=4000))
    wrong = rng.random(4000) < np.linspace(0.08, 0.12, 4000)
    found = stratify(values, wrong, groups=4)
    table = [[group.wrong, len(group.places) - group.wrong] for group in found.groups]
    assert found.p_value == pytest.approx(chi2_contingency(table).pvalue, abs=0.03)


def test_what_clearly_errs_more_is_no_chance():
    values = np.arange(1000.0)
    assert stratify(values, values >= 950).p_value == pytest.approx(1 / 2001)


def test_without_mistakes_or_groups_there_is_nothing_to_wonder_at():
    assert stratify(np.arange(10.0), np.zeros(10, bool)).p_value == 1
    assert stratify(np.ones(10), np.ones(10, bool)).p_value == 1
    assert stratify(np.full(3, np.nan), np.ones(3, bool)).groups == ()
