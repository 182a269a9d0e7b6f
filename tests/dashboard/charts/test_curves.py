"""The curves of training: what was learned solid, what was judged dashed, the best epoch marked."""

import pytest

from dashboard.charts.curves import accuracy_chart, error_chart, loss_chart, rate_chart
from dashboard.history import MOST_POINTS, History


def test_training_is_solid_and_validation_dashed_with_markers(history):
    training, validation = loss_chart(history).data
    assert (training.name, training.line.dash, training.mode) == ("training", None, "lines")
    assert (validation.name, validation.line.dash, validation.mode) == ("validation", "dash", "lines+markers")


def test_points_lie_at_their_epochs(history):
    training, validation = loss_chart(history).data
    assert training.x == (0.5, 1.0, 1.5)
    assert training.y == (2.0, 1.0, 0.5)
    assert validation.x == (1.0, 2.0)
    assert loss_chart(history).layout.xaxis.range == (0, 4.08)


def test_accuracy_and_error_are_percent_and_add_up(history):
    accuracy, error = accuracy_chart(history).data, error_chart(history).data
    for right, wrong in zip(accuracy, error, strict=True):
        assert [a + b for a, b in zip(right.y, wrong.y, strict=True)] == pytest.approx([100] * len(right.y))


def test_the_error_rate_is_on_a_log_axis_that_never_sees_zero(log, started, progress):
    log.append(started)
    log.append(progress(10).model_copy(update={"accuracy": 1.0}))
    history = History(log)
    history.read_on()
    figure = error_chart(history)
    assert figure.layout.yaxis.type == "log"
    assert 0 not in figure.data[0].y
    assert figure.data[0].y == ()


def test_the_best_epoch_is_marked(history):
    (line,) = accuracy_chart(history).layout.shapes
    assert line.x0 == line.x1 == 1.0


def test_without_a_validation_part_there_is_one_curve(log, started, progress, epoch):
    for event in (started, progress(50), epoch(1, None), epoch(2, None)):
        log.append(event)
    history = History(log)
    history.read_on()
    assert [trace.name for trace in loss_chart(history).data] == ["training"]
    assert not accuracy_chart(history).layout.shapes


def test_the_learning_rate_begins_at_zero(history):
    assert rate_chart(history).layout.yaxis.rangemode == "tozero"
    assert set(rate_chart(history).data[0].y) == {0.001}


def test_long_runs_are_thinned(log, started, progress):
    log.append(started)
    with log.path.open("ab") as file:
        for step in range(1, 5001):
            file.write(progress(step, loss=1 / step).model_dump_json().encode() + b"\n")
    history = History(log)
    history.read_on()
    assert len(history.progress) == 5000
    assert len(loss_chart(history).data[0].x) <= MOST_POINTS


def test_every_axis_is_named(history):
    for chart in (loss_chart, accuracy_chart, error_chart, rate_chart):
        figure = chart(history)
        assert figure.layout.xaxis.title.text == "epoch"
        assert figure.layout.yaxis.title.text
