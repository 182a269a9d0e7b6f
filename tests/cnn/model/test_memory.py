"""What an image is said to leave in memory is what PyTorch keeps of it for the way back."""

import pytest
import torch
from hypothesis import given, settings
from torch.autograd.graph import saved_tensors_hooks

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.lower import Lowered
from cnn.model.memory import kept_bytes, passing_bytes
from cnn.model.shapes import walk
from cnn.model.step import leaves
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.strategies import sound_architectures

BATCH = 4


def measured_bytes(architecture):
    """What PyTorch keeps of a batch, each piece of memory counted once; weights are not of the batch."""
    network = Network(architecture)
    model = Lowered(network)
    weights = {it.untyped_storage().data_ptr() for it in (*network.parameters(), *network.buffers())}
    kept = {}

    def note(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    volume = architecture.input
    with saved_tensors_hooks(note, lambda tensor: tensor):
        logits = model.train()(torch.rand(BATCH, volume.depth, volume.height, volume.width))
    assert logits.requires_grad
    return sum(kept.values())


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_keeps_what_it_is_said_to(preset):
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    assert measured_bytes(architecture) == pytest.approx(BATCH * kept_bytes(walk(architecture)), rel=0.03)


@settings(max_examples=100)
@given(sound_architectures())
def test_any_network_keeps_what_it_is_said_to(architecture):
    steps = walk(architecture)
    # Not counted: mean and deviation of every normalised map; not always made: the copy for a vector.
    statistics_bytes = 8 * sum(step.parameters for step in leaves(steps) if isinstance(step.layer, BatchNorm))
    copied_bytes = 4 * BATCH * sum(step.after.size for step in steps if isinstance(step.layer, Flatten))
    counted_bytes = BATCH * kept_bytes(steps)
    assert counted_bytes - copied_bytes <= measured_bytes(architecture) <= counted_bytes + statistics_bytes


def steps_of(*layers, volume=Volume(8, 8, 1)):  # noqa: B008 - frozen
    return walk(Architecture(name="kept", input=volume, layers=layers))


SAME = Conv(filters=2, size=3, padding="same")
PICTURE, MAPS = 8 * 8, 8 * 8 * 2


@pytest.mark.parametrize(
    ("layers", "numbers"),
    [
        ((SAME,), PICTURE),
        ((SAME, RELU), PICTURE + MAPS),
        ((SAME, RELU, SAME), PICTURE + MAPS),
        ((SAME, BatchNorm(), RELU), PICTURE + MAPS + MAPS),
        ((SAME, MaxPool(size=2), Flatten(), Dense(units=3)), PICTURE + MAPS + 2 * MAPS // 4 + MAPS // 4),
        ((RELU, MaxPool(size=2), Flatten(), Dense(units=3)), PICTURE // 4),
        ((SAME, Dropout(rate=0.5)), PICTURE + MAPS),
        ((SAME, Dropout(rate=0)), PICTURE),
        ((SAME, Residual(layers=(SAME, RELU)), RELU), PICTURE + MAPS + MAPS + MAPS),
        ((Residual(layers=(SAME, RELU)),), PICTURE + MAPS),
    ],
)
def test_what_is_kept_can_be_counted_by_hand(layers, numbers):
    assert kept_bytes(steps_of(*layers)) == 4 * numbers


def test_halved_numbers_take_half_but_places_do_not():
    steps = steps_of(SAME, MaxPool(size=2))
    assert kept_bytes(steps, 2) == 2 * (PICTURE + MAPS) + 8 * MAPS // 4


def test_the_way_back_needs_the_gradients_around_the_largest_layer():
    assert passing_bytes(steps_of(SAME, MaxPool(size=2))) == 4 * (PICTURE + MAPS)
    assert passing_bytes(steps_of(SAME, Residual(layers=(SAME, RELU)))) == 4 * 2 * MAPS
