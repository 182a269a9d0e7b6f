"""Grad-CAM equals the library's, and what autograd gives by hand."""

import numpy as np
import pytest
import torch
from captum.attr import LayerAttribution, LayerGradCam

from cnn.attribution.grad_cam import convolutions, grad_cam
from cnn.attribution.score import Score
from cnn.errors import ExplanationError
from cnn.model.layers import RELU, Conv, Dense, Flatten, Residual
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.cnn.attribution.explained import LINEAR, PLAIN, RESIDUAL, architecture, subject_of


@pytest.mark.parametrize(
    ("network", "place", "finished"), [(PLAIN, 3, 4), (PLAIN, 0, 1), (RESIDUAL, 0, 2), (RESIDUAL, 3, 3)]
)
def test_maps_are_weighed_by_their_mean_gradient_as_the_next_layer_gets_them(network, place, finished):
    subject, plain = subject_of(network, Score(2, 1))
    maps = plain.layers[: finished + 1](subject.x)
    logits = plain.layers[finished + 1 :](maps)
    (gradient,) = torch.autograd.grad(logits[0, 2] - logits[0, 1], maps)
    expected = (gradient.mean((2, 3), keepdim=True) * maps).sum(1)[0].detach().numpy()
    np.testing.assert_allclose(grad_cam(subject, place).cells, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("network", "finished"), [(PLAIN, 4), (RESIDUAL, 3)])
def test_they_are_those_of_the_library_at_the_last_convolution(network, finished):
    subject, plain = subject_of(network)
    cells = LayerGradCam(plain, plain.layers[finished]).attribute(subject.x, target=1)
    laid = LayerAttribution.interpolate(cells, (12, 12), interpolate_mode="bilinear")
    found = grad_cam(subject)
    np.testing.assert_allclose(found.cells, cells[0, 0].detach().numpy(), rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(found.map, laid[0, 0].detach().numpy(), rtol=1e-4, atol=1e-6)
    assert found.map.shape == (12, 12)


def test_it_is_offered_where_maps_still_tell_places_apart():
    assert convolutions(walk(PLAIN)) == (0, 3)
    assert convolutions(walk(RESIDUAL)) == (0, 3)
    narrow = architecture(Conv(filters=2, size=5), RELU, Conv(filters=2, size=8), Flatten(), Dense(units=3))
    assert convolutions(walk(narrow)) == (0,)
    flat = architecture(Flatten(), Residual(layers=(Dense(units=144),)), Dense(units=3))
    assert convolutions(walk(flat)) == ()


def test_every_preset_but_the_dense_one_has_a_convolution_for_it():
    steps = {name: walk(preset.architecture(Volume(28, 28, 1), 10)) for name, preset in PRESETS.items()}
    without = {name for name, walked in steps.items() if not convolutions(walked)}
    assert without == {name for name in without if not any(isinstance(step.layer, Conv) for step in steps[name])}
    assert len(without) < len(steps)


@pytest.mark.parametrize("network", [LINEAR, architecture(Conv(filters=2, size=12), Flatten(), Dense(units=3))])
def test_without_such_maps_it_says_so(network):
    with pytest.raises(ExplanationError, match=f"{network.name} has no convolution whose maps tell places apart"):
        grad_cam(subject_of(network)[0])
