"""What is kept in memory is made anew when its file is another."""

import os
import shutil

import pytest

from cnn.errors import RunError
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from dashboard import cache
from dashboard.shelf import Shelf


def test_predictions_written_anew_are_read_anew(finished_run, monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "_evaluations", Shelf(4))
    run = Run(shutil.copytree(finished_run.folder, tmp_path / "run"))
    first = cache.evaluation(run)
    assert cache.evaluation(run) is first
    os.utime(run.predictions, ns=(1, 1))
    assert cache.evaluation(run) is not first


def test_networks_are_loaded_once_and_anew_when_a_file_is_another(trained, monkeypatch):
    monkeypatch.setattr(cache, "_predictors", Shelf(30, lambda predictor: len(predictor.members)))
    run, other = trained(members=2), trained(seed=3)
    first = cache.predictor(run)
    assert cache.predictor(run) is first
    assert len(first.members) == 2
    together = cache.predictor(run, other)
    assert len(together.members) == 3
    assert cache.predictor(run, other) is together
    os.utime(run.weights_of(2), ns=(1, 1))
    assert cache.predictor(run) is not first


def test_runs_that_do_not_go_together_are_refused(finished_run):
    with pytest.raises(RunError, match="is named twice"):
        cache.predictor(finished_run, finished_run)


def test_runs_of_a_kind_and_of_some_data_come_the_newest_first(store, digits, tiny, quick, monkeypatch):
    monkeypatch.setenv("CNN_RUNS", str(store.folder))
    first, check, last = (create_run(store, digits, tiny, quick, kind=kind) for kind in ("train", "folds", "train"))
    assert list(cache.runs("train")) == list(cache.runs("train", digits.train.own_fingerprint)) == [last, first]
    assert list(cache.runs("folds")) == [check]
    assert list(cache.runs("train", "another")) == []
