"""A training's time is told before it starts, where it is known or worth measuring."""

import pytest

from cnn.cli import expectation
from cnn.training import probe
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, expected_s, keep_speed, known_speed

QUICK = {"epochs": 2, "optimizer": "adam", "learning_rate": 0.01, "device": "cpu"}
CONFIG = TrainingConfig(**QUICK)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))


@pytest.fixture
def measured(monkeypatch):
    """The trials that were measured, each at a hundredth of a second an image."""
    trials = []
    monkeypatch.setattr(probe, "measure", lambda trial: trials.append(trial) or 0.01)
    return trials


@pytest.fixture
def train(cnn, store, tiny, tmp_path):
    """Runs ``cnn train`` on the tiny network."""
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    options = [word for name, value in QUICK.items() for word in (f"--{name.replace('_', '-')}", value)]
    return lambda *words: cnn("train", "digits", "--architecture", path, "--runs", store.folder, *options, *words)


def test_a_short_training_is_not_measured_before_it_starts(train, measured):
    assert "Takes about" not in train().out
    assert measured == []


def test_a_long_one_is_measured_once_and_its_time_is_the_first_thing_told(train, measured, tiny, monkeypatch):
    monkeypatch.setattr(expectation, "WORTH_MEASURING_S", 0)
    assert train().out.startswith("Takes about 30 s.\nRun ")  # 1,350 images and a third of 150, twice
    assert measured == [Trial.of(tiny, CONFIG)]
    assert known_speed(measured[0]) == 0.01
    assert train().out.startswith("Takes about 30 s.")
    assert len(measured) == 1


def test_what_is_known_is_told_of_a_short_one_too(train, measured, tiny):
    keep_speed(Trial.of(tiny, CONFIG), 0.001)
    assert train().out.startswith("Takes about 3 s.")
    assert measured == []


def test_programs_get_it_as_an_object_before_the_events(train, tiny):
    keep_speed(Trial.of(tiny, CONFIG), 0.001)
    first, second, *_ = train("--json").records
    assert first == {"kind": "expected", "duration_s": pytest.approx(expected_s(CONFIG, 1500, 0.001))}
    assert second["kind"] == "started"


def test_a_network_for_other_pictures_is_refused_and_not_measured(cnn, store, measured, tmp_path, tiny, monkeypatch):
    monkeypatch.setattr(expectation, "WORTH_MEASURING_S", 0)
    path = tmp_path / "wide.json"
    path.write_text(tiny.model_dump_json().replace('"width":28', '"width":32'))
    answer = cnn("train", "digits", "--architecture", path, "--runs", store.folder)
    assert answer.status == 2
    assert "takes pictures of 32×28×1" in answer.err
    assert measured == []


def test_a_speed_that_cannot_be_kept_is_told_all_the_same(train, measured, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(expectation, "WORTH_MEASURING_S", 0)
    monkeypatch.setattr(expectation, "keep_speed", full)
    assert train().out.startswith("Takes about 30 s.")
