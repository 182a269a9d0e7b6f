"""A learned filter's walk gives the numbers that the network's first layer gives."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.normalisation import Normalisation
from cnn.errors import SpecError
from cnn.inside.learned_filters import first_filters
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Conv, Dense, Flatten
from cnn.model.volume import Volume


def network(first, depth=1, side=12) -> Network:
    """A network of this first layer with random weights and biases."""
    layers = (first, Flatten(), Dense(units=3))
    made = Network(Architecture(name="small", input=Volume(side, side, depth), layers=layers)).eval()
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, generator=torch.Generator().manual_seed(4))
    return made


@st.composite
def convolutions(draw):
    depth = draw(st.sampled_from([1, 3]))
    groups = draw(st.sampled_from([1, depth]))
    conv = Conv(
        filters=3 * draw(st.integers(1, 2)),
        size=draw(st.integers(1, 4)),
        stride=draw(st.integers(1, 3)),
        padding=draw(st.integers(0, 2)),
        dilation=draw(st.integers(1, 2)),
        groups=groups,
        bias=draw(st.booleans()),
    )
    return conv, depth


@given(convolutions(), st.data())
def test_walk_gives_what_the_layer_gives(made, data):
    conv, depth = made
    torch_network = network(conv, depth)
    filters = first_filters(torch_network)
    image = np.random.default_rng(3).integers(0, 256, (depth, 12, 12)).astype(np.uint8)
    normalisation = data.draw(st.sampled_from([Normalisation(), Normalisation(mean=0.13, std=0.31)]))
    with torch.inference_mode():
        expected = torch_network.layers[0](normalisation.apply(torch.from_numpy(image[None])))[0].numpy()
    x = normalisation.seen(image).astype(np.float64)
    assert len(filters) == conv.filters
    for place in range(conv.filters):
        walk = filters.walk(x, place, data.draw(st.integers(0, depth - 1)), filters.stride_px, filters.padding_px)
        np.testing.assert_allclose(walk.feature_map, expected[place], rtol=1e-4, atol=1e-5)
        stop = walk.at(data.draw(st.integers(1, walk.steps)))
        assert stop.total == pytest.approx(walk.feature_map[stop.spot.row, stop.spot.column])


def test_a_picture_of_another_depth_is_refused():
    filters = first_filters(network(Conv(filters=2, size=3), depth=3))
    with pytest.raises(SpecError, match="depth 3, and this one has depth 1"):
        filters.walk(np.ones((1, 8, 8)), 0, 0, 1, 0)


def test_a_network_that_begins_otherwise_has_none():
    with pytest.raises(SpecError, match=r"begins with another layer \(flatten\)"):
        first_filters(Network(Architecture(name="flat", input=Volume(4, 4, 1), layers=(Flatten(), Dense(units=2)))))
