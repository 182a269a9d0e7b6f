"""A watched run is looked at often while it is young or about to end, and seldom in between."""

import pytest

from cnn.runs.record import State
from dashboard.refresh import PACES_S, refresh_s


@pytest.mark.parametrize(
    ("time_s", "left_s", "expected_s"),
    [
        (0, None, 1),
        (9, 100, 1),
        (20, 100, 2),
        (49, 100, 2),
        (50, 100, 5),
        (100, 100, 10),
        (10_000, 10_000, 10),
        (10_000, None, 10),
        (200, 9.9, 5),
        (200, 3, 2),
        (200, 0, 1),
    ],
)
def test_a_look_costs_a_small_share_of_the_run_and_none_is_past_its_end(time_s, left_s, expected_s):
    assert refresh_s(State(status="running", device="cpu", time_s=time_s, left_s=left_s)) == expected_s


def test_a_training_on_a_gpu_is_looked_at_every_second():
    assert refresh_s(State(status="running", device="cuda:0", time_s=500, left_s=500)) == PACES_S[0]
