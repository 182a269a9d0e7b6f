"""Where a number is said to come from makes the very number that PyTorch computes."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.data.normalisation import Normalisation
from cnn.inside.origin import Joined, Normalised, Pooled, Unchanged, WeightedSum
from cnn.inside.passage import pass_through
from cnn.inside.tracing import origin_of, strongest
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import (
    RELU,
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    MaxPool,
    Residual,
)
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.reading.predict import Member, Predictor
from tests.strategies import sound_architectures

EVERY_KIND = (
    Conv(filters=4, size=3, padding="same"),
    BatchNorm(),
    Activation(function="leaky_relu"),
    Conv(filters=6, size=3, stride=2, padding=2, dilation=2, groups=2, bias=False),
    MaxPool(size=3, stride=2, padding=1),
    AvgPool(size=2, stride=1, padding=1),
    Dropout(rate=0.5),
    Residual(layers=(Conv(filters=6, size=3, padding="same"), BatchNorm(), RELU)),
    Residual(layers=(Conv(filters=8, size=3, stride=2, padding=1), RELU)),
    Flatten(),
    RELU,
    Dense(units=9),
    Residual(layers=(Dense(units=5),)),
    BatchNorm(),
    Dense(units=3, bias=False),
)


def on_its_way(architecture, seed=0):
    """A network with random weights, statistics and biases, in reading mode, and a random picture's way through it."""
    network = Network(architecture, seed).eval()
    random = torch.Generator().manual_seed(seed)
    for name, values in network.state_dict().items():
        if values.is_floating_point():
            at_least = 0.5 if name.endswith("var") else -0.5
            values.copy_(torch.rand(values.shape, generator=random) + at_least)
    volume = architecture.input
    picture = np.random.default_rng(seed).integers(0, 256, (volume.depth, volume.height, volume.width), np.uint8)
    predictor = Predictor((Member(network, Normalisation(mean=0.1, std=0.3)),), ("a", "b", "c"))
    return network, pass_through(predictor, picture)


def cells(numbers, count=6):
    """Some cells of a layer's output: its corners and others."""
    shape = (*numbers.shape, 1, 1)[:3]
    flat = np.unique(np.linspace(0, np.prod(shape) - 1, count).astype(int))
    return [tuple(int(side) for side in np.unravel_index(place, shape)) for place in flat]


def assert_origins_are_true(architecture, seed=0):
    network, passage = on_its_way(architecture, seed)
    x = torch.from_numpy(passage.x)[None]
    with torch.inference_mode():
        np.testing.assert_allclose(passage.logits, network(x)[0].numpy(), rtol=1e-5, atol=1e-5)
        for place, module in enumerate(network.layers):
            x = module(x)
            for cell in cells(passage.outputs[place]):
                expected = x[0][cell if x.ndim == 4 else cell[0]].item()
                found = origin_of(network, passage, place, cell).total
                scale = float(np.abs(passage.outputs[place]).max())
                assert found == pytest.approx(expected, rel=1e-4, abs=1e-5 * max(1.0, scale)), passage.steps[place]


def test_every_kind_of_layer_is_told_as_it_computes():
    assert_origins_are_true(Architecture(name="all", input=Volume(13, 11, 2), layers=EVERY_KIND))


@pytest.mark.parametrize("volume", [Volume(28, 28, 1), Volume(32, 32, 3)], ids=str)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_preset_is_told_as_it_computes(preset, volume):
    assert_origins_are_true(preset.architecture(volume, 3))


@settings(max_examples=20)
@given(sound_architectures(), st.integers(0, 99))
def test_any_network_is_told_as_it_computes(architecture, seed):
    assert_origins_are_true(architecture, seed)


def origin(place, cell):
    network, passage = on_its_way(Architecture(name="all", input=Volume(13, 11, 2), layers=EVERY_KIND))
    return passage, origin_of(network, passage, place, cell)


def test_a_filter_is_shown_over_all_maps_it_sees_and_no_others():
    _, first = origin(0, (1, 0, 0))
    assert isinstance(first, WeightedSum)
    assert first.inputs.shape == first.weights.shape == (2, 3, 3)
    assert not first.inputs[:, 0].any() and not first.inputs[:, :, 0].any()  # the padding
    assert first.sums.sum() + first.bias == pytest.approx(first.total)
    _, grouped = origin(3, (4, 1, 1))
    assert grouped.inputs.shape == (2, 3, 3)
    assert (grouped.first_map, grouped.bias) == (2, 0.0)


def test_a_unit_behind_flattened_maps_is_shown_as_maps():
    passage, unit = origin(11, (2, 0, 0))
    assert unit.weights.shape == passage.before(9).shape
    assert origin(14, (0, 0, 0))[1].weights.shape == (1, 1, 5)


def test_padding_is_never_the_largest_of_a_window():
    _, pooled = origin(4, (0, 0, 0))
    assert isinstance(pooled, Pooled)
    assert np.isneginf(pooled.window[0]).all()
    assert np.isfinite(pooled.total)


def test_what_only_moves_tells_where_it_was():
    passage, moved = origin(9, (passage_size(9) - 1, 0, 0))
    assert isinstance(moved, Unchanged)
    assert moved.cell == tuple(side - 1 for side in passage.before(9).shape)
    assert isinstance(origin(1, (0, 0, 0))[1], Normalised)
    assert isinstance(origin(7, (0, 0, 0))[1], Joined)


def passage_size(place):
    """How many numbers the layer at a place gives."""
    return on_its_way(Architecture(name="all", input=Volume(13, 11, 2), layers=EVERY_KIND))[1].outputs[place].size


def test_one_mean_a_map_is_made_of_the_whole_map():
    layers = (Conv(filters=2, size=3), GlobalPool(), Dense(units=3))
    network, passage = on_its_way(Architecture(name="mean", input=Volume(6, 5, 1), layers=layers))
    pooled = origin_of(network, passage, 1, (1, 0, 0))
    assert pooled.window.shape == (3, 4)
    assert not pooled.takes_largest


def test_the_strongest_cell_is_where_the_map_is_largest():
    numbers = np.zeros((2, 3, 4), np.float32)
    numbers[1, 2, 3], numbers[1, 0, 0] = 5, -9
    assert strongest(numbers, 1) == (1, 2, 3)
    assert strongest(numbers, 0) == (0, 0, 0)
    assert strongest(np.array([1.0, 7.0]), 0) == (0, 0, 0)
