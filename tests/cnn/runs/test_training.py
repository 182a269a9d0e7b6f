"""A run of several networks is one run: one story, one evaluation, and a stop keeps what is trained."""

import numpy as np
import pytest
import torch

from cnn.data.split import split_rows
from cnn.reading.predict import Predictor
from cnn.runs import queue, training
from cnn.runs.creation import create_run
from cnn.runs.predictions import load_predictions
from cnn.runs.worker import perform
from cnn.training.checkpoint import load_network
from cnn.training.events import EpochFinished, Failed, Finished, Progress, Started


@pytest.fixture
def run(store, digits, tiny, quick, monkeypatch):
    """A run of three networks that look twice, held by this process, on digits that are already open."""
    monkeypatch.setattr("cnn.runs.worker.open_source", lambda *_: digits)
    return create_run(store, digits, tiny, quick.changed(epochs=2, members=3, views=2), state=queue.held())


def stop_when(run, condition):
    """Perform a run and ask for its end at the first event of which ``condition`` holds; gives all events."""
    events = []
    for event in perform(run):
        events.append(event)
        if not run.wants_stop and condition(event):
            run.request_stop()
    return events


def test_three_networks_make_one_story(run):
    events = list(perform(run))
    assert run.log.events() == events
    assert [event.kind for event in events].count("started") == 1
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    epochs = [(event.member, event.epoch) for event in events if isinstance(event, EpochFinished)]
    assert epochs == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]
    times = [event.time_s for event in events if isinstance(event, Progress | EpochFinished)]
    assert times == sorted(times)
    assert times[-1] <= events[-1].duration_s


def test_each_network_has_its_own_weights_and_all_are_found(run):
    list(perform(run))
    names = ["best.safetensors", "best.2.safetensors", "best.3.safetensors"]
    assert [file.name for file in run.member_weights] == names
    first, second, third = (load_network(file, run.record.architecture) for file in run.member_weights)
    assert not torch.equal(first.layers[0].weight, second.layers[0].weight)
    assert not torch.equal(second.layers[0].weight, third.layers[0].weight)


def test_the_first_network_is_the_one_a_run_of_one_has(run, trained):
    list(perform(run))
    one = load_network(trained(epochs=2).weights, run.record.architecture)
    first = load_network(run.weights, run.record.architecture)
    assert torch.equal(one.layers[0].weight, first.layers[0].weight)


def test_the_evaluation_is_that_of_all_networks_and_views_together(run, digits):
    finished = list(perform(run))[-1]
    stored = load_predictions(run.predictions, digits.train.class_names)
    _, rows = split_rows(len(digits.train), 0.1, 2)
    assert np.array_equal(stored.rows, rows)
    np.testing.assert_allclose(stored.probs, Predictor.of_run(run).probs(digits.train.images[rows]), atol=1e-6)
    assert finished.validation_accuracy == run.state.validation_accuracy == stored.accuracy
    assert run.state.time_s == finished.duration_s
    assert (run.status, run.state.member, run.state.epoch, run.state.left_s) == ("finished", 3, 2, None)


def test_a_stop_in_the_second_network_keeps_the_first_and_the_second_as_far_as_it_got(run, digits):
    events = stop_when(run, lambda event: event.kind == "checkpoint_saved" and event.member == 2)
    assert run.status == "stopped"
    assert events[-1].stopped
    assert len(run.member_weights) == 2
    stored = load_predictions(run.predictions, digits.train.class_names)
    expected = Predictor.of_run(run).probs(digits.train.images[stored.rows])
    np.testing.assert_allclose(stored.probs, expected, atol=1e-6)
    assert events[-1].validation_accuracy == stored.accuracy


def test_a_network_that_has_not_seen_every_image_once_does_not_spoil_the_others(run, monkeypatch):
    monkeypatch.setattr("cnn.training.loop.PROGRESS_EVERY_S", 0.0)
    stop_when(run, lambda event: event.kind == "progress" and event.member == 2 and event.step == 3)
    assert run.status == "stopped"
    assert [file.name for file in run.member_weights] == ["best.safetensors"]
    assert len(Predictor.of_run(run).members) == 1
    assert run.predictions.is_file()


def test_the_first_network_is_kept_however_far_it_got(run):
    stop_when(run, lambda event: True)
    assert run.status == "stopped"
    assert len(Predictor.of_run(run).members) == 1


def test_a_stop_between_two_networks_begins_no_other(run, monkeypatch):
    add = training.Panel.add

    def ask_and_add(self, network):
        run.request_stop()
        add(self, network)

    monkeypatch.setattr(training.Panel, "add", ask_and_add)
    events = list(perform(run))
    assert {event.member for event in events if isinstance(event, EpochFinished)} == {1}
    assert run.status == "stopped"
    assert events[-1].stopped


def test_a_stop_after_everything_is_done_changes_nothing(run, monkeypatch):
    add = training.Panel.add

    def add_and_ask(self, network):
        add(self, network)
        if len(self._probs) == 3:
            run.request_stop()

    monkeypatch.setattr(training.Panel, "add", add_and_ask)
    list(perform(run))
    assert run.status == "finished"


def test_the_state_tells_where_all_of_it_stands(run, monkeypatch):
    monkeypatch.setattr("cnn.training.loop.PROGRESS_EVERY_S", 0.0)
    monkeypatch.setattr("cnn.runs.worker.HEARTBEAT_EVERY_S", 0.0)
    for event in perform(run):
        if isinstance(event, Progress):
            state = run.state
            assert (state.member, state.epoch, state.step) == (event.member, event.epoch, event.step)
            assert (state.time_s, state.left_s) == (event.time_s, event.left_s)


def test_a_network_that_fails_leaves_those_before_it(run, monkeypatch):
    train = training.train

    def fail_at_the_second(*arguments, member, **options):
        if member == 2:
            raise OSError(28, "No space left on device")
        return train(*arguments, member=member, **options)

    monkeypatch.setattr(training, "train", fail_at_the_second)
    event = list(perform(run))[-1]
    assert isinstance(event, Failed)
    assert run.status == "failed"
    assert len(Predictor.of_run(run).members) == 1


def test_without_a_validation_part_there_is_nothing_to_evaluate(trained):
    run = trained(members=2, validation_share=0)
    assert run.status == "finished"
    assert len(run.member_weights) == 2
    assert not run.predictions.exists()
    assert run.state.validation_accuracy is None
