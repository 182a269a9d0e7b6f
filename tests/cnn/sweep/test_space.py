"""What a search varies is derived from the configuration: its bounds, steps and scales."""

import pytest

from cnn.errors import ConfigError
from cnn.sweep.space import Options, Span, read_variation, usual_variation, varied_settings
from cnn.training.config import TrainingConfig

BASE = TrainingConfig()


def test_only_what_changes_what_is_learned_is_varied():
    names = set(varied_settings())
    assert {"learning_rate", "batch_size", "momentum", "dropout", "rotation_deg", "schedule", "weight_decay"} <= names
    assert not {"seed", "validation_share", "epochs", "members", "device", "judged_by", "patience"} & names


@pytest.mark.parametrize("name", varied_settings())
def test_every_usual_variation_stays_within_the_bounds_of_its_setting(name):
    how = usual_variation(name, BASE)
    ends = how.values if isinstance(how, Options) else (how.low, how.high)
    for value in ends:
        whole = isinstance(how, Span) and how.is_whole
        assert getattr(BASE.changed(**{name: int(value) if whole else value}), name) == pytest.approx(value)
    if isinstance(how, Span) and how.step:
        steps = (how.high - how.low) / how.step
        assert steps == pytest.approx(round(steps))


def test_a_log_scale_goes_a_decade_each_way_and_a_linear_one_twenty_steps():
    assert usual_variation("learning_rate", BASE) == Span(low=0.0001, high=0.01, is_log=True)
    assert usual_variation("batch_size", BASE) == Span(low=7, high=640, is_log=True, is_whole=True)
    assert usual_variation("rotation_deg", BASE) == Span(low=0, high=20, step=1)
    assert usual_variation("weight_decay", BASE) == Span(low=0, high=0.002, step=0.0001)
    assert usual_variation("optimizer", BASE).values == ("rmsprop", "sgd", "adam", "adamw", "muon")


def test_variations_are_read_as_they_are_typed():
    assert read_variation("learning-rate=1e-3..0.1", BASE)[1] == Span(low=0.001, high=0.1, is_log=True)
    assert read_variation("batch_size = 32, 64,32", BASE) == ("batch_size", Options(values=(32, 64)))
    assert read_variation("optimizer=adam,sgd", BASE)[1] == Options(values=("adam", "sgd"))
    assert read_variation("zoom=0..0.155", BASE)[1] == Span(low=0, high=0.15, step=0.01)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed", "cannot vary 'seed'"),
        ("nonsense", "cannot vary 'nonsense'"),
        ("learning_rate=0..1", "begin above it"),
        ("learning_rate=1..100", "learning_rate = 100"),
        ("dropout=0.5..0.1", "the second must be larger"),
        ("batch_size=x", "is a number, not 'x'"),
        ("batch_size=nan", "is a number, not 'nan'"),
        ("optimizer=adam,magic", "magic"),
        ("batch_size=1.5", "batch_size = 1.5"),
    ],
)
def test_what_cannot_be_varied_so_is_said(text, said):
    with pytest.raises(ConfigError, match=said):
        read_variation(text, BASE)
