"""Runs are paused, gone on with and extended from a terminal."""

import pytest

from cnn.runs import resuming
from cnn.runs.creation import create_run
from cnn.runs.record import State
from cnn.training.config import TrainingConfig


@pytest.fixture
def trained(cnn, store):
    """Trains a small network in the foreground; gives the run."""

    def train(*words):
        done = cnn("train", "digits", "--preset", "lenet5", "--epochs", 1, *words, "--runs", store.folder)
        assert done.status == 0, done.err
        return store.find("latest")

    return train


def test_a_waiting_run_is_paused_and_gone_on_with_in_the_foreground(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig(epochs=1))
    paused = cnn("pause", "latest", "--json", "--runs", store.folder)
    assert paused.record == {"run": run.id, "asked": "pause"}
    assert run.status == "paused"
    done = cnn("resume", run.id, "--runs", store.folder)
    assert done.status == 0
    assert f"Run {run.id} finished" in done.out
    assert run.status == "finished"


def test_where_it_goes_on_is_said(cnn, store, trained):
    run = trained("--epochs", 2)
    run.write_state(State(status="stopped"))
    done = cnn("resume", run.id, "--runs", store.folder)
    assert "Going on from the last checkpoint: epoch 3, after 44 steps" in done.out
    for place in run.checkpoints.places():
        place.unlink()
    run.write_state(State(status="stopped"))
    assert "Nothing was kept of it: it begins anew" in cnn("resume", run.id, "--runs", store.folder).out


def test_what_cannot_be_is_refused_in_a_sentence(cnn, store, trained):
    run = trained()
    for command, sentence in (("pause", "cannot be paused"), ("resume", "is finished")):
        refused = cnn(command, run.id, "--runs", store.folder)
        assert refused.status == 2
        assert sentence in refused.err
    refused = cnn("extend", run.id, "--epochs", 1, "--runs", store.folder)
    assert (refused.status, "ended after epoch 1" in refused.err) == (2, True)


def test_a_finished_run_is_trained_for_more_epochs_with_a_word_on_its_rate(cnn, store, trained):
    run = trained("--schedule", "cosine")
    done = cnn("extend", run.id, "--epochs", 2, "--runs", store.folder)
    assert done.status == 0
    assert "note: The learning rate follows a cosine" in done.err
    longer = store.find("latest")
    assert longer.record.extends == run.id
    assert longer.state.epoch == 2
    assert not resuming.can_resume(longer, longer.status)
