"""Over thousands of random architectures: what is said before building is what PyTorch then does, or refuses."""

import pytest
import torch
from hypothesis import given, settings

from cnn.errors import SpecError
from cnn.model.build import Network
from cnn.model.shapes import parameter_count, walk
from cnn.model.step import leaves
from cnn.model.volume import Vector
from tests.cnn.model.reference import RefusedError, pytorch_walk
from tests.strategies import any_architectures, sound_architectures


@pytest.fixture(autouse=True, scope="module")
def plain_convolutions():
    """Without the library made for larger volumes: it prepares every new kind of convolution for milliseconds."""
    before = torch.backends.mkldnn.set_flags(_enabled=False)
    yield
    torch.backends.mkldnn.set_flags(_enabled=before[0])


@settings(max_examples=1400)
@given(any_architectures())
@torch.no_grad()
def test_volumes_parameters_and_refusals_are_those_of_pytorch(architecture):
    expected = []
    try:
        for fact in pytorch_walk(architecture):
            expected.append(fact)
    except RefusedError as refused:
        with pytest.raises(SpecError, match=rf"^Layer {refused} \("):
            walk(architecture)
        return
    assert [(step.after, step.parameters) for step in walk(architecture)] == expected
    assert parameter_count(architecture) == sum(parameters for _, parameters in expected)


@settings(max_examples=700)
@given(sound_architectures())
@torch.no_grad()
def test_the_network_that_is_built_is_the_one_that_was_announced(architecture):
    network = Network(architecture).eval()
    volume, steps = architecture.input, walk(architecture)
    x = torch.zeros(2, volume.depth, volume.height, volume.width)
    for (after, parameters), step, module in zip(pytorch_walk(architecture), steps, network.layers, strict=True):
        x = module(x)
        assert (step.after, step.parameters) == (after, parameters)
        assert x.shape[1:] == ((after.size,) if isinstance(after, Vector) else (after.depth, after.height, after.width))
        assert sum(parameter.numel() for parameter in module.parameters()) == parameters
    assert sum(step.parameters for step in leaves(steps)) == parameter_count(architecture)
