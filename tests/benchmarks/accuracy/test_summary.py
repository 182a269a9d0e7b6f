"""Figures of presets, from probabilities made by hand."""

import numpy as np
import pytest

from benchmarks.accuracy.pool import Trained
from benchmarks.accuracy.summary import summarise

LABELS = np.array([0, 1, 1, 0])


def network(first_class, time_s=1.0):
    """One that gives class 0 these probabilities."""
    first = np.array(first_class, np.float32)
    return Trained(np.stack([first, 1 - first], 1), time_s)


ALL_RIGHT = network([0.9, 0.1, 0.1, 0.9], 2.0)
ONE_WRONG = network([0.9, 0.1, 0.6, 0.9], 4.0)
TWO_WRONG = network([0.9, 0.6, 0.6, 0.9], 9.0)


def test_single_networks_are_averaged_with_their_deviation():
    found = summarise("any", 1, [ALL_RIGHT, ONE_WRONG, TWO_WRONG], LABELS)
    assert found.mean == pytest.approx((1 + 0.75 + 0.5) / 3)
    assert found.deviation == pytest.approx(np.std([1, 0.75, 0.5], ddof=1))
    assert (found.networks, found.time_s) == (3, 4.0)


def test_an_ensemble_averages_probabilities_and_adds_up_the_time():
    found = summarise("any", 2, [ALL_RIGHT, TWO_WRONG], LABELS)
    assert found.mean == 1.0  # (0.1 + 0.6) / 2 leans to the right side
    assert (found.deviation, found.time_s) == (0.0, 2 * 5.5)


def test_ensembles_are_drawn_from_the_pool_without_repeating_a_network():
    found = summarise("any", 2, [ALL_RIGHT, ONE_WRONG, TWO_WRONG], LABELS)
    assert found.mean == pytest.approx((1 + 1 + 0.75) / 3)  # the three pairs
    assert "ensembles of 2 of 3" in str(found)
