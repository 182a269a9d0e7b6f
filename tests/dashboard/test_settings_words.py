"""Settings are said as in the form, and only what is not as usual."""

import pytest

from cnn.training.config import TrainingConfig
from dashboard.settings_words import configuration_in_words, setting_in_words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("optimizer", "adamw", "AdamW"),
        ("schedule", "one_cycle", "one cycle"),
        ("schedule", "cosine", "cosine"),
        ("learning_rate", 0.001, "0.001"),
        ("shift_px", 2.0, "2 px"),
        ("rotation_deg", 12.0, "12 degrees"),
        ("batch_size", 1024, "1,024"),
        ("dropout", None, "as designed"),
        ("momentum", None, "–"),
    ],
)
def test_a_value_in_words(name, value, words):
    assert setting_in_words(name, value) == words


def test_a_configuration_in_a_line():
    assert configuration_in_words({}) == "2 epochs, batch 64, RMSprop 0.001"
    changed = {"epochs": 1, "optimizer": "adam", "momentum": 0.5, "shift_px": 2.0, "members": 3, "seed": 9}
    assert configuration_in_words(changed) == "1 epoch, batch 64, Adam 0.001, shift 2 px, networks 3"


def test_every_setting_can_be_said():
    for name, value in TrainingConfig().model_dump().items():
        assert setting_in_words(name, value)
