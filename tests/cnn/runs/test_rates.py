"""A range test is work like any other: queued, done by the worker, logged, stoppable; it leaves no network."""

import numpy as np
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import RunError
from cnn.runs import queue, worker
from cnn.runs.creation import create_run
from cnn.runs.worker import perform
from cnn.training.events import Failed, RangePoint, RangeTested


@pytest.fixture
def make(store, digits, tiny, quick, monkeypatch):
    """Makes a range test that this process holds, on data that is already open."""

    def made(dataset=digits, **options):
        monkeypatch.setattr(worker, "open_source", lambda *_: dataset)
        return create_run(store, dataset, tiny, quick, kind="range_test", **options)

    return made


def test_it_ends_with_a_suggestion_in_log_and_state(make):
    run = make(state=queue.held())
    heard = list(perform(run))
    assert run.log.events() == heard
    assert isinstance(heard[-1], RangeTested)
    assert heard[-1].run == run.id
    state = run.state
    assert (state.status, state.device, state.left_s) == ("finished", "cpu", None)
    assert state.suggested_learning_rate == heard[-1].suggested_learning_rate
    assert state.time_s == heard[-1].duration_s > 0
    assert state.step > 0


def test_it_leaves_no_network(make):
    run = make(state=queue.held())
    list(perform(run))
    assert not run.is_usable
    assert {path.name for path in run.folder.iterdir()} == {"run.json", "state.json", "events.jsonl"}


def test_its_command_makes_it_again(make):
    record = make(preset="notebook").record
    assert record.kind == "range_test"
    assert record.command.startswith("python -m cnn range digits --preset notebook --epochs 3")


def test_a_stop_ends_it_without_a_suggestion(make):
    run = make(state=queue.held())
    for event in perform(run):
        if isinstance(event, RangePoint) and event.step == 5:
            run.request_stop()
    assert event.stopped
    assert event.suggested_learning_rate is None
    assert run.status == "stopped"
    assert run.state.suggested_learning_rate is None
    assert len(run.log.events()) == 1 + 5 + 1


def test_a_loss_that_falls_nowhere_fails_it_with_a_sentence(make, digits):
    shuffled = np.random.default_rng(0).permutation(digits.train.labels)
    images = ImageSet(digits.train.images, shuffled, digits.train.class_names)
    run = make(Dataset("digits", "Digits", images), state=queue.held())
    *_, failed = perform(run)
    assert isinstance(failed, Failed)
    assert run.status == "failed"
    assert run.state.reason == failed.reason
    assert failed.reason.startswith("The loss fell at no learning rate")


def test_a_worker_does_it_in_its_turn(make, store, digits, tiny, quick):
    test = make()
    training = create_run(store, digits, tiny, quick.changed(epochs=1))
    assert queue.drain(store) == 2
    assert (test.status, training.status) == ("finished", "finished")


def test_the_latest_network_is_that_of_the_latest_training(make, store, digits, tiny, quick):
    training = create_run(store, digits, tiny, quick)
    test = make()
    assert store.find("latest") == test
    assert store.find_network("latest") == store.find_network(training.id) == training


def test_where_a_network_is_needed_a_range_test_is_refused_with_a_sentence(make, store):
    test = make()
    for word in ("latest", test.id, test.id[:8]):
        with pytest.raises(RunError, match=f"Run {test.id} is a learning-rate range test, which leaves no network"):
            store.find_network(word)


@pytest.mark.parametrize(("word", "sentence"), [("latest", "no run yet"), ("nothing", "no run whose id begins with")])
def test_a_network_that_is_not_there_is_refused_as_any_run(store, word, sentence):
    with pytest.raises(RunError, match=sentence):
        store.find_network(word)
