"""Predictions come back from disk as they were, or are refused with a sentence."""

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from cnn.errors import RunError
from cnn.judging.evaluation import Evaluation
from cnn.runs.predictions import load_predictions, save_predictions

NAMES = ("cat", "dog", "=cmd()")


@pytest.fixture
def evaluation():
    rng = np.random.default_rng(0)
    probs = rng.dirichlet(np.ones(3), 20).astype(np.float32)
    return Evaluation(rng.integers(0, 3, 20), probs, rng.permutation(100)[:20], NAMES)


def test_predictions_come_back_the_same(evaluation, tmp_path):
    path = tmp_path / "predictions.parquet"
    save_predictions(path, evaluation)
    loaded = load_predictions(path, NAMES)
    for name in ("labels", "probs", "rows"):
        assert np.array_equal(getattr(loaded, name), getattr(evaluation, name))
    assert loaded.class_names == NAMES
    assert list(tmp_path.iterdir()) == [path]


def test_a_run_without_validation_part_says_what_to_do(tmp_path):
    with pytest.raises(RunError, match="Evaluate it on labelled data instead"):
        load_predictions(tmp_path / "predictions.parquet", NAMES)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"<html>", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_what_is_no_parquet_is_refused(tmp_path, content):
    path = tmp_path / "predictions.parquet"
    path.write_bytes(content)
    with pytest.raises(RunError, match=r"predictions\.parquet cannot be read"):
        load_predictions(path, NAMES)


def test_another_table_is_refused(evaluation, tmp_path):
    path = tmp_path / "predictions.parquet"
    parquet.write_table(pa.table({"row": [1], "label": [2], "p0": [0.5]}), path)
    with pytest.raises(RunError, match=r"predictions\.parquet cannot be read"):
        load_predictions(path, NAMES)
