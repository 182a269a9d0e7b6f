"""The clock tells how long training took and when it is time to say something."""

import pytest

from cnn.training import clock as clock_module
from cnn.training.clock import Clock


@pytest.fixture
def at(monkeypatch):
    """Sets what the machine's clock shows."""
    shown = [100.0]
    monkeypatch.setattr(clock_module.time, "perf_counter", lambda: shown[0])
    return lambda second: shown.__setitem__(0, 100.0 + second)


def test_something_is_said_as_often_as_asked_for_and_not_made_up_for(at):
    clock = Clock(say_every_s=0.25)
    due = []
    for second in (0, 0.2, 0.25, 0.3, 0.49, 0.5, 2.0, 2.1, 2.25):
        at(second)
        due.append(clock.is_due())
    assert due == [False, False, True, False, False, True, True, False, True]


def test_speed_is_the_mean_over_all_of_the_training(at):
    clock = Clock(1)
    at(4)
    assert clock.time_s == 4
    assert clock.images_per_s(1_000) == 250
