"""The planned learning rate is drawn by the function that trains."""

import pytest

from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate
from dashboard.charts.schedule import MOST_POINTS, schedule_chart


def test_every_step_of_a_short_training_is_drawn_to_the_end_of_the_last():
    config = TrainingConfig(epochs=3, schedule="cosine", warmup_epochs=1)
    (line,) = schedule_chart(config, 10).data
    rates = [learning_rate(config, step, 30, 10) for step in range(30)]
    assert list(line.x) == pytest.approx([*(step / 10 for step in range(30)), 3])
    assert list(line.y) == pytest.approx([*rates, rates[-1]])


def test_a_long_training_is_thinned_and_keeps_its_ends():
    config = TrainingConfig(epochs=100, schedule="one_cycle")
    (line,) = schedule_chart(config, 600).data
    assert len(line.x) == MOST_POINTS + 1
    assert line.x[0] == 0
    assert line.x[-1] == 100
    assert line.y[-1] == learning_rate(config, 59_999, 60_000, 600)


def test_a_training_of_one_step_is_drawn():
    (line,) = schedule_chart(TrainingConfig(epochs=1), 1).data
    assert list(line.y) == [0.001, 0.001]


def test_the_axes_are_named_and_the_rate_begins_at_zero():
    layout = schedule_chart(TrainingConfig(), 10).layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("epoch", "learning rate")
    assert layout.yaxis.rangemode == "tozero"
