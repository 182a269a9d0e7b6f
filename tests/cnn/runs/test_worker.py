"""A worker does a run from its folder alone, and whatever happens to it, the folder stays readable."""

import os
import signal
import time

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.files import write_json
from cnn.judging.judgement import judge
from cnn.reading.predict import Predictor
from cnn.runs import queue, worker
from cnn.runs.creation import create_run
from cnn.runs.crew import Crew
from cnn.runs.log import EventLog
from cnn.runs.predictions import load_predictions
from cnn.runs.run import Run
from cnn.runs.worker import perform
from cnn.training.events import EpochFinished, Failed, Finished

NO_SPACE = OSError(28, "No space left on device")


@pytest.fixture
def run(store, digits, tiny, quick, monkeypatch):
    """A run that this process holds, on digits that are already open."""
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    return create_run(store, digits, tiny, quick.changed(epochs=2), state=queue.held())


def test_a_finished_run_has_all_that_inspecting_it_needs(finished_run, digits):
    state = finished_run.state
    events = finished_run.log.events()
    best = max(event.validation_accuracy for event in events if isinstance(event, EpochFinished))
    assert finished_run.status == "finished"
    assert state.validation_accuracy == best == events[-1].validation_accuracy
    assert (state.epoch, state.device, state.left_s) == (3, "cpu", None)
    assert state.best_epoch == events[-1].best_epoch
    assert state.time_s == events[-1].duration_s > 0
    predictions = load_predictions(finished_run.predictions, digits.train.class_names)
    assert predictions.accuracy == pytest.approx(best)
    assert np.array_equal(digits.train.labels[predictions.rows], predictions.labels)


def test_the_events_of_the_log_are_those_that_were_heard(run):
    heard = list(perform(run))
    assert run.log.events() == heard
    assert isinstance(heard[-1], Finished)
    assert heard[-1].run == run.id


def test_the_last_event_comes_when_everything_is_on_disk(run):
    for event in perform(run):
        if isinstance(event, Finished):
            assert run.predictions.is_file()
            assert run.status == "finished"
            assert judge([run]).evaluation.accuracy == pytest.approx(event.validation_accuracy)


def test_a_run_without_validation_part_leaves_no_predictions(store, digits, tiny, quick, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)
    run = create_run(store, digits, tiny, quick.changed(epochs=1, validation_share=0), state=queue.held())
    list(perform(run))
    assert run.status == "finished"
    assert run.is_usable
    assert not run.predictions.exists()
    assert run.state.validation_accuracy is None


def test_a_stop_ends_it_with_usable_weights(run):
    kinds = []
    for event in perform(run):
        kinds.append(event.kind)
        run.request_stop()
    assert kinds == ["started", "progress", "epoch_finished", "checkpoint_saved", "finished"]
    assert run.status == "stopped"
    assert run.state.step == 1
    assert Predictor.of_run(run).class_names == run.record.data.class_names
    assert run.predictions.is_file()


def test_data_that_changed_fails_the_run_and_says_so(run, digits, monkeypatch):
    other = digits.train.take(np.arange(100))
    monkeypatch.setattr(worker, "open_source", lambda *_: type(digits)("digits", "Digits", other))
    (event,) = perform(run)
    assert isinstance(event, Failed)
    assert "is not what it was when the run was made" in event.reason
    assert run.status == "failed"
    assert run.state.reason == event.reason


def test_data_that_is_gone_fails_the_run_and_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "open_source", lambda *_: open_source(str(tmp_path / "train.csv")))
    (event,) = perform(run)
    assert "neither a data set nor a file" in event.reason


def test_a_defect_of_the_program_becomes_one_sentence(run, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError("first line\nsecond line")

    monkeypatch.setattr(worker, "open_source", broken)
    (event,) = perform(run)
    assert event.reason == "The program failed: ZeroDivisionError: first line"
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("failing", ["weights", "predictions", "log", "everything"])
def test_a_full_disk_fails_the_run_with_a_sentence(run, monkeypatch, failing):
    def full(*_):
        raise NO_SPACE

    if failing in ("weights", "everything"):
        monkeypatch.setattr("cnn.training.best.save_weights", full)
    if failing == "predictions":
        monkeypatch.setattr("cnn.runs.training.save_predictions", full)
    if failing in ("log", "everything"):
        monkeypatch.setattr(EventLog, "append", full)
    if failing == "everything":
        monkeypatch.setattr(Run, "write_state", full)
    event = list(perform(run))[-1]
    assert isinstance(event, Failed)
    assert "No space left on device" in event.reason
    assert run.status == ("running" if failing == "everything" else "failed")
    assert run.record.name == "tiny"


def test_an_interrupted_write_keeps_the_old_file(tmp_path):
    path = tmp_path / "state.json"
    write_json(path, {"old": True})
    with pytest.raises(TypeError):
        write_json(path, {"new": object()})
    assert path.read_text() == '{\n  "old": true\n}\n'


@pytest.fixture
def working(python, store):
    """Starts ``python -m cnn work`` on the runs folder; ends it with the test."""
    return lambda: python("-m", "cnn", "work", "--runs", store.folder)


def wait_for(condition, patience_s=60):
    """Wait until something became true in another process."""
    end = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def has_weights(run):
    return run.is_usable and run.status == "running"


def test_a_worker_drains_the_queue_and_ends(store, digits, tiny, quick, working):
    runs = [create_run(store, digits, tiny, quick.changed(epochs=1, seed=seed)) for seed in (1, 2)]
    process = working()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert out == "2 runs done; none is waiting\n"
    assert [run.status for run in runs] == ["finished"] * 2


def test_a_killed_worker_leaves_a_lost_run_with_readable_weights(store, digits, tiny, quick, working):
    run = create_run(store, digits, tiny, quick.changed(epochs=1000))
    process = working()
    wait_for(lambda: has_weights(run))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run.status == "lost"
    assert run.log.events()
    Predictor.of_run(run)
    assert not Crew(store.folder).alive()


def test_a_stop_from_elsewhere_ends_the_run_and_the_next_one_begins(store, digits, tiny, quick, working):
    run = create_run(store, digits, tiny, quick.changed(epochs=1000))
    following = create_run(store, digits, tiny, quick.changed(epochs=1))
    process = working()
    wait_for(lambda: has_weights(run))
    queue.stop(store, run)
    wait_for(lambda: run.status == "stopped")
    assert run.state.epoch < 1000
    process.communicate(timeout=120)
    assert following.status == "finished"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_worker_told_to_end_stops_its_run_in_order_and_takes_no_other(store, digits, tiny, quick, working):
    run = create_run(store, digits, tiny, quick.changed(epochs=1000))
    following = create_run(store, digits, tiny, quick)
    process = working()
    wait_for(lambda: has_weights(run))
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM
    assert run.status == "stopped"
    assert run.predictions.is_file()
    assert following.status == "queued"
