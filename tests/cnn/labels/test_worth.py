"""Trainings are compared on the rows both were asked about, with the intervals of the literature."""

import numpy as np
import pytest
from scipy import stats

from cnn.judging.evaluation import Evaluation
from cnn.labels.worth import Pair, Worth, compare, worth

NAMES = ("0", "1")


def reading(rows, predicted):
    """An evaluation of these rows with these predictions, whatever its own labels are."""
    probs = np.eye(2, dtype=np.float32)[np.array(predicted)]
    return Evaluation(np.zeros(len(rows), np.int64), probs, np.array(rows), NAMES)


def test_only_rows_that_both_were_asked_about_count():
    without, with_ = reading([9, 2, 5, 7], [0, 1, 0, 1]), reading([7, 5, 2], [1, 1, 0])
    labels = np.ones(10, np.int64)
    # rows 2, 5, 7: without reads 1, 0, 1 and with 0, 1, 1
    assert compare(without, with_, labels) == Pair(rows=3, without_hits=2, with_hits=2, won=1, lost=1)


def test_each_version_of_the_labels_judges_anew():
    without, with_ = reading([0, 1], [0, 0]), reading([0, 1], [1, 0])
    by_given, by_corrected = worth([(without, with_)], np.array([0, 0]), np.array([1, 0]))
    assert (by_given.by, by_given.difference) == ("given", -0.5)
    assert (by_corrected.by, by_corrected.difference) == ("corrected", 0.5)
    assert by_corrected.accuracies == (0.5, 1.0)


def test_of_one_pair_the_interval_is_that_of_bonett_and_price():
    # 20 won and 10 lost of 998: p = 21/1000 and 11/1000, d = 0.01, se = √((0.032 − 0.0001)/1000)
    low, high = Pair(rows=998, without_hits=900, with_hits=910, won=20, lost=10).interval
    half = 1.959964 * np.sqrt((0.032 - 0.0001) / 1000)
    assert (low, high) == pytest.approx((0.01 - half, 0.01 + half))


def test_a_pair_that_never_differs_is_not_taken_for_certain():
    low, high = Pair(rows=100, without_hits=90, with_hits=90, won=0, lost=0).interval
    assert low < 0 < high


def test_of_several_pairs_the_interval_is_students():
    pairs = tuple(Pair(1000, 900, 900 + gain, gain, 0) for gain in (2, 5, 8))
    found = Worth("given", pairs)
    low, high = stats.t.interval(0.95, 2, loc=0.005, scale=stats.sem([0.002, 0.005, 0.008]))
    assert found.difference == pytest.approx(0.005)
    assert found.interval == pytest.approx((low, high), rel=1e-3)
    assert not found.is_told_apart
    assert Worth("given", tuple(Pair(1000, 900, 900 + gain, gain, 0) for gain in (5, 5, 6))).is_told_apart
