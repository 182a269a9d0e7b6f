"""Curves of several runs: each with a colour, a dash and a mark of its own, over epochs or seconds."""

import pytest

from cnn.runs.log import EventLog
from cnn.training.events import EpochFinished, Progress, Started
from dashboard.charts.run_curves import curves_in_words, run_curves_chart
from dashboard.history import History


def told(tmp_path, name, steps_per_epoch, accuracies, member=1):
    """The history of a run with these validation accuracies."""
    log = EventLog(tmp_path / name)
    rows = {"training_rows": 10, "validation_rows": 5, "parameters": 1, "device": "cpu"}
    log.append(Started(epochs=len(accuracies), steps_per_epoch=steps_per_epoch, **rows))
    for epoch, accuracy in enumerate(accuracies, 1):
        step = epoch * steps_per_epoch
        common = {"epoch": epoch, "step": step, "loss": 1 / epoch, "learning_rate": 0.1, "time_s": 2.0 * epoch}
        log.append(Progress(**common, accuracy=1 - 0.5 / epoch, images_per_s=1, left_s=0, member=member))
        judged = {"validation_loss": None if accuracy is None else 0.5, "validation_accuracy": accuracy}
        log.append(EpochFinished(**common, accuracy=0.5, best=True, member=member, **judged))
    history = History(log)
    history.read_on()
    return history


@pytest.fixture
def histories(tmp_path):
    return {"one": told(tmp_path, "one", 10, [0.9, 0.95, 1.0]), "<i>two": told(tmp_path, "two", 4, [0.8, 0.7])}


def test_each_run_has_its_colour_dash_and_mark(histories):
    figure = run_curves_chart(histories, "error", "epochs")
    first, second = figure.data[1], figure.data[3]
    assert first.line.color != second.line.color
    assert first.line.dash != second.line.dash
    assert first.marker.symbol != second.marker.symbol
    assert figure.data[0].line.color == first.line.color
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == ["one", "&lt;i&gt;two"]


def test_runs_with_other_batches_meet_at_the_same_epochs(histories):
    figure = run_curves_chart(histories, "error", "epochs")
    assert list(figure.data[1].x) == [1, 2, 3]
    assert list(figure.data[3].x) == [1, 2]
    assert list(figure.data[1].y) == pytest.approx([10, 5, 0.01])  # a log axis has no zero
    assert list(run_curves_chart(histories, "loss", "seconds").data[1].x) == [2, 4, 6]


def test_without_a_validation_part_the_training_is_named(tmp_path):
    figure = run_curves_chart({"blind": told(tmp_path, "blind", 4, [None, None])}, "loss", "epochs")
    (trace,) = figure.data
    assert trace.showlegend
    assert trace.name == "blind"


def test_a_run_without_a_log_is_left_out(tmp_path, histories):
    figure = run_curves_chart({"empty": History(EventLog(tmp_path / "none")), **histories}, "loss", "epochs")
    assert len(figure.data) == 4


def test_the_ends_in_words(histories):
    assert curves_in_words(histories, "error") == (
        "The error rate (%) on the validation part: one 0.01 after 3 epochs; <i>two 30 after 2 epochs"
    )
