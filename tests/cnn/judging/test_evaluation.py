"""Figures of merit are those of scikit-learn and of the formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

from cnn.judging.evaluation import Evaluation, class_scores, column_rates, row_rates, wilson_interval


def evaluation(labels, predicted, confidence=None, classes=10):
    """Predictions of which the likeliest class is ``predicted``, with ``confidence``."""
    labels, predicted = np.asarray(labels, np.int64), np.asarray(predicted, np.int64)
    confidence = np.full(len(labels), 0.9) if confidence is None else np.asarray(confidence)
    probs = np.repeat(((1 - confidence) / (classes - 1))[:, None], classes, axis=1)
    probs[np.arange(len(labels)), predicted] = confidence
    return Evaluation(labels, probs, np.arange(len(labels)), tuple(map(str, range(classes))))


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(pairs)
def test_counts_and_scores_are_those_of_scikit_learn(pairs):
    labels, predicted = zip(*pairs, strict=True)
    found = evaluation(labels, predicted, classes=4)
    expected = precision_recall_fscore_support(labels, predicted, labels=range(4), zero_division=0)
    scores = class_scores(found.confusion, found.class_names)
    assert found.accuracy == pytest.approx(accuracy_score(labels, predicted))
    assert np.array_equal(found.confusion, confusion_matrix(labels, predicted, labels=range(4)))
    for name, values in zip(("precision", "recall", "f1", "support"), expected, strict=True):
        assert [getattr(score, name) for score in scores] == pytest.approx(values.tolist())
    assert [score.name for score in scores] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(8, 10, 0.490162, 0.943318), (0, 10, 0.0, 0.277533), (10, 10, 0.722467, 1.0), (4_150, 4_200, 0.984340, 0.990958)],
)
def test_the_interval_is_that_of_wilson(hits, count, low, high):
    assert wilson_interval(hits, count) == pytest.approx((low, high), abs=2e-6)


@given(st.integers(1, 10_000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_the_share_and_solves_its_equation(case):
    hits, count = case
    z = 1.959963984540054
    low, high = wilson_interval(hits, count)
    assert 0 <= low <= hits / count + 1e-12
    assert hits / count - 1e-12 <= high <= 1
    for bound in (low, high):
        if 0 < bound < 1:
            assert (hits / count - bound) ** 2 == pytest.approx(z**2 * bound * (1 - bound) / count, abs=1e-9)


def test_nothing_counted_says_nothing():
    assert wilson_interval(0, 0) == (0, 1)


def test_a_cell_of_the_matrix_lists_its_images_the_most_confident_first():
    found = evaluation([4, 9, 4, 4, 4], [9, 4, 9, 4, 9], [0.5, 0.9, 0.8, 0.9, 0.6])
    assert found.cell(4, 9).tolist() == [2, 4, 0]
    assert found.cell(0, 0).tolist() == []
    assert len(found.cell(4, 9)) == found.confusion[4, 9]


@given(pairs)
def test_rates_of_a_row_sum_to_one_or_the_row_is_empty(pairs):
    labels, predicted = zip(*pairs, strict=True)
    found = evaluation(labels, predicted, classes=4)
    sums = row_rates(found.confusion).sum(1)
    assert sums == pytest.approx((found.confusion.sum(1) > 0).astype(float))


@given(pairs)
def test_rates_by_row_and_column_are_those_of_scikit_learn(pairs):
    labels, predicted = zip(*pairs, strict=True)
    found = evaluation(labels, predicted, classes=4).confusion
    for rates, way in ((row_rates, "true"), (column_rates, "pred")):
        expected = confusion_matrix(labels, predicted, labels=range(4), normalize=way)
        np.testing.assert_allclose(rates(found), expected)


def test_a_choice_of_images_keeps_what_belongs_together():
    found = evaluation([1, 2, 3, 4], [1, 7, 3, 7]).only(np.array([3, 0]))
    assert (found.labels.tolist(), found.predicted.tolist(), found.rows.tolist()) == ([4, 1], [7, 1], [3, 0])
    assert found.hits == 1


def test_a_fingerprint_tells_predictions_apart():
    first = evaluation([1, 2, 3], [1, 7, 3])
    assert first.fingerprint == evaluation([1, 2, 3], [1, 7, 3]).fingerprint
    others = (
        evaluation([1, 2, 4], [1, 7, 3]),
        evaluation([1, 2, 3], [1, 7, 3], [0.9, 0.9, 0.8]),
        first.only(np.arange(2)),
    )
    assert len({first.fingerprint, *(other.fingerprint for other in others)}) == 4
