"""The probe trains for a moment and says how many seconds an image takes."""

import io
import sys
from types import SimpleNamespace

import pytest

from cnn.model.layers import Dense, Flatten
from cnn.training import probe
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial


@pytest.fixture
def trial(tiny) -> Trial:
    """A trial of the small network, on the CPU."""
    return Trial.of(tiny, TrainingConfig(device="cpu", batch_size=32))


def hand_over(monkeypatch, text):
    """Put text on standard input."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


def test_the_first_moments_are_not_counted_and_it_ends_when_it_saw_enough(trial, monkeypatch, progress):
    seen = []

    def train(architecture, config, images):
        assert images.images.shape[1:] == (1, 28, 28)
        assert len(images) % config.batch_size == 0
        for time_s, step in ((10.0, 1), (10.5, 11), (11.5, 21), (12.5, 41)):
            seen.append(step)
            yield progress(time_s, step)

    monkeypatch.setattr(probe, "train", train)
    assert probe.measure(trial) == pytest.approx(1.5 / (20 * 32))
    assert seen == [1, 11, 21]


@pytest.fixture
def progress():
    """Makes a sign of progress."""
    from cnn.training.events import Progress

    def make(time_s, step):
        return Progress(
            epoch=1, step=step, loss=1, accuracy=0, learning_rate=1e-5, images_per_s=1, time_s=time_s, left_s=1
        )

    return make


def test_a_real_network_is_measured(trial, monkeypatch, capsys):
    monkeypatch.setattr(probe, "ENOUGH_S", 0.01)
    hand_over(monkeypatch, trial.model_dump_json())
    assert probe.main() == 0
    assert 0 < float(capsys.readouterr().out) < 1


def test_a_network_that_cannot_be_trained_is_a_mistake_with_its_reason(tiny, monkeypatch, capsys):
    broken = tiny.model_copy(update={"layers": (Dense(units=10), Flatten())})
    hand_over(monkeypatch, Trial.of(broken, TrainingConfig()).model_dump_json())
    assert probe.main() == probe.MISTAKE
    assert "Layer 1" in capsys.readouterr().err
