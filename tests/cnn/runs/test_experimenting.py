"""An experiment is a run like any other: done by the worker, stoppable, told as one story; it leaves no network."""

from dataclasses import replace

import pytest

from cnn.errors import RunError
from cnn.runs import experimenting, queue, worker
from cnn.runs.creation import create_experiment
from cnn.runs.worker import perform
from cnn.training.events import Finished, Progress, Started, TrialFinished
from tests.cnn.experiments.quick import quick


@pytest.fixture
def make(store, digits, monkeypatch):
    """Makes a quick experiment that this process holds, on data that is already open."""

    def made(**changes):
        experiment = quick("pooling", **changes)
        monkeypatch.setattr(worker, "open_source", lambda *_: digits)
        monkeypatch.setattr(experimenting, "find_experiment", lambda name: experiment)
        return create_experiment(store, digits, experiment, state=queue.held())

    return made


def test_it_is_told_as_one_story_and_its_trials_are_on_disk(make):
    run = make()
    heard = list(perform(run))
    assert run.log.events() == heard
    assert [type(event) for event in (heard[0], heard[-1])] == [Started, Finished]
    assert sum(isinstance(event, Started | Finished) for event in heard) == 2
    trials = [event for event in heard if isinstance(event, TrialFinished)]
    assert [trial.trial for trial in trials] == [1, 2, 3, 4]
    state = run.state
    assert (state.status, state.validation_accuracy, state.left_s) == ("finished", None, None)
    assert state.time_s == heard[-1].duration_s
    assert all(event.time_s <= heard[-1].duration_s for event in heard if isinstance(event, Progress))


def test_it_leaves_no_network(make, store):
    run = make()
    list(perform(run))
    assert {path.name for path in run.folder.iterdir()} == {"run.json", "state.json", "events.jsonl"}
    with pytest.raises(RunError, match="is an experiment, which leaves no network"):
        store.find_network(run.id)


def test_a_stop_keeps_the_trials_that_are_done(make):
    run = make()
    for event in perform(run):
        if isinstance(event, TrialFinished):
            run.request_stop()
    assert run.status == "stopped"
    assert sum(isinstance(event, TrialFinished) for event in run.log.events()) == 1


def test_its_record_says_which_it_is_and_how_to_make_it_again(make, digits):
    record = make().record
    assert (record.kind, record.experiment, record.name) == ("experiment", "pooling", "With and without pooling")
    assert record.command.startswith("python -m cnn experiment digits --which pooling")
    assert record.data.fingerprint == digits.train.own_fingerprint


def test_one_of_another_release_fails_with_a_sentence(store, digits, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    unknown = replace(quick("pooling"), name="attention")
    run = create_experiment(store, digits, unknown, state=queue.held())
    *_, failed = perform(run)
    assert failed.reason.startswith("There is no experiment 'attention'; there are parameters,")
