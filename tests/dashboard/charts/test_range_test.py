"""Loss over rate on a log axis, the suggestion marked, what explodes out of the picture."""

import pytest

from cnn.training.events import RangePoint, RangeTested
from dashboard.charts.range_test import range_chart


def points(smoothed):
    """A point a decade from 1e-6."""
    return [
        RangePoint(step=k, steps=7, learning_rate=10 ** (k - 7), loss=loss + 0.1, smoothed_loss=loss, time_s=k)
        for k, loss in enumerate(smoothed, start=1)
    ]


CURVE = points([2.4, 2.3, 1.5, 0.5, 0.4, 9.0])
TESTED = RangeTested(suggested_learning_rate=0.0002, lowest_loss_rate=0.01, diverged=True, stopped=False, duration_s=3)


def test_the_loss_of_each_batch_is_pale_and_the_smoothed_one_full():
    batches, smoothed = range_chart(CURVE, None).data
    assert batches.x == smoothed.x == tuple(point.learning_rate for point in CURVE)
    assert batches.y == tuple(point.loss for point in CURVE)
    assert smoothed.y == tuple(point.smoothed_loss for point in CURVE)
    assert batches.opacity < 1
    assert batches.line.width < smoothed.line.width


def test_all_rates_that_are_tried_are_on_a_log_axis_from_the_beginning():
    for some in (CURVE[:1], CURVE):
        axis = range_chart(some, None).layout.xaxis
        assert axis.type == "log"
        assert axis.range == pytest.approx((-6, 1))


def test_the_suggestion_is_marked_on_the_curve():
    figure = range_chart(CURVE, TESTED)
    *_, mark = figure.data
    assert mark.name == "suggested: 0.0002"
    assert (mark.x, mark.y) == ((0.0002,), (1.5,))
    (line,) = figure.layout.shapes
    assert line.x0 == line.x1 == 0.0002


@pytest.mark.parametrize("tested", [None, TESTED.model_copy(update={"suggested_learning_rate": None})])
def test_without_a_suggestion_nothing_is_marked(tested):
    figure = range_chart(CURVE, tested)
    assert len(figure.data) == 2
    assert not figure.layout.shapes


def test_what_explodes_leaves_the_picture_and_the_fall_fills_it():
    low, high = range_chart(CURVE, None).layout.yaxis.range
    assert low == 0
    assert 2.4 < high < 9


def test_every_axis_is_named():
    layout = range_chart(CURVE, None).layout
    assert "learning rate" in layout.xaxis.title.text
    assert layout.yaxis.title.text == "loss"
