"""The fast network is the plain one: same logits, same gradients, dropout of the same kind."""

import copy
from statistics import median

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

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
    describe,
)
from cnn.model.lower import BitDropout, Lowered, Unrolled
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.strategies import FUNCTIONS, sound_architectures

# Maps that ReLU left hardly any number in are normalised in channels last with 1e-5 of error, so it jumps more often.
COARSER = {"deotte": 5e-3}


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


def pictures(volume, count, dtype=torch.float32, seed=1):
    generator = torch.Generator().manual_seed(seed)
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


SAME = Conv(filters=4, size=3, padding="same")


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize(
    "branch",
    [
        (SAME, BatchNorm(), RELU, SAME, BatchNorm()),
        (Conv(filters=6, size=3, stride=2, padding=1, bias=False), BatchNorm(), RELU),
        (RELU, MaxPool(size=3, stride=1, padding=1), SAME),
        (SAME, Activation(function="tanh"), MaxPool(size=2), Dropout(rate=0.5)),
        (Conv(filters=4, size=3, padding="same", groups=4, dilation=2), AvgPool(size=3, stride=2, padding=1)),
    ],
    ids=["added", "projected", "pooled first", "pooled", "grouped"],
)
def test_a_residual_block_gives_the_plain_logits_and_gradients(branch, training):
    layers = (SAME, RELU, Residual(layers=branch), RELU, GlobalPool(), Dense(units=3))
    assert_same_function(Architecture(name="block", input=Volume(12, 12, 2), layers=layers), training)


def test_inside_a_residual_block_it_is_as_fast_as_outside():
    branch = (SAME, RELU, MaxPool(size=2), Dropout(rate=0.25))
    network = Network(Architecture(name="b", input=Volume(8, 8, 2), layers=(Residual(layers=branch), Flatten())))
    kinds = [type(module) for module in Lowered(network).layers[0].layers]
    assert kinds == [nn.Conv2d, nn.MaxPool2d, nn.ReLU, BitDropout]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_rounding_hurts_it_no_more_than_the_plain_network(preset):
    """On most images: where rounding changes which of two numbers is the larger, gradients jump in either network."""
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    labels = torch.arange(8)
    networks = twins(architecture)
    errors = ([], [])
    for seed in range(3):
        x = pictures(architecture.input, 8, seed=seed)
        exact = flat(passes(copy.deepcopy(networks[0]).double(), x.double(), labels, training=True))
        for network, found in zip(networks, errors, strict=True):
            rounded = flat(passes(copy.deepcopy(network), x, labels, training=True))
            found.append(((rounded - exact).norm() / exact.norm()).item())
    plain_error, error = map(median, errors)
    assert error < 5 * plain_error + COARSER.get(preset.name, 1e-6)


def test_training_the_fast_network_trains_the_plain_one():
    network = Network(PRESETS["lenet5"].architecture(Volume(28, 28, 1), 10))
    assert {id(it) for it in Lowered(network).parameters()} == {id(it) for it in network.parameters()}


def dropout(rate, seed=0):
    module = BitDropout(rate, torch.Generator().manual_seed(seed))
    return module.train()


@pytest.mark.parametrize(("dtype", "rounding"), [(torch.float32, 1e-4), (torch.bfloat16, 2**-8)], ids=str)
@pytest.mark.parametrize(
    ("rate", "bits"),
    [
        (1 / 256, torch.int8),
        (0.25, torch.int8),
        (0.5, torch.int8),
        (0.0001, torch.int16),
        (0.05, torch.int16),
        (0.3, torch.int16),
        (0.9, torch.int16),
    ],
)
def test_dropout_drops_its_share_and_keeps_the_mean(rate, bits, dtype, rounding):
    count = 1_000_000
    module = dropout(rate)
    assert module.bits == bits
    out = module(torch.ones(count, dtype=dtype))
    kept = out > 0
    deviation = (rate * (1 - rate) / count) ** 0.5
    assert out.dtype == dtype
    assert (~kept).double().mean().item() == pytest.approx(rate, abs=5 * deviation + 2**-17)
    assert out[kept].unique().tolist() == pytest.approx([1 / (1 - rate)], rel=rounding)
    assert out.mean(dtype=torch.float64).item() == pytest.approx(1, abs=5 * deviation / (1 - rate) + rounding)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
@pytest.mark.parametrize("rate", [0.5, 0.30001], ids=["eight decisions a word", "four decisions a word"])
def test_dropout_decides_for_each_number_by_itself(rate, dtype):
    kept = (dropout(rate)(torch.ones(4, 250_000, dtype=dtype)) > 0).float()
    correlations = torch.corrcoef(kept) - torch.eye(4)
    assert correlations.abs().max() < 5 / 250_000**0.5
    flat = kept.reshape(-1) - (1 - rate)
    for distance in (1, 2, 3, 4, 8, 64):
        assert abs((flat[:-distance] * flat[distance:]).mean().item()) < rate * (1 - rate) * 5 / 1000


@pytest.mark.parametrize(("rate", "levels"), [(0.25, 256), (0.3, 65_536)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_dropout_decides_at_every_level_of_its_random_numbers(monkeypatch, rate, levels, dtype):
    """Of all numbers there are, each once, exactly as many are dropped as the rate says, to the nearest level."""
    module = dropout(rate)
    every = torch.arange(-levels // 2, levels // 2, dtype=module.bits)
    monkeypatch.setattr(torch.Tensor, "random_", lambda words, *_, **__: words.copy_(every.view(torch.int64)))
    out = module(torch.ones(levels, dtype=dtype))
    assert (out == 0).sum() == round(rate * levels)
    assert len(out.unique()) == 2


def test_dropout_passes_the_gradient_of_what_it_kept():
    x = torch.rand(64, 8, 5, 5).contiguous(memory_format=torch.channels_last).requires_grad_()
    out = dropout(0.3)(x)
    out.sum().backward()
    torch.testing.assert_close(x.grad * x, out)
    assert 0.2 < (x.grad == 0).float().mean() < 0.4


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_the_fast_network_computes_in_the_numbers_of_its_context(dtype):
    layers = (Conv(filters=4, size=3), Dropout(rate=0.25), Flatten(), Dropout(rate=0.3), Dense(units=10))
    model = Lowered(Network(Architecture(name="drops", input=Volume(8, 8, 1), layers=layers))).train()
    with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
        logits = model(torch.rand(4, 1, 8, 8))
    assert logits.dtype == dtype
    logits.float().sum().backward()
    assert all(parameter.grad.dtype == torch.float32 for parameter in model.parameters())


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
        model.generator.manual_seed(seed)
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


def test_the_gradient_of_flattening_is_laid_out_as_what_was_flattened():
    x = torch.rand(2, 3, 4, 5).contiguous(memory_format=torch.channels_last).requires_grad_()
    before = 2 * x
    flattened = Unrolled()(before)
    assert torch.equal(flattened, before.flatten(1))
    (gradient,) = torch.autograd.grad((flattened * torch.arange(60)).sum(), x)
    assert gradient.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(gradient, 2.0 * torch.arange(60).view(1, 3, 4, 5).expand(2, -1, -1, -1))
    assert Unrolled()(torch.rand(2, 3, requires_grad=True)).shape == (2, 3)
