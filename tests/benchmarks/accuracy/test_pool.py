"""Networks of a pool are trained once, on the rows to learn from alone."""

import pytest

from benchmarks.accuracy import pool as pools
from benchmarks.accuracy.pool import Pool
from benchmarks.accuracy.rows import for_figures
from cnn.model.layers import Conv, Dense, Flatten
from cnn.presets import Preset


def tiny_layers(classes):
    return Conv(filters=2, size=5), Flatten(), Dense(units=classes)


@pytest.fixture
def make(tmp_path, digits):
    """A pool of a preset that trains in a moment, with other settings where given."""
    rows = for_figures(digits.train, judging=250)

    def made(**settings):
        preset = Preset("tiny", "Tiny", "Tiny.", "here", tiny_layers, {"epochs": 1, **settings})
        return Pool(tmp_path, preset, rows)

    return made


def test_a_network_is_trained_once_and_read_again(make, monkeypatch):
    first = make().network(0)
    assert first.probs.shape == (250, 10)
    assert first.time_s > 0
    monkeypatch.setattr(pools, "train", None)
    again = make().network(0)
    assert (again.probs == first.probs).all()
    assert (make(members=3).network(0).probs == first.probs).all()
    assert (make(views=3).network(0).probs != first.probs).any()


def test_another_seed_or_setting_is_another_network(make):
    first = make().network(0)
    assert (make().network(1).probs != first.probs).any()
    assert (make(learning_rate=0.01).network(0).probs != first.probs).any()
