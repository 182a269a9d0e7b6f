"""Accuracy over cost: all points, the front joined, the chosen ringed, the best on top."""

import pytest

from cnn.runs.record import DataRecord, State
from cnn.runs.summary import Summary
from dashboard.charts.fronts import MOST_POINTS, front_chart, front_in_words, over_parameters, over_time

DATA = DataRecord(source="mnist", title="MNIST", class_names=("0",), shape=(1, 8, 8), rows=1000, fingerprint="f")


def run(run_id, accuracy, parameters=10, time_s=1.0, members=1):
    """A judged training."""
    return Summary(
        id=run_id,
        kind="train",
        name=run_id,
        tags=(),
        text="",
        created="2026-01-01T00:00:00",
        preset=None,
        network="net",
        parameters=parameters,
        data=DATA,
        settings={"members": members} if members > 1 else {},
        judged_rows=100,
        is_usable=True,
        state=State(status="finished", validation_accuracy=accuracy, time_s=time_s),
    )


RUNS = [run("small", 0.9, 10, 5), run("worse", 0.85, 20, 5), run("large", 0.99, 900, 2), run("whole", 1.0, 1000, 60)]


def test_the_front_is_joined_and_the_others_are_apart():
    figure = front_chart(over_parameters(RUNS), [])
    beaten, front, chosen = figure.data
    assert [each[0] for each in beaten.customdata] == ["worse"]
    assert [each[0] for each in front.customdata] == ["small", "large", "whole"]
    assert front.mode == "lines+markers"
    assert len(chosen.customdata) == 0
    assert beaten.marker.symbol != front.marker.symbol


def test_chosen_runs_are_ringed():
    figure = front_chart(over_time(RUNS), {"small", "gone"})
    assert [each[0] for each in figure.data[2].customdata] == ["small"]


def test_over_time_another_run_is_on_the_front():
    front = over_time(RUNS)
    assert [front.runs[place].id for place in front.front] == ["large", "whole"]
    assert front_in_words(front) == "Not beaten: large (2.0 s, 99.00 %); whole (60 s, 100.00 %)"


def test_no_mistake_is_half_an_image_and_more_accurate_is_higher():
    figure = front_chart(over_parameters(RUNS), [])
    assert figure.data[1].y[2] == 0.005
    bottom, top = figure.layout.yaxis.range
    assert bottom > top
    ticks = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert ticks[0.01] == "99"
    assert ticks[0.0001] == "99.99"


def test_all_networks_of_a_run_count():
    assert over_parameters([run("three", 0.9, 10, members=3)]).costs == (30,)


def test_what_was_not_judged_or_not_timed_is_left_out():
    runs = [run("judged", 0.9), run("never", None), run("untimed", 0.8, time_s=0.0), run("none", 0.7, parameters=None)]
    assert [each.id for each in over_parameters(runs).runs] == ["judged", "untimed"]
    assert [each.id for each in over_time(runs).runs] == ["judged", "none"]


def test_of_very_many_runs_the_front_and_the_newest_are_drawn():
    many = [run(f"{number}", 0.5, 50) for number in range(3 * MOST_POINTS)] + [run("best", 0.9, 5)]
    beaten, front, _ = front_chart(over_parameters(many), []).data
    assert len(beaten.x) == MOST_POINTS
    assert [each[0] for each in front.customdata] == ["best"]


def test_names_are_text():
    figure = front_chart(over_parameters([run("<b>x</b>", 0.9)]), [])
    assert "<b>" not in figure.data[1].text[0]


@pytest.mark.parametrize(
    ("costs", "ticks"),
    [
        ((150_000, 160_000), [150_000, 160_000]),
        ((10, 60), [10, 16, 24, 38, 60]),
        ((4, 90), [1, 2, 5, 10, 20, 50, 100, 200, 500]),
        ((5, 90_000), [1, 10, 100, 1_000, 10_000, 100_000]),
        ((7,), [7]),
    ],
)
def test_costs_are_told_in_round_numbers(costs, ticks):
    figure = front_chart(over_parameters([run(f"{cost}", 0.9, cost) for cost in costs]), [])
    assert list(figure.layout.xaxis.tickvals) == pytest.approx(ticks)
    assert figure.layout.xaxis.ticktext[0] == f"{ticks[0]:,}"


def test_no_run_is_an_empty_chart():
    assert all(len(trace.x) == 0 for trace in front_chart(over_time([]), []).data)
