"""A step is judged by what the best one would have done."""

import math
from itertools import pairwise

import pytest

from cnn.training.step_sizes import RATES, StepSizes

BOWL = StepSizes(2.0, (0.01, 0.1, 1.0, 10.0), (1.9, 1.0, 1.8, math.nan))


def test_rates_rise_evenly_over_five_decades():
    assert (RATES[0], RATES[12], RATES[-1]) == (0.0001, 0.01, 10)
    assert all(1.3 < later / earlier < 1.7 for earlier, later in pairwise(RATES))


def test_the_best_rate_is_where_the_loss_is_lowest():
    assert BOWL.best_rate == 0.1
    assert BOWL.best_fall == 1.0


@pytest.mark.parametrize(
    ("rate", "after", "verdict"),
    [
        (0.01, 1.9, "too small"),
        (0.05, 1.5, "right"),
        (0.3, 1.2, "right"),
        (1.0, 1.8, "too large"),
        (2.0, 5.0, "too large"),
        (10.0, math.nan, "too large"),
        (10.0, math.inf, "too large"),
    ],
)
def test_a_step_is_judged_by_its_share_of_the_best_fall(rate, after, verdict):
    assert BOWL.verdict(rate, after) == verdict


@pytest.mark.parametrize("losses", [(0.0, 0.1), (math.nan, math.inf)], ids=str)
def test_where_the_loss_falls_nowhere_every_step_is_flat(losses):
    assert StepSizes(0.0, (0.1, 1.0), losses).verdict(0.1, 0.0) == "flat"
