"""Architectures go to JSON and back; foreign JSON is refused with a sentence."""

import json

import pytest
from hypothesis import given

from cnn.errors import SpecError
from cnn.model.architecture import SCHEMA, Architecture, parse_architecture
from cnn.model.layers import RELU, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import find_preset
from tests.strategies import any_architectures

CONV = {"kind": "conv", "filters": 2, "size": 3}
INPUT = {"width": 28, "height": 28, "depth": 1}


def residual(*layers):
    return {"kind": "residual", "layers": [*layers]}


def description(*layers, **changes):
    return {"name": "mine", "input": INPUT, "layers": [*layers]} | changes


@given(any_architectures())
def test_json_gives_the_same_architecture_back(architecture):
    assert parse_architecture(json.loads(architecture.model_dump_json())) == architecture


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (description(CONV, schema_version=SCHEMA + 1), "newer release"),
        (description(CONV, {"kind": "capsule"}), "layer 2"),
        (description(CONV | {"filters": -1}), "layer 1 · conv · filters: Input should be greater than or equal to 1"),
        (description(CONV | {"filters": 10**9}), "filters: Input should be less than or equal to 4096"),
        (description(CONV | {"colour": 2}), "colour: Extra inputs are not permitted"),
        (description(CONV | {"dilation": 0}), "dilation: Input should be greater than or equal to 1"),
        (description(CONV | {"groups": 5000}), "groups: Input should be less than or equal to 4096"),
        (description(CONV | {"size": 4, "padding": "same"}), "layer 1 · conv: padding `same` needs an odd size"),
        (description(CONV | {"size": 4, "padding": "same", "dilation": 3}), "not size 4, dilation 3 and stride 1"),
        (description(CONV | {"stride": 2, "padding": "same"}), "stride 1"),
        (description(residual()), "layer 1 · residual · layers: Tuple should have at least 1 item"),
        (
            description(CONV, residual(CONV, CONV | {"filters": 0})),
            "layer 2.2 · conv · filters: Input should be greater",
        ),
        (
            description(residual(residual(CONV))),
            "layer 1 · residual · layers: a residual block cannot lie inside another",
        ),
        (description(residual(*[CONV] * 21)), "at most 20 items"),
        (description({"kind": "dropout", "rate": 1.0}), "rate: Input should be less than 1"),
        (description({"kind": "dropout", "rate": float("nan")}), "rate"),
        (description(), "at least 1 item"),
        (description(*[CONV] * 1000), "at most 200 items"),
        (description(CONV, input=INPUT | {"width": 0}), "width"),
        (description(CONV, input=INPUT | {"height": -28}), "height"),
        (description(CONV, input=INPUT | {"depth": 10**9}), "depth"),
        (description(CONV, name="x" * 1000), "name"),
        ({"name": "no layers", "input": INPUT}, "layers: Field required"),
        (["conv"], "Not an architecture"),
        (None, "Not an architecture"),
        ("conv", "Not an architecture"),
    ],
)
def test_what_is_no_architecture_is_refused_with_its_place(value, sentence):
    with pytest.raises(SpecError) as caught:
        parse_architecture(value)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_kernel_larger_than_its_input_is_refused():
    architecture = parse_architecture(description(CONV | {"size": 40}))
    with pytest.raises(SpecError, match="Layer 1"):
        walk(architecture)


def test_a_dropout_override_changes_the_dropout_layers_and_nothing_else():
    before = find_preset("notebook").architecture(Volume(28, 28, 1), 10)
    after = before.with_dropout(0.4)
    assert [layer.rate for layer in after.layers if isinstance(layer, Dropout)] == [0.4, 0.4, 0.4]
    others = [[layer for layer in it.layers if not isinstance(layer, Dropout)] for it in (before, after)]
    assert others[0] == others[1]


def test_dropout_inside_a_residual_block_is_overridden_too():
    block = Residual(layers=(Conv(filters=2, size=3, padding="same"), Dropout(rate=0.1), RELU))
    network = Architecture(name="deep", input=Volume(8, 8, 2), layers=(block, Flatten(), Dense(units=2)))
    changed = network.with_dropout(0.5).layers[0]
    assert changed == Residual(layers=(Conv(filters=2, size=3, padding="same"), Dropout(rate=0.5), RELU))


def test_a_network_of_the_first_release_is_read_and_written_as_it_was():
    written = {
        "schema_version": 1,
        "name": "old",
        "input": INPUT,
        "layers": [
            {"kind": "conv", "filters": 32, "size": 5, "stride": 1, "padding": "valid", "bias": True},
            {"kind": "activation", "function": "relu"},
            {"size": 2, "stride": None, "kind": "max_pool"},
            {"size": 3, "stride": 2, "kind": "avg_pool"},
            {"kind": "flatten"},
            {"kind": "dense", "units": 10, "bias": True},
        ],
    }
    network = parse_architecture(written)
    assert network.layers == (
        Conv(filters=32, size=5), RELU, MaxPool(size=2), AvgPool(size=3, stride=2), Flatten(), Dense(units=10)
    )  # fmt: skip
    assert json.loads(network.model_dump_json()) == written


@pytest.mark.parametrize(
    ("layer", "name", "value"),
    [(Conv(filters=4, size=3, dilation=2), "dilation", 2), (Conv(filters=4, size=3, groups=2), "groups", 2),
     (MaxPool(size=2, padding=1), "padding", 1)],
)  # fmt: skip
def test_what_later_releases_added_is_written_where_it_is_used(layer, name, value):
    assert layer.model_dump()[name] == value
    assert type(layer).model_validate(layer.model_dump()) == layer
