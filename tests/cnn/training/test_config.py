"""Settings are documented and bounded, and a mistake is named with what is allowed."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cnn.errors import ConfigError
from cnn.training.config import TrainingConfig, has_effect, settings
from cnn.training.settings.setting import Group, extra

FIELDS = TrainingConfig.model_fields

configs = st.builds(
    TrainingConfig,
    epochs=st.integers(1, 1000),
    batch_size=st.integers(1, 4096),
    learning_rate=st.floats(0, 10, exclude_min=True),
    optimizer=st.sampled_from(["rmsprop", "sgd", "adam", "adamw", "muon"]),
    seed=st.integers(0, 2**32 - 1),
    dropout=st.none() | st.floats(0, 0.9),
    schedule=st.sampled_from(["constant", "one_cycle", "cosine", "step", "plateau"]),
    average_decay=st.floats(0, 1, exclude_max=True),
    judged_by=st.sampled_from(["accuracy", "loss"]),
    patience=st.integers(0, 100),
    precision=st.sampled_from(["float32", "auto", "bfloat16"]),
)


def test_the_defaults_are_those_of_the_notebook():
    config = TrainingConfig()
    assert (config.epochs, config.batch_size, config.learning_rate, config.optimizer) == (2, 64, 0.001, "rmsprop")
    assert (config.validation_share, config.seed, config.dropout) == (0.1, 2, None)
    assert all(getattr(config, name) == 0 for name in settings("augmentation"))
    assert (config.schedule, config.weight_decay, config.label_smoothing, config.gradient_clip) == ("constant", 0, 0, 0)
    assert (config.average_decay, config.patience, config.members, config.views) == (0, 0, 1, 1)
    assert config.precision == "float32"


@given(configs)
def test_json_gives_the_same_settings_back(config):
    assert TrainingConfig.model_validate_json(config.model_dump_json()) == config
    assert TrainingConfig.of(config.model_dump()) == config


@pytest.mark.parametrize("name", FIELDS)
def test_every_setting_explains_itself(name):
    field = FIELDS[name]
    assert field.title
    assert field.description.endswith(".")
    assert set(extra(field)) == {"unit", "group", "step", "scale", "only_for"}


@pytest.mark.parametrize("name", FIELDS)
def test_what_a_setting_is_only_for_is_there_to_be_chosen(name):
    for other, values in extra(FIELDS[name])["only_for"].items():
        for value in values:
            assert getattr(TrainingConfig().changed(**{other: value}), other) == value


def test_every_setting_is_in_one_group_of_the_form():
    grouped = [name for group in get_args(Group) for name in settings(group)]
    assert sorted(grouped) == sorted(FIELDS)
    assert list(settings()) == list(FIELDS)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"epochs": 0}, "epochs = 0: input should be greater than or equal to 1."),
        ({"epochs": 1001}, "epochs = 1001: input should be less than or equal to 1000."),
        ({"epochs": 1.5}, "epochs = 1.5: "),
        ({"batch_size": 5000}, "batch_size = 5000"),
        ({"learning_rate": 0}, "learning_rate = 0: input should be greater than 0."),
        ({"learning_rate": float("nan")}, "learning_rate = nan: "),
        ({"learning_rate": float("inf")}, "learning_rate = inf: "),
        ({"learning_rate": "fast"}, "learning_rate = 'fast': "),
        ({"optimizer": "lion"}, "optimizer = 'lion': input should be 'rmsprop', 'sgd', 'adam', 'adamw' or 'muon'."),
        ({"validation_share": 1}, "validation_share = 1: input should be less than or equal to 0.9."),
        ({"validation_share": -0.1}, "validation_share = -0.1"),
        ({"seed": -1}, "seed = -1"),
        ({"dropout": 0.95}, "dropout = 0.95"),
        ({"momentum": 1}, "momentum = 1: input should be less than 1."),
        ({"shift_px": 9}, "shift_px = 9"),
        ({"rotation_deg": 90}, "rotation_deg = 90"),
        ({"zoom": 0.6}, "zoom = 0.6"),
        ({"device": "tpu"}, "device = 'tpu'"),
        ({"lr": 0.1}, "There is no setting 'lr'; there are epochs, batch_size, learning_rate"),
    ],
)
def test_a_mistake_is_one_sentence_with_what_was_found_and_what_is_allowed(values, sentence):
    for refused in (lambda: TrainingConfig.of(values), lambda: TrainingConfig().changed(**values)):
        with pytest.raises(ConfigError) as caught:
            refused()
        assert str(caught.value).startswith(sentence)
        assert "\n" not in str(caught.value)


def test_settings_do_not_change_once_they_are_made():
    config = TrainingConfig()
    with pytest.raises(ValidationError):
        config.epochs = 3
    assert config.changed(epochs=3).epochs == 3
    assert config.epochs == 2


def test_a_setting_has_an_effect_beside_those_it_is_for_alone():
    assert has_effect("momentum", {"optimizer": "sgd"})
    assert not has_effect("momentum", {"optimizer": "adam"})
    assert has_effect("epochs", {})
