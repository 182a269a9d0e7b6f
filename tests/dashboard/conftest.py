"""Events and evaluations for charts."""

import numpy as np
import pytest

from cnn.judging.evaluation import Evaluation
from cnn.runs.log import EventLog
from cnn.training.events import EpochFinished, Finished, Progress, Started
from dashboard.history import History


@pytest.fixture
def evaluation() -> Evaluation:
    """Six images of three classes; two of class 0 are read as 2."""
    labels = np.array([0, 0, 0, 1, 1, 2])
    predicted = np.array([0, 2, 2, 1, 1, 2])
    probs = np.full((6, 3), 0.1, np.float32)
    probs[np.arange(6), predicted] = 0.8
    return Evaluation(labels, probs, np.arange(6), ("nought", "one", "two"))


@pytest.fixture
def started() -> Started:
    """Four epochs of 100 steps."""
    return Started(device="cpu", parameters=10, training_rows=900, validation_rows=100, epochs=4, steps_per_epoch=100)


@pytest.fixture
def progress():
    """Makes a sign of progress at a step."""

    def make(step: int, loss: float = 0.5, member: int = 1) -> Progress:
        return Progress(
            epoch=1 + step // 100, step=step, loss=loss, accuracy=0.9, learning_rate=0.001,
            images_per_s=1000, time_s=step / 10, left_s=1, member=member,
        )  # fmt: skip

    return make


@pytest.fixture
def epoch():
    """Makes the end of an epoch, the best so far unless told otherwise."""

    def make(number: int, accuracy: float | None = 0.9, best: bool = True, member: int = 1) -> EpochFinished:
        return EpochFinished(
            epoch=number, step=100 * number, loss=0.4, accuracy=0.92, validation_loss=None if accuracy is None else 0.3,
            validation_accuracy=accuracy, learning_rate=0.001, time_s=10.0 * number, best=best,
            member=member,
        )  # fmt: skip

    return make


@pytest.fixture
def log(tmp_path) -> EventLog:
    """An empty log."""
    return EventLog(tmp_path / "events.jsonl")


@pytest.fixture
def read(log):
    """Gives the history of these events."""

    def make(*events) -> History:
        for event in events:
            log.append(event)
        history = History(log)
        history.read_on()
        return history

    return make


@pytest.fixture
def history(read, started, progress, epoch) -> History:
    """Two of four epochs, the first the better one."""
    return read(started, progress(50, 2.0), progress(100, 1.0), epoch(1, 0.95), progress(150), epoch(2, 0.9, False))


@pytest.fixture
def several(read, started, progress, epoch) -> History:
    """Two of three networks, the second in its second epoch."""
    return read(
        started,
        progress(50), epoch(1, 0.9), progress(150), epoch(2, 0.95),
        progress(50, member=2), epoch(1, 0.97, member=2), progress(150, member=2),
    )  # fmt: skip


@pytest.fixture
def ending():
    """Makes the end of a training."""

    def make(*, stopped: bool = False, stopped_early: bool = False) -> Finished:
        return Finished(
            duration_s=9,
            stopped=stopped,
            stopped_early=stopped_early,
            best_epoch=1,
            validation_accuracy=0.9,
            parameters=9,
        )

    return make
