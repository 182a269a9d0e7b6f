"""Every seed is in the figure of an experiment, beside the mean."""

import pytest

from cnn.experiments import EXPERIMENTS
from cnn.experiments.results import results_of
from dashboard.charts.experiments import experiment_figure, in_words
from tests.cnn.experiments.quick import trial

CURVES = {"training_accuracies": (0.5, 0.9), "validation_accuracies": (0.4, 0.7)}


def made(name, seeds=2, arms=None):
    """Results in which the accuracy of each arm and seed is another."""
    experiment = EXPERIMENTS[name]
    shifts = tuple(0.9 - px / 10 for px in experiment.shifts_px)
    trials = [
        trial(arm.name, seed, 0.5 + number / 20 + seed / 100, parameters=1000 * (number + 1), **CURVES)
        for seed in range(seeds)
        for number, arm in enumerate(experiment.arms[:arms])
    ]
    return results_of(experiment, [it.model_copy(update={"shifted_accuracies": shifts}) for it in trials])


def traces(figure, mode):
    return [trace for trace in figure.data if trace.mode == mode]


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize(("seeds", "arms"), [(0, None), (1, 1), (1, None), (3, None)])
def test_it_is_drawn_whatever_is_done_so_far(name, seeds, arms):
    results = made(name, seeds, arms)
    assert experiment_figure(results).layout.height
    assert in_words(results).startswith(f"{EXPERIMENTS[name].title}, mean accuracy by network: ")


def test_parameters_are_on_a_log_axis_with_a_line_for_each_kind_of_network():
    figure = experiment_figure(made("parameters"))
    lines = {line.name: line for line in traces(figure, "lines+markers")}
    assert list(lines["CNN"].x) == [1000, 2000, 3000, 4000]
    assert list(lines["fully connected"].y) == pytest.approx([70.5, 75.5, 80.5, 85.5])
    assert sum(len(dots.x) for dots in traces(figure, "markers")) == 16
    assert figure.layout.xaxis.type == "log"


def test_pixels_in_order_and_shuffled_are_joined_seed_by_seed():
    figure = experiment_figure(made("shuffled", seeds=3))
    pairs = traces(figure, "lines")
    assert [list(pair.x) for pair in pairs] == [[0, 1]] * 3 + [[3, 4]] * 3
    assert sorted(tuple(pair.y) for pair in pairs[:3]) == [pytest.approx((50 + seed, 55 + seed)) for seed in range(3)]
    means = [trace.y[0] for trace in traces(figure, "markers") if len(trace.x) == 1]
    assert means == pytest.approx([51, 56, 61, 66])


def test_shifts_are_drawn_with_a_band_for_each_network():
    figure = experiment_figure(made("shifted"))
    lines = traces(figure, "lines+markers")
    assert [line.name for line in lines] == ["CNN", "fully connected", "CNN, global pooling"]
    assert list(lines[0].x) == [0, 1, 2, 3, 4, 5, 6]
    assert len([trace for trace in figure.data if trace.fill == "toself"]) == 3


def test_training_is_solid_and_validation_dashed():
    lines = traces(experiment_figure(made("pooling")), "lines+markers")
    assert [(line.name, line.line.dash) for line in lines] == [
        ("with pooling, training", "solid"),
        ("with pooling, validation", "dash"),
        ("without pooling, training", "solid"),
        ("without pooling, validation", "dash"),
    ]
    assert list(lines[1].y) == pytest.approx([40, 70])


def test_words_tell_the_means():
    assert in_words(made("pooling")).endswith("with pooling 50.5 %, without pooling 55.5 %")
    assert in_words(made("pooling", seeds=0)).endswith("none yet")
