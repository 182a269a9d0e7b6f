"""A subject is seen as when it is predicted, and the network it is explained by is nobody else's."""

import numpy as np
import pytest
import torch

from cnn.attribution import library
from cnn.attribution.grad_cam import grad_cam
from cnn.attribution.integrated_gradients import integrated_gradients
from cnn.attribution.library import need_captum
from cnn.attribution.occlusion import occlusion
from cnn.attribution.score import Score
from cnn.attribution.subject import Subject
from cnn.errors import DataError, ExplanationError
from tests.cnn.attribution.explained import INPUT, PLAIN, subject_of
from tests.cnn.untrained import any_image, predictor_of


def test_the_score_is_what_the_network_predicts_by():
    predictor, image = predictor_of(PLAIN, 0.13, 0.31), any_image(INPUT)
    logits = predictor.logits(np.stack([image, np.zeros_like(image)]))
    subject = Subject.of(predictor, image, Score(2, 0))
    assert subject.scored(subject.x).item() == pytest.approx(logits[0, 2] - logits[0, 0], abs=1e-5)
    expected = (logits[0, 2] - logits[0, 0]) - (logits[1, 2] - logits[1, 0])
    assert subject.difference() == pytest.approx(expected, abs=1e-5)
    assert Subject.of(predictor, image, Score(1)).scored(subject.x).item() == pytest.approx(logits[0, 1], abs=1e-5)


def test_explaining_leaves_the_network_as_it_was():
    subject, network = subject_of(PLAIN)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    for explain in (grad_cam, integrated_gradients, occlusion):
        explain(subject)
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert all(parameter.grad is None for parameter in network.parameters())
    assert not any(module._forward_hooks for module in network.modules())
    assert subject.network is not network


def test_pictures_of_another_size_are_refused():
    with pytest.raises(DataError, match="reads pictures of 12×12×1"):
        Subject.of(predictor_of(PLAIN), np.zeros((1, 28, 28), np.uint8), Score(0))


@pytest.mark.parametrize("explain", [grad_cam, integrated_gradients, occlusion])
def test_without_the_library_it_says_how_to_install_it(explain, monkeypatch):
    monkeypatch.setattr(library, "NEEDED", "no_such_package")
    with pytest.raises(ExplanationError, match=r"need the package no_such_package: install it with .*optional\.txt"):
        explain(subject_of(PLAIN)[0])


def test_with_the_library_nothing_is_said():
    need_captum()
