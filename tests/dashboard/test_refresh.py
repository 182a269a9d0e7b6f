"""A watched run is looked at often while it is young or about to end, and seldom in between."""

import pytest

from cnn.runs.record import State
from dashboard.refresh import BUDGET, PACES_S, Audience, changed_pace_s, patience_s, refresh_s


@pytest.mark.parametrize(
    ("time_s", "left_s", "expected_s"),
    [
        (0, None, 1),
        (9, 100, 1),
        (10, 100, 2),
        (24, 100, 2),
        (25, 100, 5),
        (50, 100, 10),
        (10_000, 10_000, 10),
        (10_000, None, 10),
        (200, 9.9, 5),
        (200, 3, 2),
        (200, 0, 1),
    ],
)
def test_a_look_costs_a_small_share_of_the_run_and_none_is_past_its_end(time_s, left_s, expected_s):
    assert refresh_s(patience_s(State(status="running", device="cpu", time_s=time_s, left_s=left_s))) == expected_s


def test_a_training_on_a_gpu_is_looked_at_every_second():
    assert patience_s(State(status="running", device="cuda:0", time_s=500, left_s=500)) == PACES_S[0]


@pytest.mark.parametrize(("crowd_s", "expected_s"), [(0, 1), (0.9, 1), (1.1, 2), (4, 5), (9, 10), (500, 10)])
def test_many_who_watch_look_less_often(crowd_s, expected_s):
    assert refresh_s(PACES_S[0], crowd_s) == expected_s
    assert refresh_s(PACES_S[-1], crowd_s) == 10


def test_another_pace_is_taken_where_it_is_needed_and_lasts():
    assert changed_pace_s(1, 1, 0.9) == 1
    assert changed_pace_s(1, 1, 1.1) == 5
    assert changed_pace_s(1, 1, 4) == 10
    assert changed_pace_s(5, 1, 4.9) == 5
    assert changed_pace_s(5, 1, 1.1) == 5
    assert changed_pace_s(5, 1, 0.9) == 2
    assert changed_pace_s(5, 1, 0.1) == 1


class Clock:
    """Time as the test sets it."""

    now_s = 0.0

    def __call__(self):
        return self.now_s


def test_all_looks_together_stay_within_the_budget():
    audience = Audience(Clock())
    assert audience.crowd_s() == 0
    for session in range(50):
        audience.looked(str(session), 0.02, 1)
        audience.looked(str(session), 0.02, 1)
    pace_s = audience.crowd_s()
    assert 49 * 0.02 / pace_s == pytest.approx(BUDGET)


def test_who_watches_alone_is_not_slowed_down():
    audience = Audience(Clock())
    audience.looked("one", 3.0, 1)
    assert audience.crowd_s() == 0


def test_who_does_not_look_any_more_is_not_counted():
    audience = Audience(clock := Clock())
    for session in ("one", "other", "gone"):
        audience.looked(session, 0.03, 1)
    three_s = audience.crowd_s()
    clock.now_s = 30
    for session in ("one", "other"):
        audience.looked(session, 0.03, 10)
    assert audience.crowd_s() == pytest.approx(three_s)
    clock.now_s = 65
    assert audience.crowd_s() == pytest.approx(three_s / 2)
    audience.looked("one", 0.03, 1)
    assert set(audience._gone_s) == {"one", "other"}
    clock.now_s = 200
    assert audience.crowd_s() == 0
