"""The mean of the weights is the one the formula gives, and its use leaves the weights as they were."""

import pytest
import torch

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import BatchNorm, Conv, Dense, Flatten
from cnn.model.lower import Lowered
from cnn.model.volume import Volume
from cnn.training.averaging import Average

STEPS = 30


@pytest.fixture
def network():
    """Two convolutions, whose weights lowering lays out anew, and batch normalisation."""
    layers = (Conv(filters=3, size=3), Conv(filters=4, size=3), BatchNorm(), Flatten(), Dense(units=5))
    return Network(Architecture(name="normed", input=Volume(8, 8, 2), layers=layers), seed=1)


def state(network):
    return {name: value.clone() for name, value in network.state_dict().items()}


def wander(network, generator):
    """Somewhere else, as after a step."""
    with torch.no_grad():
        for value in network.state_dict().values():
            value.add_(torch.randn(value.shape, generator=generator).to(value.dtype) + 1)


def trail(network, average):
    """What the network was before and after each of thirty steps, all of them added to ``average``."""
    generator = torch.Generator().manual_seed(0)
    states = [state(network)]
    for _ in range(STEPS):
        wander(network, generator)
        average.add()
        states.append(state(network))
    return states


def by_hand(states, decay):
    """m ← d·m + (1 − d)·w with d = min(decay, (1 + n) / (10 + n))."""
    mean = {name: value.double() for name, value in states[0].items()}
    for n, after in enumerate(states[1:]):
        d = min(decay, (1 + n) / (10 + n))
        mean = {name: d * mean[name] + (1 - d) * after[name].double() for name in mean}
    return mean


@pytest.mark.parametrize("decay", [0.3, 0.9, 0.999])
@pytest.mark.parametrize("lowered", ["before", "after", "never"])
def test_the_mean_is_that_of_the_formula_with_running_statistics_and_wherever_the_weights_lie(network, decay, lowered):
    if lowered == "before":
        Lowered(network)
    average = Average(network, decay)
    if lowered == "after":
        Lowered(network)
    states = trail(network, average)
    expected = by_hand(states, decay)
    counter = "layers.2.num_batches_tracked"
    with average.in_place():
        found = state(network)
    assert torch.equal(found.pop(counter), states[-1][counter])
    for name, value in found.items():
        torch.testing.assert_close(value.double(), expected[name], rtol=1e-5, atol=1e-5)


def test_the_first_weights_are_soon_forgotten(network):
    weight = network.layers[0].weight.detach().fill_(1e6)
    average = Average(network, 0.9999)
    weight.fill_(1.0)
    for _ in range(STEPS):
        average.add()
    with average.in_place():
        assert weight.max() < 1e6 / 1000


def test_the_weights_come_back_exactly_also_after_an_error(network):
    average = Average(network, 0.9)
    after = trail(network, average)[-1]
    for _ in range(3):
        with pytest.raises(ValueError, match="odd"), average.in_place():
            assert not torch.equal(network.layers[0].weight, after["layers.0.weight"])
            raise ValueError("odd")
        assert all(torch.equal(value, after[name]) for name, value in network.state_dict().items())


def test_looking_at_the_mean_does_not_change_it(network):
    average = Average(network, 0.9)
    trail(network, average)
    looks = []
    for _ in range(2):
        with average.in_place():
            looks.append(state(network))
    assert all(torch.equal(looks[0][name], looks[1][name]) for name in looks[0])


def test_without_decay_the_weights_stand_for_themselves(network):
    average = Average(network, 0)
    after = trail(network, average)[-1]
    with average.in_place():
        assert all(torch.equal(value, after[name]) for name, value in network.state_dict().items())
