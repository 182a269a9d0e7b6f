"""The starter ships as a finished run: small, complete, accurate, and free of the data it was trained on."""

import json
import os
import re

import numpy as np
import pytest

from benchmarks.stress_cases import drawn_cases
from benchmarks.stress_report import accuracy, read_cases
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.pens import SKELETONS, Hand, draw, write
from cnn.places import STARTER
from cnn.reading.predict import Predictor
from cnn.runs.predictions import load_predictions
from cnn.runs.store import RunStore
from cnn.training.events import EpochFinished, Finished, Started

ZIP = os.environ.get("CNN_KAGGLE_ZIP")


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    return RunStore(tmp_path_factory.mktemp("runs")).find("starter")


@pytest.fixture(scope="module")
def predictor(starter):
    return Predictor.of_run(starter, "cpu")


def test_the_folder_holds_a_run_and_nothing_else_in_less_than_2_mb():
    files = {path.name: path.stat().st_size for path in STARTER.iterdir()}
    assert set(files) == {
        "run.json",
        "notes.json",
        "state.json",
        "events.jsonl",
        "best.safetensors",
        "predictions.parquet",
        "familiar.safetensors",
    }
    assert sum(files.values()) < 2_000_000


def test_it_is_a_finished_run_that_tells_how_it_was_made(starter):
    assert starter.status == "finished"
    assert starter.record.id == "starter"
    assert starter.record.data.source == "kaggle"
    assert starter.record.data.rows == 42_000
    assert "drawn by program" in starter.notes.text
    events = starter.log.events()
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, EpochFinished) for event in events) == starter.record.config.epochs


def test_it_says_nothing_of_the_machine_it_was_made_on(starter):
    text = "".join(path.read_text() for path in STARTER.glob("*.json*"))
    assert (starter.state.host, starter.state.pid) == ("", 0)
    assert not re.search(r"/(?!F)[a-z]+/[a-z]+", text)  # no path


def test_it_is_right_on_99_4_percent_of_rows_it_never_saw(starter):
    evaluation = load_predictions(starter.predictions, starter.record.data.class_names)
    config = starter.record.config
    rows = split_rows(starter.record.data.rows, config.validation_share, config.seed)[1]
    assert np.array_equal(evaluation.rows, rows)
    assert len(rows) == 4_200
    assert evaluation.accuracy >= 0.994
    assert evaluation.accuracy == pytest.approx(starter.state.validation_accuracy)


def test_it_reads_drawings_of_any_pen_size_and_polarity(predictor):
    assert accuracy(read_cases(drawn_cases(each=1), predictor.probs)) >= 0.98


@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: f"{skeleton.digit} {skeleton.name}")
def test_it_reads_every_shape_written_neatly(predictor, skeleton):
    rng = np.random.default_rng(0)
    reading = predictor.read(draw(write(skeleton, Hand(), rng), rng, pen_px=18))
    assert reading.label == skeleton.digit


@pytest.mark.real_data
@pytest.mark.skipif(ZIP is None, reason="CNN_KAGGLE_ZIP does not name the competition's zip")
def test_its_predictions_are_those_of_its_weights(starter, predictor):
    images = open_source(ZIP).train
    assert images.fingerprint == starter.record.data.fingerprint
    evaluation = load_predictions(starter.predictions, images.class_names)
    some = slice(0, 300)
    assert np.array_equal(images.known_labels[evaluation.rows[some]], evaluation.labels[some])
    assert np.allclose(predictor.probs(images.images[evaluation.rows[some]]), evaluation.probs[some], atol=1e-3)


def test_its_files_are_json_a_person_can_read():
    for name in ("run.json", "state.json", "notes.json"):
        assert isinstance(json.loads((STARTER / name).read_text()), dict)
