"""The fast network is the plain one: same logits, same gradients, dropout of the same kind."""

import copy

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Activation, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, describe
from cnn.model.lower import BitDropout, Lowered
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.strategies import FUNCTIONS, sound_architectures


def twins(architecture, dtype=torch.float32):
    """A plain network and the lowered form of its copy, without dropout."""
    plain = Network(architecture.with_dropout(0), seed=3).to(dtype)
    return plain, Lowered(copy.deepcopy(plain))


def passes(model, x, labels, training):
    """Logits, and the gradients of the loss by parameter where training."""
    model.train(training)
    logits = model(x)
    if training:
        functional.cross_entropy(logits, labels).backward()
    return logits.detach(), [parameter.grad for parameter in model.parameters()]


def flat(passed):
    """Logits and gradients in one row."""
    logits, gradients = passed
    return torch.cat([it.reshape(-1).double() for it in (logits, *gradients)])


def pictures(volume, count, dtype=torch.float32):
    generator = torch.Generator().manual_seed(1)
    return torch.rand(count, volume.depth, volume.height, volume.width, generator=generator).to(dtype)


def assert_same_function(architecture, training):
    """In float64, where rounding cannot hide a difference."""
    plain, lowered = twins(architecture, torch.float64)
    x, labels = pictures(architecture.input, 5, torch.float64), torch.tensor([0, 1, 2, 0, 1])
    expected, found = passes(plain, x, labels, training), passes(lowered, x, labels, training)
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-8)
    torch.testing.assert_close(dict(lowered.named_buffers()), dict(plain.named_buffers()))


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("volume", [Volume(28, 28, 1), Volume(32, 32, 3)], ids=str)
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_preset_gives_the_plain_logits_and_gradients(preset, volume, training):
    assert_same_function(preset.architecture(volume, 10), training)


@given(sound_architectures(), st.booleans())
def test_any_architecture_gives_the_plain_logits_and_gradients(architecture, training):
    assert_same_function(architecture, training)


@pytest.mark.parametrize("pool", [MaxPool(size=2), AvgPool(size=2), MaxPool(size=3, stride=2)], ids=describe)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_pooling_takes_any_activation_before_it(function, pool):
    layers = (Conv(filters=4, size=3), Activation(function=function), pool, Flatten(), Dense(units=3))
    assert_same_function(Architecture(name="pooled", input=Volume(12, 12, 1), layers=layers), training=True)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_rounding_hurts_it_no_more_than_the_plain_network(preset):
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    x, labels = pictures(architecture.input, 16), torch.arange(16) % 10
    plain, lowered = twins(architecture)
    exact = flat(passes(copy.deepcopy(plain).double(), x.double(), labels, training=True))
    plain_error = (flat(passes(plain, x, labels, training=True)) - exact).norm() / exact.norm()
    error = (flat(passes(lowered, x, labels, training=True)) - exact).norm() / exact.norm()
    assert error < 5 * plain_error + 1e-6


def test_training_the_fast_network_trains_the_plain_one():
    network = Network(PRESETS["lenet5"].architecture(Volume(28, 28, 1), 10))
    assert {id(it) for it in Lowered(network).parameters()} == {id(it) for it in network.parameters()}


def dropout(rate, seed=0):
    module = BitDropout(rate, torch.Generator().manual_seed(seed))
    return module.train()


@pytest.mark.parametrize("rate", [0.05, 0.25, 0.5, 0.9])
def test_dropout_drops_its_share_and_keeps_the_mean(rate):
    count = 1_000_000
    out = dropout(rate)(torch.ones(count))
    kept = out > 0
    deviation = (rate * (1 - rate) / count) ** 0.5
    assert (~kept).float().mean().item() == pytest.approx(rate, abs=5 * deviation)
    assert out[kept].unique().tolist() == pytest.approx([1 / (1 - rate)], rel=1e-4)
    assert out.mean(dtype=torch.float64).item() == pytest.approx(1, abs=5 * deviation / (1 - rate))


def test_dropout_decides_for_each_number_by_itself():
    kept = (dropout(0.5)(torch.ones(4, 250_000)) > 0).float()
    correlations = torch.corrcoef(kept) - torch.eye(4)
    assert correlations.abs().max() < 5 / 250_000**0.5
    flat = kept.reshape(-1) - 0.5
    for distance in (1, 2, 3, 4, 8, 64):
        assert abs((flat[:-distance] * flat[distance:]).mean().item()) < 0.25 * 5 / 1000


def test_dropout_passes_the_gradient_of_what_it_kept():
    x = torch.rand(64, 8, 5, 5).contiguous(memory_format=torch.channels_last).requires_grad_()
    out = dropout(0.3)(x)
    out.sum().backward()
    torch.testing.assert_close(x.grad * x, out)
    assert 0.2 < (x.grad == 0).float().mean() < 0.4


@pytest.mark.parametrize("shape", [(7,), (3, 5), (2, 3, 5, 7), (2, 1, 4, 4), (1, 6, 1, 1)])
@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
def test_dropout_takes_any_shape_and_layout(shape, layout):
    x = torch.ones(shape)
    if len(shape) == 4:
        x = x.contiguous(memory_format=layout)
    out = dropout(0.5)(x)
    assert out.shape == x.shape
    assert set(out.unique().tolist()) <= {0.0, 2.0}


def test_the_same_seed_drops_the_same_numbers():
    layers = (Dropout(rate=0.5), Flatten(), Dense(units=10))
    architecture = Architecture(name="drops", input=Volume(8, 8, 1), layers=layers)
    model = Lowered(Network(architecture)).train()
    outputs = []
    for seed in (7, 7, 8):
        model.reseed(seed)
        outputs.append(model(torch.ones(4, 1, 8, 8)))
    assert torch.equal(outputs[0], outputs[1])
    assert not torch.equal(outputs[0], outputs[2])


def test_dropout_does_nothing_when_predicting_or_at_rate_zero():
    x = torch.rand(5, 5)
    assert torch.equal(dropout(0.5).eval()(x), x)
    assert torch.equal(dropout(0.0)(x), x)


def test_the_fast_network_has_no_slow_dropout_left():
    lowered = Lowered(Network(PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)))
    assert not [module for module in lowered.modules() if isinstance(module, nn.Dropout)]
