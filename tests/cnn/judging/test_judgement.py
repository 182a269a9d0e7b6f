"""Runs are judged on images they did not learn from, or it is said that they did."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.split import split_rows
from cnn.errors import DataError, RunError
from cnn.judging.judgement import judge
from cnn.runs import queue, worker
from cnn.runs.creation import create_run
from cnn.runs.predictions import load_predictions, save_predictions
from cnn.runs.run import Run
from cnn.runs.worker import perform


def test_the_run_alone_is_judged_on_the_part_it_kept(finished_run, digits):
    judged = judge([finished_run])
    _, rows = split_rows(len(digits.train), 0.1, 2)
    assert np.array_equal(judged.evaluation.rows, rows)
    assert judged.evaluation.accuracy == pytest.approx(finished_run.state.validation_accuracy)
    assert judged.on == "the validation part of Built-in digits"
    assert judged.caveat == ""


def test_the_very_data_it_was_trained_on_gives_the_stored_predictions_again(finished_run, digits):
    stored = judge([finished_run]).evaluation
    again = judge([finished_run], replace(digits, test=None))
    assert np.array_equal(again.evaluation.rows, stored.rows)
    np.testing.assert_allclose(again.evaluation.probs, stored.probs, atol=1e-5)
    assert again.caveat == ""


def test_a_labelled_test_part_comes_before_the_training_part(finished_run, digits):
    told = []
    judged = judge([finished_run], digits, told.append)
    assert judged.on == "the test part of Built-in digits"
    assert judged.part is digits.test
    assert told == sorted(told)
    assert told[-1] == 1
    assert np.array_equal(judged.evaluation.labels, digits.test.labels)
    assert judged.evaluation.accuracy > 0.85


def test_other_labelled_data_is_judged_whole(finished_run, digits):
    unlabelled_test = ImageSet(digits.test.images, None)
    judged = judge([finished_run], Dataset("x", "Other digits", digits.test, unlabelled_test))
    assert judged.on == "the training part of Other digits"
    assert len(judged.evaluation.rows) == len(digits.test)


def test_a_run_that_kept_no_part_is_judged_with_a_caveat(store, digits, tiny, quick, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    run = create_run(store, digits, tiny, quick.changed(epochs=1, validation_share=0), state=queue.held())
    list(perform(run))
    judged = judge([run], replace(digits, test=None))
    assert "trained on these very rows" in judged.caveat
    assert len(judged.evaluation.rows) == len(digits.train)
    with pytest.raises(RunError, match="Evaluate it on labelled data"):
        judge([run])


def test_data_that_does_not_fit_is_refused(finished_run, digits):
    unlabelled = Dataset("x", "x", ImageSet(digits.test.images, None))
    letters = Dataset("x", "x", replace(digits.test, class_names=tuple("abcdefghijkl")))
    larger = Dataset("x", "x", ImageSet(np.zeros((5, 1, 32, 32), np.uint8), np.zeros(5, np.int64)))
    for dataset in (unlabelled, letters, larger):
        with pytest.raises(DataError):
            judge([finished_run], dataset)


def test_several_runs_are_judged_on_the_mean_of_what_they_left_each_network_counting_once(trained, digits):
    one, two = trained(learning_rate=0.003), trained(members=2)
    judged = judge([one, two]).evaluation
    alone = [judge([run]).evaluation for run in (one, two)]
    np.testing.assert_allclose(judged.probs, (alone[0].probs + 2 * alone[1].probs) / 3, atol=1e-6)
    assert np.array_equal(judged.rows, alone[0].rows)
    assert np.array_equal(judged.labels, alone[0].labels)
    anew = judge([one, two], replace(digits, test=None))
    np.testing.assert_allclose(judged.probs, anew.evaluation.probs, atol=1e-5)
    assert anew.on == "the validation part of Built-in digits"


def test_runs_with_different_validation_rows_are_judged_on_those_that_all_kept(trained, digits):
    runs = [trained(seed=1), trained(seed=3)]
    judged, anew = judge(runs), judge(runs, replace(digits, test=None))
    assert judged.on == "what all of them kept for validation of Built-in digits"
    assert 0 < len(judged.evaluation.rows) < 150
    assert np.array_equal(judged.evaluation.rows, anew.evaluation.rows)
    assert judged.evaluation.hits == anew.evaluation.hits


def test_runs_that_kept_nothing_in_common_are_not_judged_on_it(trained):
    runs = [trained(), trained()]
    predictions = [load_predictions(run.predictions, run.record.data.class_names) for run in runs]
    for run, read, half in zip(runs, predictions, (np.arange(75), np.arange(75, 150)), strict=True):
        save_predictions(run.predictions, read.only(half))
    with pytest.raises(RunError, match=r"kept no images in common for validation: .* with --data"):
        judge(runs)


def test_the_same_rows_of_other_data_are_other_rows(trained):
    runs = [trained(), trained()]
    path = runs[1].folder / "run.json"
    path.write_text(path.read_text().replace(runs[1].record.data.fingerprint, "0123456789abcdef"))
    with pytest.raises(RunError, match="kept no images in common"):
        judge([runs[0], Run(runs[1].folder)])


def test_on_data_they_were_trained_on_several_runs_are_judged_on_rows_that_none_has_seen(trained, digits):
    judged = judge([trained(seed=1), trained(seed=3)], replace(digits, test=None))
    (_, one), (_, other) = (split_rows(len(digits.train), 0.1, seed) for seed in (1, 3))
    assert set(judged.evaluation.rows) == set(one) & set(other)
    assert 0 < len(judged.evaluation.rows) < len(one)
    assert judged.caveat == ""


def test_runs_that_together_saw_every_row_are_judged_with_a_caveat(trained, digits):
    judged = judge([trained(), trained(validation_share=0)], replace(digits, test=None))
    assert "The runs were trained on these very rows" in judged.caveat
    assert len(judged.evaluation.rows) == len(digits.train)


def test_runs_that_do_not_go_together_are_refused(finished_run):
    with pytest.raises(RunError, match="is named twice"):
        judge([finished_run, finished_run])
