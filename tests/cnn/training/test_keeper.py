"""A keeper writes beside the training, not too often, and does not keep to itself that it could not."""

import threading

import pytest

from cnn.training import keeper as keeper_module
from cnn.training.keeper import Keeper


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when the test says so; the processor is as busy as it says."""

    class Clock:
        now = 100.0
        worked = 0.0

        def monotonic(self):
            return self.now

        def thread_time(self):
            return self.worked

    clock = Clock()
    monkeypatch.setattr(keeper_module, "time", clock)
    return clock


def test_it_writes_what_was_at_that_moment_beside_what_the_run_adds():
    kept = []
    with Keeper(lambda plain, arrays: kept.append(plain), 30, beside=lambda: {"log_bytes": 7}) as keeper:
        keeper.keep(lambda: {"step": 3})
    assert kept == [{"log_bytes": 7, "training": {"step": 3}}]


def test_the_training_does_not_wait_for_the_writing_unless_it_asks_to():
    go_on, caller = threading.Event(), threading.get_ident()
    wrote = []

    def write(plain, arrays):
        assert go_on.wait(20)
        wrote.append(threading.get_ident())

    with Keeper(write, 0) as keeper:
        keeper.keep(dict)
        assert not wrote
        assert not keeper.is_due()
        assert not keeper.is_worth_it()
        go_on.set()
        keeper.keep(dict, waits=True)
        assert len(wrote) == 2
    assert caller not in wrote


def test_it_is_due_by_the_clock(clock):
    with Keeper(lambda *_: None, 30) as keeper:
        assert not keeper.is_due()
        assert keeper.is_worth_it()
        clock.now += 30
        assert keeper.is_due()
        keeper.keep(dict, waits=True)
        assert not keeper.is_due()


def test_it_takes_no_more_than_three_percent_of_the_time(clock):
    """A state that costs 0.6 s is kept every 20 s at most, whatever was asked for."""

    def write(plain, arrays):
        clock.worked += 0.5

    def state():
        clock.now += 0.1
        return {}

    with Keeper(write, 1) as keeper:
        keeper.keep(state, waits=True)
        clock.now += 19.9
        assert not keeper.is_due()
        assert not keeper.is_worth_it()
        clock.now += 0.2
        assert keeper.is_due()
        assert keeper.is_worth_it()
    assert keeper.spent_s == pytest.approx(0.6)


def failing(plain, arrays):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("ask", ["is_due", "is_worth_it"])
def test_a_writing_that_failed_is_raised_when_the_training_asks_next(ask):
    keeper = Keeper(failing, 30)
    keeper.keep(dict)
    with pytest.raises(OSError, match="No space"):
        while True:
            getattr(keeper, ask)()


def test_a_writing_that_failed_is_raised_at_the_end_at_the_latest():
    with pytest.raises(OSError, match="No space"), Keeper(failing, 30) as keeper:
        keeper.keep(dict)


def test_a_training_that_failed_itself_says_its_own_reason():
    with pytest.raises(KeyError), Keeper(failing, 30) as keeper:
        keeper.keep(dict)
        raise KeyError
