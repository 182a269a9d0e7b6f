"""A run that was paused, stopped or broken off goes on to the very end it would have had, and tells its story once."""

import numpy as np
import pytest
from safetensors.numpy import load_file

from cnn.errors import RunError
from cnn.runs import queue, resuming, worker
from cnn.runs.creation import create_run
from cnn.runs.log import EventLog
from cnn.runs.predictions import load_predictions
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.worker import perform
from cnn.training import loop
from cnn.training.events import EpochFinished, Failed, Finished, Paused, Resumed
from tests.cnn.training.listening import epochs, facts


@pytest.fixture(autouse=True)
def every_step(monkeypatch, digits):
    """Something is said after each step; the data is open."""
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", 0.0)
    monkeypatch.setattr(worker, "open_source", lambda *_: digits)


@pytest.fixture
def make(store, digits, tiny, quick):
    """Makes a run that this process holds."""

    def make(kind="train", **settings):
        config = quick.changed(**{"batch_size": 128, "epochs": 3, **settings})
        return create_run(store, digits, tiny, config, kind=kind, state=queue.held())

    return make


@pytest.fixture
def lose(monkeypatch):
    """Ends a process that holds a run, as far as its files can tell."""

    def lose(run):
        run.write_state(run.state.model_copy(update={"pid": 2**22 + 1, "process_start_s": 1.0}))
        assert run.status == "lost"

    return lose


def abandon(run, events):
    """Do the run up to so many events, and then no more, as a process that was killed."""
    work = perform(run)
    for _ in range(events):
        next(work)
    work.close()


def again(store, run):
    """Go on with it to its end, as a worker would."""
    resuming.resume(store, run)
    claimed = queue.claim_next(store)
    assert claimed == run
    return list(perform(claimed))


def weights(run: Run):
    return [load_file(place) for place in run.member_weights]


def alike(run, other):
    """Whether two runs ended the same, their times apart."""
    pairs = zip(weights(run), weights(other), strict=True)
    same_weights = all(np.array_equal(its[name], mine[name]) for mine, its in pairs for name in mine)
    read, other_read = (load_predictions(it.predictions, run.record.data.class_names) for it in (run, other))
    same_said = facts(epochs(run.log.events())) == facts(epochs(other.log.events()))
    ends = [it.state.model_dump(include={"status", "best_epoch", "validation_accuracy", "step"}) for it in (run, other)]
    return same_weights and same_said and ends[0] == ends[1] and np.array_equal(read.probs, other_read.probs)


@pytest.mark.parametrize("events", [2, 9, 13, 15, 27, 40])
def test_a_killed_run_ends_as_one_that_was_not(store, make, lose, events):
    whole, run = make(average_decay=0.9), make(average_decay=0.9)
    list(perform(whole))
    abandon(run, events)
    lose(run)
    heard = again(store, run)
    assert heard[0].kind == "resumed"
    assert (heard[0].step > 0) == (events > 14)
    assert alike(run, whole)


@pytest.mark.parametrize("events", [4, 30, 50, 70])
def test_of_several_networks_those_that_ended_are_not_trained_again(store, make, lose, events):
    whole, run = make(members=3, epochs=2), make(members=3, epochs=2)
    list(perform(whole))
    abandon(run, events)
    begun = max(event.member for event in run.log.events() if hasattr(event, "member"))
    lose(run)
    heard = again(store, run)
    assert alike(run, whole)
    assert min(event.member for event in heard if isinstance(event, EpochFinished)) >= begun - 1
    assert isinstance(heard[-1], Finished)
    assert heard[-1].duration_s == pytest.approx(run.state.time_s)


def test_a_paused_run_says_so_and_goes_on(store, make):
    whole, run = make(), make()
    list(perform(whole))
    for event in perform(run):
        if isinstance(event, EpochFinished) and event.epoch == 2:
            resuming.pause(store, run)
    assert isinstance(event, Paused)
    assert run.status == "paused"
    assert (run.state.epoch, run.state.left_s) == (3, None)
    assert not any(isinstance(event, Finished) for event in run.log.events())
    heard = again(store, run)
    assert heard[0] == Resumed(epoch=3, step=22, time_s=heard[0].time_s, log_bytes=heard[0].log_bytes)
    assert run.wanted is None
    assert alike(run, whole)


@pytest.mark.parametrize("events", [1, 5, 14, 20, 27])
def test_a_stopped_run_can_be_gone_on_with(store, make, events):
    whole, run = make(), make()
    list(perform(whole))
    for number, _ in enumerate(perform(run), 1):
        if number == events:
            queue.stop(store, run)
    assert run.status == "stopped"
    assert run.predictions.is_file()
    again(store, run)
    assert alike(run, whole)


def test_it_may_be_broken_off_again_and_again(store, make, lose):
    whole, run = make(optimizer="muon", members=2), make(optimizer="muon", members=2)
    list(perform(whole))
    abandon(run, 5)
    lose(run)
    for events in (3, 14, 9, 22, 17):
        resuming.resume(store, run)
        queue.claim_next(store)
        abandon(run, events)
        lose(run)
    again(store, run)
    assert alike(run, whole)


def test_a_run_of_an_older_release_begins_anew(store, make, lose):
    whole, run = make(), make()
    list(perform(whole))
    abandon(run, 20)
    lose(run)
    for place in run.checkpoints.places():
        place.unlink()
    assert resuming.can_resume(run, run.status)
    heard = again(store, run)
    assert heard[0] == Resumed()
    assert alike(run, whole)


def test_a_spoilt_checkpoint_gives_way_to_the_one_before(store, make):
    whole, run = make(), make()
    list(perform(whole))
    for event in perform(run):
        if isinstance(event, EpochFinished) and event.epoch == 2:
            resuming.pause(store, run)
    last = run.checkpoints.places()[-1]
    last.write_bytes(last.read_bytes()[:-7])
    again(store, run)
    assert alike(run, whole)


def test_a_run_that_failed_for_want_of_room_goes_on_once_there_is_some(store, make, monkeypatch):
    whole, run = make(), make()
    list(perform(whole))
    write = EventLog.append

    def full(log, event):
        if isinstance(event, EpochFinished) and event.epoch == 2:
            raise OSError(28, "No space left on device")
        write(log, event)

    with monkeypatch.context() as patch:
        patch.setattr(EventLog, "append", full)
        heard = list(perform(run))
    assert isinstance(heard[-1], Failed)
    assert run.status == "failed"
    assert again(store, run)[0].epoch == 2
    assert alike(run, whole)


def test_other_work_begins_anew_and_what_it_said_before_is_void(store, make, lose):
    run = make(kind="folds", members=3, epochs=1)
    abandon(run, 6)
    lose(run)
    heard = again(store, run)
    assert heard[0] == Resumed()
    assert run.log.events() == heard
    assert run.status == "finished"


def test_what_waits_is_paused_and_resumed_without_having_begun(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick)
    resuming.pause(store, run)
    assert run.status == "paused"
    assert queue.claim_next(store) is None
    resuming.resume(store, run)
    assert queue.claim_next(store) == run


def test_what_a_run_had_reached_is_known_while_it_waits_again(store, make):
    run = make()
    for event in perform(run):
        if isinstance(event, EpochFinished):
            resuming.pause(store, run)
    before = run.state
    resuming.resume(store, run)
    assert run.state == before.model_copy(update={"status": "queued"})


def test_it_is_taken_up_by_the_process_that_resumes_it_here(store, make, lose):
    run = make()
    abandon(run, 16)
    lose(run)
    resuming.resume_here(store, run)
    assert run.status == "running"
    assert run.state.epoch == 1
    list(perform(run))
    assert run.status == "finished"


@pytest.mark.parametrize("status", ["queued", "running", "finished"])
def test_what_is_not_broken_off_is_not_resumed(store, make, status):
    run = make()
    run.write_state(queue.held().model_copy(update={"status": status}))
    with pytest.raises(RunError, match=f"is {status}: only one that was paused, stopped or broken off"):
        resuming.resume(store, run)


def test_a_failed_run_without_a_checkpoint_would_fail_again(store, make):
    run = make()
    run.write_state(State(status="failed", reason="no such data"))
    assert not resuming.can_resume(run, run.status)


def test_only_trainings_are_paused(store, make):
    run = make(kind="range_test")
    with pytest.raises(RunError, match="no training"):
        resuming.pause(store, run)
    done = make()
    done.write_state(State(status="finished"))
    with pytest.raises(RunError, match="cannot be paused: it is finished"):
        resuming.pause(store, done)
