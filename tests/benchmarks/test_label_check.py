"""The measurement flips as many labels as it says, each to another class, and counts what it finds."""

import numpy as np
import pytest

from benchmarks.label_check import flip, judge
from cnn.judging.evaluation import Evaluation


@pytest.mark.parametrize("seed", [0, 1])
def test_labels_are_flipped_to_another_class_by_seed(digits, seed):
    wrong, rows = flip(digits.train, 50, seed)
    assert len(set(rows.tolist())) == 50
    assert np.array_equal(np.flatnonzero(wrong.labels != digits.train.labels), np.sort(rows))
    assert set(np.unique(wrong.labels)) <= set(range(10))
    assert wrong.fingerprint != digits.train.fingerprint
    again, same = flip(digits.train, 50, seed)
    assert again.fingerprint == wrong.fingerprint
    assert np.array_equal(same, rows)


def test_what_is_found_is_counted_among_all_and_among_the_first(digits):
    wrong, rows = flip(digits.train, 50, 0)
    probs = np.full((1500, 10), 0.01, np.float32)
    probs[np.arange(1500), digits.train.labels] = 0.91
    probs[rows[:10]] = 0.1  # ten of them nobody can tell apart
    evaluation = Evaluation(wrong.labels, probs, np.arange(1500), digits.train.class_names)
    candidates, found, first, _, accuracy = judge(evaluation, digits.train, rows, 30)
    assert candidates == found == 40 + (wrong.labels[rows[:10]] != 0).sum()
    assert first == 30
    assert accuracy == pytest.approx((evaluation.predicted == digits.train.labels).mean())
