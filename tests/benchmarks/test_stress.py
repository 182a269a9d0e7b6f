"""A run is judged on rows its training never saw."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.stress import held_out_rows
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.errors import DataError
from cnn.model.architecture import Architecture
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.runs.creation import create_run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig


@pytest.fixture
def run(tmp_path):
    architecture = Architecture(
        name="flat", input=Volume(width=28, height=28, depth=1), layers=(Flatten(), Dense(units=10))
    )
    return create_run(
        RunStore(tmp_path), open_source("digits"), architecture, TrainingConfig(seed=4, validation_share=0.2)
    )


def test_the_rows_are_those_kept_for_validation(run):
    images = open_source("digits").train
    assert np.array_equal(held_out_rows(run, "digits").images, images.images[split_rows(len(images), 0.2, 4)[1]])


def test_other_data_is_refused(run, monkeypatch):
    digits = open_source("digits")
    fewer = replace(digits, train=digits.train.take(np.arange(100)))
    monkeypatch.setattr("benchmarks.stress.open_source", lambda *_: fewer)
    with pytest.raises(DataError, match="give the same file"):
        held_out_rows(run, "digits")
