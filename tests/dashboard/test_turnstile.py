"""A few wrong passwords are free; then each costs a wait, whoever comes from there and however many at once."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest

from cnn.errors import VisitorError
from dashboard.turnstile import FORGOTTEN_S, FREE_TRIES, LONGEST_S, MOST_KEPT, Turnstile


class Clock:
    """Time as the test sets it."""

    now_s = 1000.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def turnstile(clock):
    return Turnstile(clock)


def wrong():
    return False


def right():
    return True


def test_a_few_tries_are_free_then_each_waits_longer(turnstile, clock):
    for _ in range(FREE_TRIES):
        assert not turnstile.passes("a", wrong)
    for wait_s in (2, 4, 8, 16, 32, LONGEST_S, LONGEST_S):
        with pytest.raises(VisitorError, match=f"wait {wait_s:g} seconds"):
            turnstile.passes("a", right)
        clock.now_s += wait_s - 1
        with pytest.raises(VisitorError, match="wait 1 second, then"):
            turnstile.passes("a", right)
        clock.now_s += 1
        assert not turnstile.passes("a", wrong)


def test_while_it_waits_the_password_is_not_looked_at(turnstile):
    for _ in range(FREE_TRIES):
        turnstile.passes("a", wrong)
    with pytest.raises(VisitorError):
        turnstile.passes("a", lambda: pytest.fail("it was looked at"))


def test_others_elsewhere_do_not_wait(turnstile):
    for _ in range(FREE_TRIES):
        turnstile.passes("a", wrong)
    assert turnstile.passes("b", right)


def test_who_is_right_does_not_make_up_for_who_guesses(turnstile):
    for _ in range(FREE_TRIES - 1):
        turnstile.passes("a", wrong)
    assert turnstile.passes("a", right)
    turnstile.passes("a", wrong)
    with pytest.raises(VisitorError):
        turnstile.passes("a", right)


def test_it_is_forgotten_after_a_while(turnstile, clock):
    for _ in range(FREE_TRIES):
        turnstile.passes("a", wrong)
    clock.now_s += FORGOTTEN_S + 1
    assert not turnstile.passes("a", wrong)
    assert turnstile.passes("a", right)


def test_many_at_once_do_not_slip_through(turnstile):
    looked, start = [], Barrier(40)

    def look():
        looked.append(1)
        return False

    def try_it():
        start.wait()
        with suppress(VisitorError):
            turnstile.passes("a", look)

    threads = [Thread(target=try_it) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == FREE_TRIES


def test_no_more_addresses_are_kept_than_there_is_room_for(turnstile):
    for number in range(MOST_KEPT + 50):
        turnstile.passes(str(number), wrong)
    assert len(turnstile._tries) == MOST_KEPT
