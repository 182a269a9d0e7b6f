"""The plain network is what its architecture says, with Keras' first weights."""

import math

import pytest
import torch
from torch import nn

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.build import Network, ResidualBlock
from cnn.model.layers import RELU, Activation, AvgPool, BatchNorm, Conv, Dense, Flatten, GlobalPool, MaxPool, Residual
from cnn.model.volume import Volume
from cnn.presets import find_preset
from tests.strategies import FUNCTIONS


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


@pytest.mark.parametrize("preset", ["lenet5", "residual"])
def test_first_weights_depend_on_the_seed_alone(preset):
    architecture = find_preset(preset).architecture(Volume(28, 28, 1), 10)
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


def test_a_residual_block_adds_its_input_to_what_its_layers_make_of_it():
    branch = (Conv(filters=3, size=3, padding="same"), BatchNorm(), RELU)
    layers = (Residual(layers=branch), GlobalPool(), Dense(units=2))
    block = Network(Architecture(name="one", input=Volume(6, 6, 3), layers=layers)).layers[0].eval()
    x = torch.randn(2, 3, 6, 6)
    assert isinstance(block, ResidualBlock)
    assert torch.equal(block(x), block.layers(x) + x)


@pytest.mark.parametrize(
    ("branch", "stride"),
    [
        ((Conv(filters=8, size=3, padding="same"),), 1),
        ((Conv(filters=8, size=3, stride=2, padding=1), BatchNorm()), 2),
        ((MaxPool(size=3, stride=3),), 3),
        ((Conv(filters=3, size=3),), None),
    ],
)
def test_where_the_branch_changes_the_volume_a_convolution_without_bias_projects_the_input(branch, stride):
    layers = (Residual(layers=branch), GlobalPool(), Dense(units=2))
    architecture = Architecture(name="one", input=Volume(9, 9, 3), layers=layers)
    if stride is None:
        with pytest.raises(SpecError, match="the 1×1 convolution on its shortcut"):
            Network(architecture)
        return
    block = Network(architecture).layers[0].eval()
    x = torch.randn(2, 3, 9, 9)
    projected = nn.functional.conv2d(x, block.shortcut.weight, stride=stride)
    torch.testing.assert_close(block(x), block.layers(x) + projected)
    assert block.shortcut.weight.std() > 0.1  # Glorot, as all others


def test_padding_of_pooling_is_never_the_largest_and_counts_as_zero_in_a_mean():
    layers = (MaxPool(size=3, padding=1), AvgPool(size=2, stride=1, padding=1), Flatten(), Dense(units=2))
    largest, mean, *_ = Network(Architecture(name="pools", input=Volume(3, 3, 1), layers=layers)).layers
    x = torch.full((1, 1, 3, 3), -8.0)
    assert largest(x).tolist() == [[[[-8.0]]]]
    assert mean(torch.full((1, 1, 1, 1), -8.0)).tolist() == [[[[-2.0, -2.0], [-2.0, -2.0]]]]


def test_a_dilated_and_grouped_convolution_is_that_of_pytorch():
    layer = Conv(filters=6, size=3, padding="same", dilation=3, groups=2)
    network = Network(Architecture(name="one", input=Volume(9, 7, 4), layers=(layer, GlobalPool(), Dense(units=2))))
    conv, x = network.layers[0], torch.randn(2, 4, 7, 9)
    halves = [
        nn.functional.conv2d(x[:, 2 * g : 2 * g + 2], conv.weight[3 * g : 3 * g + 3], padding=3, dilation=3)
        for g in range(2)
    ]
    torch.testing.assert_close(conv(x), torch.cat(halves, 1) + conv.bias.view(-1, 1, 1))
