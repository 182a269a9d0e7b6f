"""The loss curve and the bars of a batch."""

import numpy as np
import pytest

from dashboard.charts.loss import batch_figure, curve_figure


def test_curve_is_minus_the_logarithm_with_the_picture_on_it():
    curve, picture = curve_figure(0.25, -np.log(0.25), 10, 0.0).data
    np.testing.assert_allclose(curve.y, -np.log(np.array(curve.x) / 100), rtol=1e-6)
    assert (picture.x[0], picture.y[0]) == pytest.approx((25, 1.386), abs=1e-3)


def test_smoothing_adds_its_curve_which_rises_again():
    plain, smoothed, _ = curve_figure(0.5, 0.7, 10, 0.1).data
    assert smoothed.name == "ε = 0.1"
    assert smoothed.x[int(np.argmin(smoothed.y))] == pytest.approx(91, abs=1)
    assert smoothed.y[-1] > min(smoothed.y)
    assert plain.y[-1] == min(plain.y)


def test_an_expensive_mistake_is_not_cut_off():
    assert curve_figure(1e-6, 13.8, 10, 0.0).layout.yaxis.range[1] > 13.8


def test_batch_is_sorted_with_its_mean():
    figure = batch_figure(np.array([0.1, 2.0, 0.3]))
    assert list(figure.data[0].y) == [2.0, 0.3, 0.1]
    assert figure.layout.shapes[0].y0 == pytest.approx(0.8)
