"""What may be expected follows from images that were judged on and not learned from, or nothing is said."""

import numpy as np
import pytest

from cnn.errors import RunError
from cnn.judging.evaluation import wilson_interval
from cnn.judging.judgement import judge
from cnn.submission.expectation import Expectation, expect


def test_of_one_run_its_own_validation_figure(finished_run):
    stored = judge([finished_run]).evaluation
    expected = expect([finished_run], 297)
    assert (expected.hits, expected.rows) == (stored.hits, len(stored.labels))
    assert f"{100 * stored.accuracy:.2f} % of 150 validation images" in expected.in_words


def test_of_several_their_own_figure_together(trained):
    runs = [trained(members=2), trained(epochs=2)]
    assert expect(runs, 297).hits == judge(runs).evaluation.hits


def test_of_runs_of_several_seeds_what_they_read_in_the_images_that_none_learned_from(trained):
    expected = expect([trained(seed=1), trained(seed=3)], 297)
    assert 0 < expected.rows < 150


def test_without_images_that_none_learned_from_there_is_none(trained):
    with pytest.raises(RunError, match="no score can be expected of them together"):
        expect([trained(seed=1), trained(validation_share=0)], 297)
    with pytest.raises(RunError, match="has no validation predictions"):
        expect([trained(validation_share=0)], 297)


def test_views_that_were_not_measured_are_not_guessed_at(trained):
    run = trained(views=2)
    assert expect([run], 297, 2) == expect([run], 297)
    with pytest.raises(RunError, match="read with 2 views each, so with 5 nothing was measured"):
        expect([run], 297, 5)


def test_the_interval_counts_the_chance_in_both_samples():
    """By simulation: 95 % of test parts drawn from the same world lie in the interval of their validation part."""
    random, share, rows, test_rows = np.random.default_rng(0), 0.97, 1000, 700
    validation = random.binomial(rows, share, 4000)
    test = random.binomial(test_rows, share, 4000) / test_rows
    intervals = [Expectation(int(hits), rows, test_rows).interval for hits in validation]
    inside = np.mean([low <= seen <= high for (low, high), seen in zip(intervals, test, strict=True)])
    assert 0.93 < inside < 0.97
    alone = [wilson_interval(int(hits), rows) for hits in validation]
    assert np.mean([low <= seen <= high for (low, high), seen in zip(alone, test, strict=True)]) < 0.9


def test_of_many_test_images_only_the_chance_in_validation_is_left():
    endless = Expectation(990, 1000, 10**9).interval
    assert endless == pytest.approx(wilson_interval(990, 1000), abs=1e-6)
