"""Tuning teaches drawings, guards what was known, and leaves an ordinary run or none."""

import numpy as np
import pytest
import torch

from cnn.export.card import model_card
from cnn.files import write_json
from cnn.judging.judgement import judge
from cnn.reading.predict import Predictor
from cnn.runs import queue, worker
from cnn.runs.predictions import load_predictions
from cnn.training.checkpoint import load_network
from cnn.training.events import EpochFinished, Failed, Finished, Tuned
from cnn.tuning.creation import create_tuning
from cnn.tuning.settings import TuningSettings

GENTLE = TuningSettings(epochs=6, learning_rate=0.01, replay=600, most_lost_points=5)
HARSH = TuningSettings(epochs=3, learning_rate=0.05, replay=100, most_lost_points=0.5)


@pytest.fixture
def parent(trained):
    """A network that reads nine of ten digits."""
    return trained(epochs=3)


@pytest.fixture
def tune(store, parent, digits, monkeypatch):
    """Tunes the parent on a data set with drawings; gives the run and its events."""
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)

    def run_it(dataset, settings=GENTLE, of=None):
        run = create_tuning(store, of or parent, dataset, settings, state=queue.held())
        return run, list(worker.perform(run))

    return run_it


def test_it_learns_drawings_and_leaves_an_ordinary_run(tune, parent, drawn, digits, store):
    before = parent.weights.read_bytes()
    run, events = tune(drawn(40))
    tuned, finished = events[-2:]
    assert isinstance(tuned, Tuned)
    assert isinstance(finished, Finished)
    assert run.log.events() == events
    assert (tuned.learned, tuned.held_out, tuned.rows) == (30, 10, 150)
    assert tuned.learned_before <= 10
    assert tuned.learned_after >= tuned.learned_before + 10
    assert run.status == "finished"
    assert run.state.validation_accuracy == tuned.hits_after / 150 == finished.validation_accuracy
    assert parent.weights.read_bytes() == before
    assert store.find_network("latest").id == run.id
    stored = load_predictions(run.predictions, digits.train.class_names)
    assert stored.hits == tuned.hits_after
    np.testing.assert_allclose(stored.probs, Predictor.of_run(run).probs(digits.train.images[stored.rows]), atol=1e-6)
    assert judge([run]).evaluation.hits == tuned.hits_after
    assert f"begun with the networks of run {parent.id}" in model_card(run)


def test_what_it_says_of_before_is_what_the_old_network_reads(tune, parent, drawn):
    dataset = drawn(24)
    _, events = tune(dataset)
    tuned = events[-2]
    assert tuned.hits_before == judge([parent]).evaluation.hits
    drawings = dataset.train.take(np.arange(1500, 1524))
    hits = Predictor.of_run(parent).probs(drawings.images).argmax(1) == drawings.labels
    assert tuned.learned_before + tuned.held_out_before == hits.sum()
    assert tuned.won - tuned.lost == tuned.hits_after - tuned.hits_before


def test_it_begins_with_the_old_weights(tune, parent, drawn):
    run, _ = tune(drawn(3), GENTLE.model_copy(update={"learning_rate": 1e-9}))
    old, new = (load_network(each.weights, parent.record.architecture) for each in (parent, run))
    assert torch.allclose(old.layers[0].weight, new.layers[0].weight, atol=1e-5)


def test_one_that_forgets_too_much_is_refused_and_nothing_is_left_to_use(tune, drawn, store, parent):
    run, events = tune(drawn(40, lying=False), HARSH)
    tuned, failed = events[-2:]
    assert tuned.hits_after < tuned.hits_before
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("Refused, and the old network stays")
    assert run.status == "failed"
    assert not run.is_usable
    assert not run.predictions.exists()
    assert parent.is_usable


def test_each_network_of_several_is_tuned(tune, trained, drawn):
    several = trained(members=2, views=2)
    run, events = tune(drawn(5), of=several)
    assert len(run.member_weights) == 2
    assert [event.member for event in events if isinstance(event, EpochFinished)] == [1] * 6 + [2] * 6
    assert run.record.config.views == 2


@pytest.mark.parametrize("wanted", ["stop", "pause"])
def test_a_stop_keeps_what_was_learned_so_far_and_so_does_a_pause(wanted, store, parent, drawn, digits, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    run = create_tuning(store, parent, drawn(5), GENTLE.model_copy(update={"epochs": 20}), state=queue.held())
    for event in worker.perform(run):
        if isinstance(event, EpochFinished):
            write_json(run.folder / "request.json", {"wanted": wanted})
    assert run.status == "stopped"
    assert run.state.epoch == 1
    assert run.is_usable


def test_a_tuned_run_can_be_tuned_again_and_its_drawings_judge_no_more(tune, drawn):
    dataset = drawn(24)
    run, first = tune(dataset)
    _, second = tune(dataset, of=run)
    assert (first[-2].held_out, second[-2].held_out) == (6, 0)


def test_without_the_run_it_begins_with_it_fails_and_says_so(store, parent, drawn, digits, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    run = create_tuning(store, parent, drawn(5), GENTLE, state=queue.held())
    store.delete(parent)
    (event,) = worker.perform(run)
    assert isinstance(event, Failed)
    assert "may have been deleted" in event.reason
