"""Runs are paused, gone on with and extended from the page, with buttons that make sense just then."""

import pytest

from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig


@pytest.fixture
def make(runs, digits, tiny):
    """Makes a run in a state."""

    def make(state, kind="train", **settings) -> Run:
        return create_run(runs, digits, tiny, TrainingConfig(epochs=2, **settings), kind=kind, state=state)

    return make


@pytest.fixture
def paused(another):
    """A run that was paused in its second epoch and has a checkpoint."""
    return another("20260101-000007", State(status="paused", epoch=2, step=50, time_s=12.0))


WORDS = {"Pause", "Stop", "Resume", "Begin again"}


def offered(visitor):
    return WORDS & set(visitor.buttons)


@pytest.mark.usefixtures("no_worker")
def test_what_waits_or_goes_on_can_be_paused_and_stopped(visit, make):
    run = make(queue.held())
    visitor = visit("train/train.py")
    assert offered(visitor) == {"Pause", "Stop"}
    visitor.press("Pause")
    assert run.wanted == "pause"
    assert "Pausing; its whole state is being kept." in visitor.infos
    assert next(button for button in visitor.page.button if button.label == "Pause").disabled
    visitor.press("Stop")
    assert run.wanted == "stop"


@pytest.mark.usefixtures("no_worker")
def test_work_that_would_begin_anew_cannot_be_paused(visit, make):
    make(queue.held(), kind="range_test")
    assert offered(visit("train/train.py")) == {"Stop"}


def test_a_paused_run_says_where_it_is_and_is_put_back(visit, paused, no_worker):
    visitor = visit("train/train.py")
    assert offered(visitor) == {"Resume"}
    assert any(info.startswith("Paused in epoch 2, after 50 steps.") for info in visitor.infos)
    visitor.press("Resume")
    assert paused.status == "queued"
    assert no_worker
    assert offered(visitor) == {"Pause", "Stop"}


def test_a_lost_run_goes_on_or_begins_again(visit, lost, no_worker):
    visitor = visit("train/train.py")
    assert offered(visitor) == {"Resume"}
    assert "goes on from its last checkpoint" in visitor.errors[0]
    for place in lost.checkpoints.places():
        place.unlink()
    assert offered(visitor.again()) == {"Begin again"}
    assert visitor.press("Begin again").errors == []
    assert lost.status == "queued"


@pytest.mark.usefixtures("no_worker")
def test_a_failed_run_without_a_checkpoint_is_not_offered_to_go_on(visit, failed):
    for place in failed.checkpoints.places():
        place.unlink()
    assert offered(visit("train/train.py")) == set()


def test_a_finished_run_is_extended_as_a_run_of_its_own(visit, runs, finished, no_worker):
    visitor = visit("train/train.py")
    assert offered(visitor) == set()
    assert next(box for box in visitor.page.number_input if box.label == "Epochs in all").value == 6
    visitor.press("Train on")
    longer = runs.find("latest")
    assert longer.record.extends == finished.id
    assert (longer.record.config.epochs, longer.status) == (6, "queued")
    assert no_worker
    assert "It goes on from the end of run" in visitor.words


@pytest.mark.usefixtures("no_worker")
def test_before_a_planned_rate_is_extended_its_jump_is_said(visit, runs, finished):
    path = finished.folder / "run.json"
    path.write_text(path.read_text().replace('"schedule": "constant"', '"schedule": "cosine"'))
    assert "follows a cosine that is planned for all epochs" in visit("train/train.py").words


@pytest.mark.usefixtures("no_worker")
def test_a_run_of_an_older_release_is_shown_without_more_epochs(visit, finished):
    for place in finished.checkpoints.places():
        place.unlink()
    visitor = visit("train/train.py")
    assert visitor.errors == []
    assert "Train on" not in visitor.buttons
