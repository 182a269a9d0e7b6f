"""McNemar's exact test, and which images it is about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation
from cnn.judging.significance import LEVEL, compare, holm, how_often, mcnemar, verdict


def evaluated(rows, labels, predicted):
    return Evaluation(np.array(labels), np.eye(3)[predicted], np.array(rows), ("a", "b", "c"))


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_p_value_is_scipys(one, other):
    expected = binomtest(one, one + other).pvalue if one + other else 1.0
    assert mcnemar(one, other) == pytest.approx(expected, rel=1e-9)


def test_many_rows_do_not_overflow():
    assert mcnemar(30_000, 31_000) == pytest.approx(binomtest(30_000, 61_000).pvalue, rel=1e-6)
    assert mcnemar(30_000, 30_000) == 1.0


def test_by_hand():
    first = evaluated([4, 2, 9, 7, 1], [0, 1, 2, 0, 1], [0, 1, 0, 1, 2])
    second = evaluated([2, 4, 7, 9, 8], [1, 0, 0, 2, 0], [1, 1, 0, 1, 0])
    found = compare(first, second)
    assert found.rows.tolist() == [2, 4, 7, 9]
    assert found.only_first.tolist() == [4]
    assert found.only_second.tolist() == [7]
    assert found.both_wrong.tolist() == [9]
    assert found.p_value == 1.0


def test_six_to_none_is_more_than_chance_and_five_to_none_is_not():
    rows = list(range(6))
    better, worse = evaluated(rows, [0] * 6, [0] * 6), evaluated(rows, [0] * 6, [1] * 6)
    assert compare(better, worse).p_value < LEVEL
    assert compare(evaluated(rows[:5], [0] * 5, [0] * 5), worse).p_value > LEVEL


def test_rows_whose_label_was_corrected_between_are_left_out():
    assert compare(evaluated([0, 1], [0, 1], [0, 1]), evaluated([0, 1], [0, 2], [0, 2])).rows.tolist() == [0]


def test_nothing_in_common():
    with pytest.raises(DataError, match="not judged on the same images"):
        compare(evaluated([0], [0], [0]), evaluated([1], [0], [0]))


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holms_adjustment_is_its_definition(p_values):
    ordered = sorted(p_values)
    m = len(ordered)
    expected = {p: max(min(1.0, (m - j) * ordered[j]) for j in range(ordered.index(p) + 1)) for p in ordered}
    found = holm(p_values)
    for p, adjusted in zip(p_values, found, strict=True):
        assert adjusted >= expected[p]
    if len(set(p_values)) == m:
        assert found == tuple(expected[p] for p in p_values)


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.2]) == (0.2,)
    assert holm([]) == ()


def test_verdicts_in_words():
    assert verdict(0.62) == "could well be chance (equals differ by as much in 62 of 100 cases)"
    assert verdict(0.0004) == "more than chance (equals differ by as much in under 1 of 1,000 cases)"
    assert [how_often(p) for p in (1.0, 0.05, 0.0123, 0.003)] == [
        "nearly all cases",
        "5 of 100 cases",
        "1 of 100 cases",
        "3 of 1,000 cases",
    ]
