"""The shares of a network's weights are all of its weights, each number once."""

import copy

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.model.build import Network
from cnn.model.lower import Lowered
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.training import share as share_module
from cnn.training.config import TrainingConfig
from cnn.training.muon import multiply_adds
from cnn.training.share import make_shares
from tests.cnn.training.plain import small
from tests.strategies import sound_architectures

OPTIMIZERS = ("rmsprop", "sgd", "adam", "adamw", "muon")
NEVER = TrainingConfig(optimizer="sgd", momentum=0.0, learning_rate=1.0)


def shares(network, of, optimizer="sgd"):
    return make_shares(NEVER.changed(optimizer=optimizer), network, of)


def with_gradients(network, value):
    for parameter in network.parameters():
        parameter.grad = torch.full_like(parameter, value)
    return network


@given(
    architecture=sound_architectures(),
    of=st.integers(1, 5),
    large=st.sampled_from((1, 20, 10**9)),
    optimizer=st.sampled_from(OPTIMIZERS),
)
def test_shares_cover_every_number_exactly_once(architecture, of, large, optimizer):
    network = Network(architecture)
    Lowered(network)
    for parameter in network.parameters():
        parameter.detach().zero_()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(share_module, "LARGE", large)
        for share in shares(network, of, optimizer):
            for weight in share._weights:
                weight += 1
    assert all((parameter == 1).all() for parameter in network.parameters())


@pytest.mark.parametrize("large", [1, 10**9], ids=["cut", "dealt out"])
@pytest.mark.parametrize("of", [1, 2, 7])
def test_gradients_of_all_parts_are_added_and_applied(monkeypatch, of, large):
    monkeypatch.setattr(share_module, "LARGE", large)
    network = Network(small())
    Lowered(network)
    before = [parameter.clone() for parameter in network.parameters()]
    networks = [network, copy.deepcopy(network), copy.deepcopy(network)]
    for number, it in enumerate(networks):
        with_gradients(it, 2.0**number)
    for share in shares(network, of):
        share.add([list(network.parameters()) for network in networks])
        share.apply(rate=0.5)
    for parameter, was in zip(network.parameters(), before, strict=True):
        torch.testing.assert_close(parameter.detach(), was.detach() - 0.5 * (1 + 2 + 4))


@pytest.mark.parametrize("of", [1, 3, 30])
def test_squares_add_up_to_that_of_the_whole_gradient_and_its_scale_is_applied(of):
    network = Network(small())
    numbers = sum(parameter.numel() for parameter in network.parameters())
    every = shares(network, of)
    before = network.layers[0].bias.clone()
    for share in every:
        share.add([list(with_gradients(network, 3.0).parameters())])
    assert torch.stack([share.square() for share in every]).sum().item() == pytest.approx(9 * numbers)
    for share in every:
        share.apply(rate=1.0, scale=torch.tensor(0.5))
    torch.testing.assert_close(network.layers[0].bias, before - 1.5)


def test_a_gradient_laid_out_otherwise_or_missing_is_understood():
    network = Network(small())
    Lowered(network)
    weight = network.layers[3].weight
    before = weight.detach().clone()
    gradient = torch.randn(weight.shape, generator=torch.Generator().manual_seed(0))
    assert gradient.stride() != weight.stride()
    weight.grad = gradient.clone()
    bias = network.layers[0].bias.detach().clone()
    for share in shares(network, 2):
        share.add([list(network.parameters())])
        share.apply(rate=1.0)
    torch.testing.assert_close(weight.detach(), before - gradient)
    assert torch.equal(network.layers[0].bias, bias)


def cost(weight):
    """Of a step: a pass over the numbers, and for a matrix the products that make it orthogonal."""
    products = multiply_adds(*weight.shape) if weight.ndim == 2 else 0
    return share_module.MULTIPLY_ADDS_A_NUMBER * weight.numel() + products


@given(architecture=sound_architectures(), of=st.integers(2, 4), optimizer=st.sampled_from(("adamw", "muon")))
def test_no_share_would_be_done_sooner_by_giving_something_away(architecture, of, optimizer):
    """The busiest one without the least of its pieces has no more to do than any other."""
    network = Network(architecture)
    Lowered(network)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(share_module, "LARGE", 10**9)
        costs = [[cost(weight) for weight in share._weights] for share in shares(network, of, optimizer)]
    busiest = max(costs, key=sum)
    assert sum(busiest) - min(busiest) <= min(map(sum, costs))


def test_the_largest_matrix_is_dealt_before_the_others():
    network = Network(find_preset("strong").architecture(Volume(28, 28, 1), 10))
    first, second = ([tuple(it.shape) for it in share._weights if it.ndim == 2] for share in shares(network, 2, "muon"))
    assert first == [(128, 1152)]
    assert second == [(32, 25), (64, 288), (64, 576), (128, 576)]
