"""A measured speed is kept for trainings of one speed, and scaled to the time of a whole training."""

import json

import pytest

from cnn.model.layers import Dense, Flatten
from cnn.training import speed
from cnn.training.config import TrainingConfig
from cnn.training.speed import MOST_KEPT, Trial, expected_s, keep_speed, known_speed, least_s

OFF = {"shift_px": 0, "gradient_clip": 0}
SLOW = {"shift_px": 2.0, "gradient_clip": 1.0}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("CNN_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def trial(tiny) -> Trial:
    """A trial of the small network."""
    return Trial.of(tiny, TrainingConfig())


@pytest.mark.parametrize(
    "changed",
    [
        {"epochs": 9},
        {"seed": 5},
        {"members": 3},
        {"learning_rate": 0.1},
        {"schedule": "cosine"},
        {"validation_share": 0.3},
        {"label_smoothing": 0.1},
    ],
)
def test_what_does_not_change_the_speed_is_no_other_trial(changed, tiny):
    assert Trial.of(tiny, TrainingConfig(**changed)) == Trial.of(tiny, TrainingConfig())
    assert Trial.of(tiny, TrainingConfig()).has(TrainingConfig(**changed).model_dump())


@pytest.mark.parametrize(
    "changed",
    [
        {"batch_size": 128},
        {"optimizer": "muon"},
        {"precision": "bfloat16"},
        {"device": "cpu"},
        {"dropout": 0.0},
        {"average_decay": 0.99},
        {"gradient_clip": 1.0},
        {"elastic_px": 1.0},
    ],
)
def test_what_changes_the_speed_is_another_trial(changed, tiny, trial):
    other = Trial.of(tiny, TrainingConfig(**changed))
    assert other.key != trial.key
    assert other.has(TrainingConfig(**changed).model_dump())
    assert not trial.has(TrainingConfig(**changed).model_dump())


def test_of_an_amount_only_matters_whether_there_is_any(tiny):
    assert Trial.of(tiny, TrainingConfig(shift_px=1)) == Trial.of(tiny, TrainingConfig(shift_px=3))


def test_the_networks_layers_matter_and_its_name_does_not(tiny, trial):
    config = TrainingConfig()
    assert Trial.of(tiny.model_copy(update={"name": "other"}), config) == trial
    assert Trial.of(tiny.model_copy(update={"layers": (Flatten(), Dense(units=10))}), config) != trial


def test_the_time_grows_with_rows_passes_and_networks_and_counts_validation_a_third():
    config = TrainingConfig(epochs=4, members=3, validation_share=0.25)
    assert expected_s(config, 1000, 0.01) == pytest.approx(0.01 * 4 * 3 * (750 + 250 / 3))
    assert expected_s(config.changed(validation_share=0), 1000, 0.01) == pytest.approx(0.01 * 4 * 3 * 1000)


def test_without_a_measurement_the_networks_operations_give_a_guess(tiny):
    config = TrainingConfig(epochs=4, validation_share=0)
    multiply_adds = 12 * 12 * 25 * 6 + 6 * 6 * 6 * 10  # a 5×5 filter at 12×12 places, then 216 numbers to 10
    assert least_s(tiny, config, 1000, "cpu") == pytest.approx(4 * 1000 * 3 * multiply_adds / 5e10)
    assert least_s(tiny, config, 1000, "cuda") < least_s(tiny, config, 1000, "mps")


def test_what_was_measured_is_known_again_for_this_trial_alone(tiny, trial):
    assert known_speed(trial) is None
    keep_speed(trial, 0.002)
    assert known_speed(trial) == 0.002
    assert known_speed(Trial.of(tiny, TrainingConfig(batch_size=8))) is None


@pytest.mark.parametrize("name", ["node", "python_version"])
def test_another_machine_or_version_is_measured_anew(name, trial, monkeypatch):
    keep_speed(trial, 0.002)
    monkeypatch.setattr(speed.platform, name, lambda: "another")
    assert known_speed(trial) is None


def test_the_oldest_measurements_make_room(trial, folder):
    keep_speed(trial, 0.002)
    speeds = {"old": 1.0} | {f"{number}": 0.1 for number in range(MOST_KEPT - 1)}
    (folder / "speeds.json").write_text(json.dumps(speeds))
    keep_speed(trial, 0.003)
    kept = json.loads((folder / "speeds.json").read_text())
    assert len(kept) == MOST_KEPT
    assert "old" not in kept
    assert known_speed(trial) == 0.003


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": "fast"}', b'{"a": -1}', b"\xff"])
def test_a_damaged_file_counts_as_none_and_is_replaced(content, trial, folder):
    (folder / "speeds.json").write_bytes(content)
    assert known_speed(trial) is None
    keep_speed(trial, 0.002)
    assert known_speed(trial) == 0.002
