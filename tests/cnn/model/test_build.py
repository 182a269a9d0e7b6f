"""The plain network is what its architecture says, with Keras' first weights."""

import math

import pytest
import torch
from hypothesis import given
from torch import nn

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Activation, Dense, Flatten
from cnn.model.shapes import walk
from cnn.model.volume import Vector, Volume
from cnn.presets import find_preset
from tests.strategies import FUNCTIONS, sound_architectures


@given(sound_architectures())
def test_every_module_gives_the_volume_that_was_announced(architecture):
    network = Network(architecture).eval()
    volume = architecture.input
    x = torch.zeros(2, volume.depth, volume.height, volume.width)
    for module, step in zip(network.layers, walk(architecture), strict=True):
        x = module(x)
        after = step.after
        expected = (after.size,) if isinstance(after, Vector) else (after.depth, after.height, after.width)
        assert x.shape[1:] == expected
        assert sum(parameter.numel() for parameter in module.parameters()) == step.parameters


def test_weights_are_glorot_uniform_and_biases_zero():
    network = Network(find_preset("notebook").architecture(Volume(28, 28, 1), 10))
    layers = [module for module in network.layers if isinstance(module, nn.Conv2d | nn.Linear)]
    fans = [(25, 800), (288, 576), (2304, 256), (256, 10)]
    for layer, (fan_in, fan_out) in zip(layers, fans, strict=True):
        limit = math.sqrt(6 / (fan_in + fan_out))
        weights = layer.weight.detach()
        assert weights.abs().max() <= limit
        assert weights.abs().max() > 0.98 * limit
        assert weights.std() == pytest.approx(limit / math.sqrt(3), rel=0.06)
        assert not layer.bias.any()


def test_first_weights_depend_on_the_seed_alone():
    architecture = find_preset("lenet5").architecture(Volume(28, 28, 1), 10)
    first, again, other = Network(architecture, 1), Network(architecture, 1), Network(architecture, 2)
    torch.manual_seed(5)
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True))
    assert not torch.equal(first.layers[0].weight, other.layers[0].weight)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_activation_is_the_function_it_is_called_after(function):
    layers = (Activation(function=function), Flatten(), Dense(units=2))
    network = Network(Architecture(name="one", input=Volume(4, 4, 1), layers=layers))
    x = torch.randn(3, 1, 4, 4)
    formula = getattr(nn.functional, function) if hasattr(nn.functional, function) else getattr(torch, function)
    assert torch.equal(network.layers[0](x), formula(x))
