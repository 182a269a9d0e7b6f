"""The margin of a mean is Student's."""

import math

import numpy as np
import pytest
from scipy import stats

from cnn.experiments import EXPERIMENTS
from cnn.judging.student import MOST, T95, margin


def test_the_table_is_students_t():
    assert [stats.t.ppf(0.975, df) for df in range(1, len(T95) + 1)] == pytest.approx(T95, abs=6e-4)


def test_the_margin_is_half_of_students_interval():
    values = (0.1, 0.3, 0.2, 0.6, 0.4)
    interval = stats.t.interval(0.95, 4, loc=np.mean(values), scale=stats.sem(values))
    assert np.mean(values) + margin(values) == pytest.approx(interval[1], rel=1e-4)


def test_a_single_number_says_nothing_of_others():
    assert margin((0.5,)) == math.inf


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def test_the_table_is_long_enough_for_the_seeds_of_an_experiment(experiment):
    assert experiment.seeds <= MOST
