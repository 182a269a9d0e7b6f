"""When a training speaks and hears: alone by the clock, in company after steps that all have agreed on."""

import time
from dataclasses import dataclass, field
from threading import Event

import pytest

from cnn.training.clock import Clock
from cnn.training.company import ALONE
from cnn.training.pace import Pace


@dataclass
class Pretended:
    """A company whose other processes say what they are told to."""

    others: list = field(default_factory=lambda: [0, 0, 0])
    is_first: bool = True
    is_alone: bool = False
    asked: Event = field(default_factory=Event)

    def added_up(self, numbers):
        return [mine + its for mine, its in zip(numbers, self.others, strict=True)]


@pytest.fixture
def at(monkeypatch):
    """Sets the time."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    return lambda time_s: now.__setitem__(0, time_s)


def steps_until_due(pace):
    return next(number for number in range(1, 1000) if pace.is_due(None))


def test_alone_it_is_the_clock_and_what_was_asked(at):
    pace = Pace(ALONE, Clock(0.25))
    assert [pace.is_due(None), pace.is_due("stop")] == [False, True]
    at(0.3)
    assert pace.is_due(None)
    assert [pace.agreed(asked) for asked in (None, "stop", "pause")] == [None, "stop", "pause"]


def test_together_the_number_of_steps_grows_until_it_takes_as_long_as_the_clock_waits(at):
    pace, now_s, waits = Pace(Pretended(), Clock(0.25)), 0.0, []
    for _ in range(8):
        waits.append(steps_until_due(pace))
        now_s += waits[-1] / 128
        at(now_s)
        pace.agreed(None)
    assert waits == [1, 2, 4, 8, 16, 32, 32, 32]


def test_slow_steps_are_spoken_after_each(at):
    pace = Pace(Pretended(), Clock(0.25))
    for time_s in (1, 2, 3):
        assert steps_until_due(pace) == 1
        at(time_s)
        pace.agreed(None)


def test_the_others_wait_as_long_as_the_first_says():
    pace = Pace(Pretended(others=[0, 0, 7], is_first=False), Clock(0.25))
    assert pace.is_due(None)
    pace.agreed(None)
    assert steps_until_due(pace) == 7


@pytest.mark.parametrize(
    ("mine", "others", "agreed"),
    [
        (None, [0, 0, 0], None),
        ("stop", [0, 0, 0], "stop"),
        ("pause", [0, 0, 0], "pause"),
        (None, [1, 0, 0], "stop"),
        ("pause", [1, 0, 0], "stop"),
    ],
)
def test_all_do_what_one_has_heard(mine, others, agreed):
    company = Pretended(others=others)
    assert Pace(company, Clock(0.25)).agreed(mine) == agreed
    assert company.asked.is_set() == (agreed == "stop")


def test_a_signal_counts_as_a_stop():
    company = Pretended()
    company.asked.set()
    assert Pace(company, Clock(0.25)).agreed(None) == "stop"


def test_together_nothing_is_done_before_it_is_agreed():
    pace = Pace(Pretended(others=[0, 0, 5], is_first=False), Clock(0.25))
    pace.is_due(None)
    pace.agreed(None)
    assert not pace.is_due("stop")
