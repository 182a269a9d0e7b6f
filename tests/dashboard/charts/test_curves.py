"""The curves of training: what was learned solid, what was judged dashed, the best epoch marked."""

import pytest

from dashboard.charts.curves import accuracy_chart, error_chart, loss_chart, rate_chart
from dashboard.history import MOST_POINTS, History


def curves(figure):
    """The lines, without the stars on them."""
    return [trace for trace in figure.data if trace.mode != "markers"]


def test_training_is_solid_and_validation_dashed_with_markers(history):
    training, validation = curves(loss_chart(history))
    assert (training.name, training.line.dash, training.mode) == ("training", None, "lines")
    assert (validation.name, validation.line.dash, validation.mode) == ("validation", "dash", "lines+markers")


def test_points_lie_at_their_epochs(history):
    training, validation = curves(loss_chart(history))
    assert training.x == (0.5, 1.0, 1.5)
    assert training.y == (2.0, 1.0, 0.5)
    assert validation.x == (1.0, 2.0)
    assert loss_chart(history).layout.xaxis.range == (0, 4.08)


def test_accuracy_and_error_are_percent_and_add_up(history):
    accuracy, error = curves(accuracy_chart(history)), curves(error_chart(history))
    for right, wrong in zip(accuracy, error, strict=True):
        assert [a + b for a, b in zip(right.y, wrong.y, strict=True)] == pytest.approx([100] * len(right.y))


def test_the_error_rate_is_on_a_log_axis_that_never_sees_zero(read, started, progress):
    figure = error_chart(read(started, progress(10).model_copy(update={"accuracy": 1.0})))
    assert figure.layout.yaxis.type == "log"
    assert figure.data[0].y == ()


def test_the_best_epoch_is_marked_by_a_line_and_a_star(history):
    (line,) = accuracy_chart(history).layout.shapes
    assert line.x0 == line.x1 == 1.0
    _, judged, star = accuracy_chart(history).data
    assert (star.name, star.marker.symbol, star.marker.color) == ("best", "star", judged.line.color)
    assert (star.x, star.y) == (judged.x[:1], judged.y[:1])
    assert not accuracy_chart(history).layout.annotations


def test_without_a_choice_there_is_no_best(read, started, progress, epoch):
    history = read(started, progress(50), epoch(1))
    assert [trace.name for trace in loss_chart(history).data] == ["training", "validation"]
    assert not loss_chart(history).layout.shapes


@pytest.mark.parametrize(("how", "word"), [("stopped", "stopped"), ("stopped_early", "ended early")])
def test_where_training_ended_before_its_time_is_marked(how, word, read, started, progress, epoch, ending):
    history = read(started, progress(50), epoch(1), progress(150), epoch(2), ending(**{how: True}))
    _, line = loss_chart(history).layout.shapes
    assert line.x0 == 2.0
    assert [it.text for it in loss_chart(history).layout.annotations] == [word]


def test_the_end_of_all_epochs_is_not_marked(read, started, progress, epoch, ending):
    history = read(started, *(epoch(number) for number in range(1, 5)), ending())
    assert len(loss_chart(history).layout.shapes) == 1
    assert not loss_chart(history).layout.annotations


def test_without_a_validation_part_there_is_one_curve(read, started, progress, epoch):
    history = read(started, progress(50), epoch(1, None), epoch(2, None))
    assert [trace.name for trace in loss_chart(history).data] == ["training"]
    assert not accuracy_chart(history).layout.shapes


def test_each_network_has_its_colour_its_star_and_its_name(several):
    figure = accuracy_chart(several)
    assert [(trace.name, trace.mode) for trace in figure.data] == [
        ("1", "lines"),
        ("1, validation", "lines+markers"),
        ("1, best", "markers"),
        ("2", "lines"),
        ("2, validation", "lines+markers"),
    ]
    first, first_judged, star, second, second_judged = figure.data
    assert first.line.color == first_judged.line.color == star.marker.color
    assert star.marker.color != second.line.color == second_judged.line.color
    assert first_judged.line.dash == "dash"
    assert (star.marker.symbol, star.x) == ("star", first_judged.x[1:])
    assert second_judged.x == (1.0,)
    assert [trace.showlegend for trace in figure.data] == [None, False, False, None, False]
    assert figure.layout.legend.title.text == "network"


def test_the_network_being_trained_stands_out_until_all_are_done(several, ending):
    assert [trace.opacity for trace in curves(loss_chart(several))] == [0.35, 0.35, 1, 1]
    several.ending = ending()
    assert {trace.opacity for trace in curves(loss_chart(several))} == {1}


def test_many_networks_are_told_apart_by_pointing_at_them(read, started, progress):
    figure = loss_chart(read(started, *(progress(50, member=member) for member in range(1, 16))))
    assert len(figure.data) == 15
    assert figure.layout.showlegend is False
    assert figure.data[14].hovertemplate.startswith("network 15, training")


def test_a_fall_of_the_rate_shows_even_where_epochs_are_too_fast_for_progress(read, started, epoch):
    fallen = epoch(2).model_copy(update={"learning_rate": 0.0005})
    (line,) = rate_chart(read(started, epoch(1), fallen)).data
    assert (line.x, line.y) == ((1.0, 2.0), (0.001, 0.0005))


def test_the_learning_rate_begins_at_zero(history):
    assert rate_chart(history).layout.yaxis.rangemode == "tozero"
    assert set(rate_chart(history).data[0].y) == {0.001}


@pytest.mark.parametrize("members", [1, 5])
def test_long_runs_are_thinned(members, log, started, progress):
    log.append(started)
    with log.path.open("ab") as file:
        for member in range(1, members + 1):
            for step in range(1, 5001):
                file.write(progress(step, 1 / step, member).model_dump_json().encode() + b"\n")
    history = History(log)
    history.read_on()
    assert len(history.courses[0].curve("loss")[0]) == 5000
    for chart in (loss_chart, rate_chart):
        assert sum(len(trace.x) for trace in chart(history).data) <= MOST_POINTS


def test_every_axis_is_named(history):
    for chart in (loss_chart, accuracy_chart, error_chart, rate_chart):
        figure = chart(history)
        assert figure.layout.xaxis.title.text == "epoch"
        assert figure.layout.yaxis.title.text
