"""More epochs for a finished run: as if it had been planned so long, wherever that can be."""

import numpy as np
import pytest
from safetensors.numpy import load_file

from cnn.errors import ConfigError, RunError
from cnn.files import write_json
from cnn.runs import queue, worker
from cnn.runs.creation import create_run
from cnn.runs.extension import can_extend, extend, warning
from cnn.runs.worker import perform
from cnn.training.events import Finished, Started
from cnn.training.schedules import learning_rate
from tests.cnn.training.listening import epochs, facts


@pytest.fixture
def done(store, digits, tiny, quick, monkeypatch):
    """Makes a run that is done."""
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)

    def done(**settings):
        config = quick.changed(**{"batch_size": 128, "epochs": 2, **settings})
        run = create_run(store, digits, tiny, config, name="short", state=queue.held())
        list(perform(run))
        return run

    return done


def extended(store, parent, epochs):
    run = extend(store, parent, epochs)
    assert queue.claim_next(store) == run
    list(perform(run))
    return run


@pytest.mark.parametrize(
    "settings",
    [{"average_decay": 0.9}, {"schedule": "step", "decay_every": 1}, {"schedule": "plateau", "plateau_patience": 1}],
    ids=str,
)
def test_it_ends_as_a_run_that_was_planned_so_long(store, done, settings):
    parent, whole = done(**settings), done(**settings, epochs=4)
    run = extended(store, parent, 4)
    its, expected = load_file(run.weights), load_file(whole.weights)
    assert all(np.array_equal(its[name], expected[name]) for name in expected)
    assert facts(epochs(run.log.events())) == facts(epochs(whole.log.events()))
    assert run.state.validation_accuracy == whole.state.validation_accuracy
    assert warning(parent, 4) == ""


def test_it_is_a_run_of_its_own_and_the_parent_stays_as_it_was(store, done):
    parent = done()
    before = {place.name: place.read_bytes() for place in parent.folder.rglob("*") if place.is_file()}
    run = extended(store, parent, 3)
    assert run.record.extends == parent.id != run.id
    assert (run.record.config.epochs, run.name) == (3, "short")
    assert run.record.command == f"python -m cnn extend {parent.id} --epochs 3 --runs {store.folder}"
    assert {place.name: place.read_bytes() for place in parent.folder.rglob("*") if place.is_file()} == before
    assert isinstance(run.log.events()[-1], Finished)


def test_its_story_is_that_of_all_epochs(store, done):
    run = extended(store, done(), 5)
    events = run.log.events()
    assert [event.epoch for event in epochs(events)] == [1, 2, 3, 4, 5]
    assert [event.epochs for event in events if isinstance(event, Started)] == [2, 5]
    assert events[-1].duration_s > epochs(events)[1].time_s


@pytest.mark.parametrize("schedule", ["cosine", "one_cycle"])
def test_where_the_rate_is_planned_for_all_epochs_the_jump_is_said(store, done, schedule):
    parent = done(schedule=schedule)
    said = warning(parent, 4)
    config = parent.record.config
    assert f"goes on at {learning_rate(config.changed(epochs=4), 22, 44, 11):.2g}" in said
    assert f"ended at {learning_rate(config, 21, 22, 11):.2g}" in said
    run = extended(store, parent, 4)
    last = epochs(run.log.events())[-1]
    assert last.learning_rate == learning_rate(run.record.config, 43, 44, 11)


def test_patience_that_had_run_out_is_counted_anew(store, done):
    parent = done(epochs=20, patience=1, minimal_gain=0.1)
    trained = parent.state.epoch
    assert trained < 20
    run = extended(store, parent, 40)
    assert run.state.epoch > trained


def test_an_extended_run_can_be_extended(store, done):
    run = extended(store, extended(store, done(), 3), 4)
    assert [event.epoch for event in epochs(run.log.events())] == [1, 2, 3, 4]


def test_corrections_and_notes_of_the_parent(store, done):
    parent = done()
    write_json(parent.folder / "corrections.json", {"made": "up"})
    run = extend(store, parent, 3)
    assert (run.folder / "corrections.json").read_bytes() == (parent.folder / "corrections.json").read_bytes()
    assert run.status == "queued"


def test_what_cannot_be_extended_is_refused(store, done, monkeypatch):
    parent = done()
    with pytest.raises(RunError, match="ended after epoch 2"):
        extend(store, parent, 2)
    with pytest.raises(ConfigError, match="epochs"):
        extend(store, parent, 100_000)
    several = done(members=2)
    assert not can_extend(several, several.status)
    with pytest.raises(RunError, match="one network"):
        extend(store, several, 9)
    for place in parent.checkpoints.places():
        place.unlink()
    assert not can_extend(parent, parent.status)


def test_a_full_disk_leaves_no_half_of_a_run(store, done, monkeypatch):
    parent = done()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnn.files.os.fsync", full)
    with pytest.raises(RunError, match="No space left"):
        extend(store, parent, 3)
    assert [run.id for run in store.all()] == [parent.id]
    assert [place.name for place in store.folder.iterdir() if place.suffix == ".tmp"] == []
