"""The reliability diagram shows each bin where it is, with its interval, and says the same in words."""

import pytest

from cnn.judging.calibration import reliability
from dashboard.charts.reliability import reliability_chart, reliability_in_words


def test_each_bin_is_a_point_with_its_interval_and_a_bar(evaluation):
    (one,) = reliability(evaluation, bins=5)
    line, found, bars = reliability_chart((one,)).data
    assert (line.x, line.y) == ((0, 100), (0, 100))
    assert found.x == (pytest.approx(80),)
    assert found.y == (pytest.approx(400 / 6),)
    assert found.y[0] + found.error_y.array[0] == pytest.approx(100 * one.interval[1])
    assert found.y[0] - found.error_y.arrayminus[0] == pytest.approx(100 * one.interval[0])
    assert bars.y == (6,)
    assert bars.x[0] == pytest.approx(50 * (one.low + one.high))


def test_it_is_told_in_words(evaluation):
    assert reliability_in_words(reliability(evaluation)) == ("Reliability diagram. 80 % sure: 67 % of 6 images right")
