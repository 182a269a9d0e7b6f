"""What every layer makes of an image is what a real forward pass makes of it."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.data.normalisation import Normalisation
from cnn.errors import DataError
from cnn.inside.passage import pass_through
from cnn.model.build import Network
from cnn.model.volume import Volume
from cnn.reading.predict import Member, Predictor
from tests.cnn.untrained import any_image, predictor_of
from tests.strategies import sound_architectures


@given(sound_architectures(), st.integers(0, 10_000), st.sampled_from((0.0, 0.13)))
@settings(max_examples=25)
def test_outputs_are_those_of_the_network_layer_by_layer(architecture, seed, mean):
    predictor = predictor_of(architecture, mean, 0.5)
    image = any_image(architecture.input, seed)
    passage = pass_through(predictor, image)
    member = predictor.members[0]
    expected = member.normalisation.apply(torch.from_numpy(image[None]))
    np.testing.assert_array_equal(passage.x, expected[0].numpy())
    for module, step, output in zip(member.network.layers, passage.steps, passage.outputs, strict=True):
        with torch.no_grad():
            expected = module(expected)
        np.testing.assert_allclose(output, expected[0].numpy(), rtol=1e-6, atol=1e-6)
        shape = step.after
        assert output.shape == (
            (shape.depth, shape.height, shape.width) if isinstance(shape, Volume) else (shape.size,)
        )
    np.testing.assert_allclose(passage.logits, predictor.logits(image[None])[0], rtol=1e-4, atol=1e-4)


@given(sound_architectures())
@settings(max_examples=25)
def test_bridge_is_where_the_volume_becomes_a_vector(architecture):
    passage = pass_through(predictor_of(architecture), any_image(architecture.input))
    assert passage.maps.ndim == 3
    assert passage.vector.ndim == 1
    if len(passage.vector) == passage.maps.size:
        np.testing.assert_array_equal(passage.vector, passage.maps.ravel())
    else:
        np.testing.assert_allclose(passage.vector, passage.maps.mean((1, 2)), rtol=1e-5, atol=1e-6)


def test_picture_of_another_size_is_refused(tiny):
    predictor = Predictor((Member(Network(tiny).eval(), Normalisation()),), tuple("0123456789"))
    with pytest.raises(DataError, match="reads pictures of 28×28×1, these are 9×8×3"):
        pass_through(predictor, np.zeros((3, 8, 9), np.uint8))
