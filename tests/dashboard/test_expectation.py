"""Speeds are measured by another process, one at a time, and nobody waits for it."""

import subprocess
import threading

import pytest

from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, keep_speed, known_speed
from dashboard import expectation
from dashboard.expectation import Answer, ask, end_measuring, is_left_alone, recall, remember


class Probe:
    """A measuring process that ends when it is told to."""

    def __init__(self, status=0, said="0.25\n", complaint="", is_slow=False):
        self.returncode, self._said, self._complaint, self._is_slow = status, said, complaint, is_slow
        self.asked = ""
        self._may_end = threading.Event()

    def communicate(self, text=None, timeout=None):
        """What it says, once it may."""
        if self._is_slow and timeout:
            raise subprocess.TimeoutExpired("probe", timeout)
        self.asked = text
        assert self._may_end.wait(10)
        return self._said, self._complaint

    def kill(self):
        """Its end by a signal."""
        self.returncode = -9
        self._may_end.set()

    def end(self):
        """Its own end; waits until it was listened to."""
        self._may_end.set()
        finish()


def finish():
    """Wait until whoever listens to a probe is done."""
    for thread in threading.enumerate():
        if thread.name == "speed probe":
            thread.join(10)


@pytest.fixture(autouse=True)
def nothing_known(tmp_path, monkeypatch):
    """No speed is known and none is being measured."""
    monkeypatch.setenv("CNN_DATA", str(tmp_path))
    monkeypatch.setattr(expectation, "_answers", {})
    monkeypatch.setattr(expectation, "_probe", None)
    monkeypatch.setattr(expectation, "_wanted", ("", 0.0))


@pytest.fixture
def start(monkeypatch):
    """Lets these probes be started, one after the other; gives those that wait for their start."""

    def waiting(*probes):
        left = list(probes)
        monkeypatch.setattr(expectation, "_start", lambda: left.pop(0))
        return left

    return waiting


@pytest.fixture
def trials(tiny):
    """Two trials of different speed."""
    return [Trial.of(tiny, TrainingConfig(batch_size=size)) for size in (32, 64)]


def test_a_speed_is_measured_while_nobody_waits_and_then_kept_on_disk(start, trials):
    probe = Probe()
    start(probe)
    assert ask(trials[0], is_busy=False).is_open
    probe.end()
    assert ask(trials[0], is_busy=False) == Answer(0.25)
    assert known_speed(trials[0]) == 0.25
    assert Trial.model_validate_json(probe.asked) == trials[0]


def test_a_trial_is_left_alone_once_no_other_was_wanted_for_a_while(trials, monkeypatch):
    times = iter((10.0, 11.0, 12.5, 13.9, 14.5))
    monkeypatch.setattr(expectation, "monotonic", lambda: next(times))
    wanted = (trials[0], trials[0], trials[1], trials[1], trials[1])  # another one after two and a half seconds
    assert [is_left_alone(trial, 2) for trial in wanted] == [False, False, False, False, True]


def test_what_is_remembered_is_recalled_without_measuring(start, trials):
    start()
    assert recall(trials[0]).is_open
    remember(trials[0], Answer(0.5))
    assert recall(trials[0]) == Answer(0.5)
    assert known_speed(trials[0]) is None


def test_what_is_known_is_not_measured(start, trials):
    start()
    keep_speed(trials[0], 0.5)
    assert ask(trials[0], is_busy=False) == Answer(0.5)


def test_nothing_is_measured_beside_a_training_but_what_is_known_is_told(start, trials):
    start()
    keep_speed(trials[0], 0.5)
    assert ask(trials[0], is_busy=True) == Answer(0.5)
    assert "while another run trains" in ask(trials[1], is_busy=True).reason
    start(Probe())
    assert ask(trials[1], is_busy=False).is_open
    end_measuring()
    finish()


def test_there_is_never_more_than_one_measurement(start, trials):
    first, second = Probe(), Probe(said="0.5")
    left = start(first, second)
    assert ask(trials[0], is_busy=False).is_open
    assert ask(trials[1], is_busy=False).is_open
    assert left == [second]
    first.end()
    assert ask(trials[1], is_busy=False).is_open
    assert left == []
    second.end()
    assert ask(trials[1], is_busy=False) == Answer(0.5)


@pytest.mark.parametrize(
    ("probe", "reason"),
    [
        (Probe(2, "", "Layer 1 does not fit.\n"), "Layer 1 does not fit."),
        (Probe(1, "", "Traceback"), "The program that measures it failed."),
    ],
)
def test_a_measurement_that_fails_says_why_and_is_not_repeated(probe, reason, start, trials):
    start(probe)
    ask(trials[0], is_busy=False)
    probe.end()
    assert ask(trials[0], is_busy=False) == Answer(reason=reason)
    assert known_speed(trials[0]) is None


def test_a_measurement_that_takes_too_long_is_ended(start, trials):
    probe = Probe(is_slow=True)
    start(probe)
    ask(trials[0], is_busy=False)
    finish()
    assert "more than a minute" in ask(trials[0], is_busy=False).reason
    assert probe.returncode == -9


def test_a_measurement_ended_by_a_training_is_done_again_later(start, trials):
    again = Probe(said="0.5")
    start(Probe(), again)
    ask(trials[0], is_busy=False)
    end_measuring()
    finish()
    assert ask(trials[0], is_busy=False).is_open
    again.end()
    assert ask(trials[0], is_busy=False) == Answer(0.5)


def test_ending_no_measurement_is_no_mistake():
    end_measuring()


def test_a_full_disk_does_not_lose_the_answer(start, trials, monkeypatch):
    def fail(trial, s_per_image):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(expectation, "keep_speed", fail)
    probe = Probe()
    start(probe)
    ask(trials[0], is_busy=False)
    probe.end()
    assert ask(trials[0], is_busy=False) == Answer(0.25)
