"""The figures of a step show the losses and the filter that were computed."""

import math

import numpy as np
import plotly.graph_objects as go
import pytest

from cnn.training.step_sizes import StepSizes
from dashboard.charts import descent

SIZES = StepSizes(2.0, (0.01, 0.1, 1.0, 10.0), (1.9, 1.0, 1.8, math.inf))


def curve(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_the_loss_is_drawn_over_the_rate_with_what_the_slope_promises():
    figure = descent.rates_figure(SIZES, slope=10.0, rate=0.1, after=1.0)
    assert list(curve(figure, "after one step").y) == [1.9, 1.0, 1.8, None]
    assert list(curve(figure, "the slope's promise").y) == pytest.approx([1.9, 1.0, -8.0, -98.0])
    assert list(curve(figure, "this rate").y) == [1.0]
    low, high = figure.layout.yaxis.range
    assert low < 1.0 < 2.0 < high < 4


def test_a_step_that_explodes_leaves_the_picture_and_breaks_nothing():
    figure = descent.rates_figure(SIZES, 10.0, 10.0, math.inf)
    assert list(curve(figure, "this rate").y) == [None]
    assert list(descent.steps_figure((2.0, math.inf, math.nan)).data[0].y) == [2.0, None, None]
    assert descent.steps_figure((2.0, 1e9)).layout.yaxis.range[1] < 10


def test_the_filter_after_is_the_filter_before_less_rate_times_gradient():
    before, gradient = np.array([[[1.0, 0.0], [0.5, -1.0]]]), np.array([[[2.0, 0.0], [-1.0, 4.0]]])
    first, second, third = (np.array(trace.z, float) for trace in descent.filter_figure(before, gradient, 0.5).data)
    np.testing.assert_array_equal(first, before[0])
    np.testing.assert_array_equal(second, gradient[0])
    np.testing.assert_array_equal(third, [[0, 0], [1, -3]])


def test_filters_through_several_channels_are_laid_side_by_side():
    figure = descent.filter_figure(np.ones((3, 5, 5)), np.ones((3, 5, 5)), 0.1)
    assert np.array(figure.data[0].z).shape == (11, 11)


@pytest.mark.parametrize(("after", "lines"), [(1.5, 2), (math.inf, 1)])
def test_losses_are_marked_on_a_curve(after, lines):
    figure = descent.mark_losses(go.Figure(), 2.0, after)
    assert [shape.y0 for shape in figure.layout.shapes] == [2.0, 1.5][:lines]
    assert [note.text for note in figure.layout.annotations] == ["this batch", "after the step"][:lines]


def test_words_tell_the_curve():
    words = descent.rates_in_words(SIZES, 0.01, 1.9)
    assert words.endswith("lowest at 0.1, where it falls from 2 by 1; at 0.01 it is 1.9")
