"""Charts of a search: every trial at its place, the best so far, and which settings go with it."""

import pytest

from cnn.sweep.space import Options, Span
from cnn.sweep.trial import SweepTrial
from dashboard.charts.importances import importance_chart, importances_in_words
from dashboard.charts.parallel import parallel_chart, parallel_in_words, position
from dashboard.charts.trials import trial_chart, trials_in_words

RATES = Span(low=0.001, high=0.1, is_log=True)


def trial(number, value, fate="finished", **values):
    return SweepTrial(number + 100, number, values, fate, value, {})


TRIALS = [
    trial(0, 0.90, learning_rate=0.01, optimizer="sgd", momentum=0.5),
    trial(1, 0.50, "pruned", learning_rate=0.1, optimizer="adam"),
    trial(2, 0.99, learning_rate=0.001, optimizer="adam"),
    trial(3, None, "failed", learning_rate=0.1, optimizer="adam"),
    trial(4, None, "open", learning_rate=0.1, optimizer="adam"),
    trial(5, 0.95, learning_rate=0.001, optimizer="adam"),
]


class Plan:
    """As much of a plan as charts look at."""

    goal = "accuracy"
    space = {  # noqa: RUF012 - only read
        "learning_rate": RATES,
        "optimizer": Options(values=("adam", "sgd")),
        "momentum": Span(low=0.0, high=1.0, step=0.1),
    }


def test_each_trial_stands_at_what_it_leaves_to_be_desired():
    finished, pruned, best = trial_chart(TRIALS, "accuracy").data
    assert list(finished.x) == [1, 3, 6]
    assert list(finished.y) == pytest.approx([10, 1, 5])
    assert (list(pruned.x), list(pruned.y)) == ([2], [50])
    assert list(best.y) == pytest.approx([10, 1, 1])
    assert "99.00 %<br>learning rate 0.001, optimizer adam" in finished.text


def test_a_perfect_trial_has_a_place_on_the_log_axis():
    assert trial_chart([trial(0, 1.0)], "accuracy").data[0].y[0] > 0
    assert trial_chart([trial(0, 0.0)], "loss").data[0].y[0] > 0


def test_charts_are_said_in_words():
    assert trials_in_words(TRIALS, "accuracy") == "6 trials; the best so far is number 3, 99.00 %"
    assert trials_in_words(TRIALS[3:5], "loss") == "2 trials, none finished yet"
    assert parallel_in_words(TRIALS, Plan()) == "The best: 99.00 % (learning rate 0.001, optimizer adam)."
    assert importances_in_words({"learning_rate": 0.75}) == "Importance: Learning rate 75 %"


def test_a_value_stands_on_its_axis_by_decades_steps_or_options():
    assert position(RATES, 0.01) == pytest.approx(0.5)
    assert position(Span(low=0, high=20, step=1), 5) == 0.25
    assert position(Options(values=("a", "b", "c")), "b") == 0.5
    assert position(Options(values=("a",)), "a") == 0
    assert position(RATES, None) is None


def test_lines_go_through_their_settings_and_are_interrupted_where_one_has_no_effect():
    others, best = parallel_chart(TRIALS, Plan()).data
    assert list(best.y) == [pytest.approx(0), 0, None, pytest.approx(1), None]
    assert list(others.x) == [0, 1, 2, 3, None] * 3
    assert list(others.y)[:3] == [pytest.approx(0.5), 1, 0.5]


def test_the_most_important_setting_is_above():
    (bars,) = importance_chart({"learning_rate": 0.7, "batch_size": 0.3}).data
    assert list(bars.y) == ["Batch size", "Learning rate"]
    assert list(bars.x) == [30, 70]
