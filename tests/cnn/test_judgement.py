"""A run is judged on images it did not learn from, or it is said that it did."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.split import split_rows
from cnn.errors import DataError, RunError
from cnn.judgement import judge
from cnn.runs import queue, worker
from cnn.runs.worker import perform


def test_the_run_alone_is_judged_on_the_part_it_kept(finished_run, digits):
    judged = judge(finished_run)
    _, rows = split_rows(len(digits.train), 0.1, 2)
    assert np.array_equal(judged.evaluation.rows, rows)
    assert judged.evaluation.accuracy == pytest.approx(finished_run.state.validation_accuracy)
    assert judged.on == "the validation part of Built-in digits"
    assert judged.caveat == ""


def test_the_very_data_it_was_trained_on_gives_the_stored_predictions_again(finished_run, digits):
    stored = judge(finished_run).evaluation
    again = judge(finished_run, replace(digits, test=None))
    assert np.array_equal(again.evaluation.rows, stored.rows)
    np.testing.assert_allclose(again.evaluation.probs, stored.probs, atol=1e-5)
    assert again.caveat == ""


def test_a_labelled_test_part_comes_before_the_training_part(finished_run, digits):
    judged = judge(finished_run, digits)
    assert judged.on == "the test part of Built-in digits"
    assert np.array_equal(judged.evaluation.labels, digits.test.labels)
    assert judged.evaluation.accuracy > 0.85


def test_other_labelled_data_is_judged_whole(finished_run, digits):
    unlabelled_test = ImageSet(digits.test.images, None)
    judged = judge(finished_run, Dataset("x", "Other digits", digits.test, unlabelled_test))
    assert judged.on == "the training part of Other digits"
    assert len(judged.evaluation.rows) == len(digits.test)


def test_a_run_that_kept_no_part_is_judged_with_a_caveat(store, digits, tiny, quick, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    run = store.create(digits, tiny, quick.changed(epochs=1, validation_share=0), state=queue.held())
    list(perform(run))
    judged = judge(run, replace(digits, test=None))
    assert "trained on these very rows" in judged.caveat
    assert len(judged.evaluation.rows) == len(digits.train)
    with pytest.raises(RunError, match="Evaluate it on labelled data"):
        judge(run)


def test_data_that_does_not_fit_is_refused(finished_run, digits):
    unlabelled = Dataset("x", "x", ImageSet(digits.test.images, None))
    letters = Dataset("x", "x", replace(digits.test, class_names=tuple("abcdefghijkl")))
    larger = Dataset("x", "x", ImageSet(np.zeros((5, 1, 32, 32), np.uint8), np.zeros(5, np.int64)))
    for dataset in (unlabelled, letters, larger):
        with pytest.raises(DataError):
            judge(finished_run, dataset)
