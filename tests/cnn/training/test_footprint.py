"""The memory a training is said to take is what its optimizer, its weights and their gradients come to."""

import pytest
import torch
from torch import Tensor

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, GlobalPool, Residual
from cnn.model.memory import kept_bytes, passing_bytes
from cnn.model.shapes import parameter_count, walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.training.config import TrainingConfig
from cnn.training.footprint import footprint, remembered
from cnn.training.share import make_shares

BRANCH = (Conv(filters=6, size=3, stride=2, padding=1, groups=2, bias=False), BatchNorm(), RELU)
LAYERS = (Conv(filters=4, size=3), Residual(layers=BRANCH), GlobalPool(), Dense(units=5), Dense(units=3))
NETWORK = Architecture(name="small", input=Volume(9, 9, 1), layers=LAYERS)


def numbers_in_optimizers(architecture, config):
    """What the optimizers of a training remember after a step."""
    network = Network(architecture)
    for parameter in network.parameters():
        parameter.grad = torch.rand_like(parameter)
    shares = make_shares(config, network, 2)
    for share in shares:
        share.add([list(network.parameters())])
        share.apply(0.1)
    states = [state for share in shares for optimizer in share._optimizers for state in optimizer.state.values()]
    tensors = [value for state in states for value in state.values() if isinstance(value, Tensor)]
    return sum(tensor.numel() for tensor in tensors if tensor.ndim)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("optimizer", ["rmsprop", "sgd", "adam", "adamw", "muon"])
@pytest.mark.parametrize("architecture", [NETWORK, PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)], ids=str)
def test_optimizers_remember_as_many_numbers(architecture, optimizer, momentum):
    config = TrainingConfig(optimizer=optimizer, momentum=momentum)
    assert remembered(walk(architecture), config) == numbers_in_optimizers(architecture, config)


def test_all_is_added_up():
    config = TrainingConfig(optimizer="adam", batch_size=32, average_decay=0.99)
    learned, steps = parameter_count(NETWORK), walk(NETWORK)
    whole = footprint(NETWORK, config, parts=2)
    assert (whole.weights_bytes, whole.gradients_bytes) == (4 * learned, 2 * 4 * learned)
    assert (whole.optimizer_bytes, whole.average_bytes) == (2 * 4 * learned, 4 * learned)
    assert whole.activations_bytes == 32 * (kept_bytes(steps) + passing_bytes(steps))
    assert whole.total_bytes == 6 * 4 * learned + whole.activations_bytes


def test_bfloat16_halves_the_activations_and_adds_a_copy_of_the_weights():
    half, single = (footprint(NETWORK, TrainingConfig(precision=precision)) for precision in ("bfloat16", "float32"))
    assert 2 * half.activations_bytes == single.activations_bytes
    assert 2 * half.weights_bytes == 3 * single.weights_bytes
    assert half.gradients_bytes == single.gradients_bytes


def test_a_rate_of_dropout_over_the_networks_counts():
    notebook = PRESETS["notebook"].architecture(Volume(28, 28, 1), 10)
    with_masks, without = (footprint(notebook, TrainingConfig(dropout=rate)) for rate in (0.5, 0.0))
    assert with_masks.activations_bytes > without.activations_bytes


def test_a_network_that_breaks_a_rule_has_no_footprint():
    with pytest.raises(SpecError, match="Layer 1"):
        footprint(Architecture(name="none", input=Volume(2, 2, 1), layers=(Conv(filters=1, size=5),)), TrainingConfig())
