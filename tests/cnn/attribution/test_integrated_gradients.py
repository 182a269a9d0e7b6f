"""Integrated gradients equal the library's, a linear network's by hand, and add up to what they explain."""

import numpy as np
import pytest
import torch
from captum.attr import IntegratedGradients

from cnn.attribution import integrated_gradients as module
from cnn.attribution.integrated_gradients import STEPS, integrated_gradients
from cnn.attribution.score import Score
from tests.cnn.attribution.explained import COLOURFUL, INPUT, LINEAR, PLAIN, RESIDUAL, subject_of
from tests.cnn.untrained import any_image


@pytest.mark.parametrize("ground", [None, any_image(INPUT, seed=5)], ids=["empty", "another picture"])
def test_of_a_linear_network_they_are_weights_times_the_difference(ground):
    subject, network = subject_of(LINEAR, Score(2), ground=ground)
    weights = network.layers[1].weight[2].detach().reshape(1, 12, 12)
    found = integrated_gradients(subject)
    np.testing.assert_allclose(found.map, (weights * (subject.x - subject.ground)[0])[0].numpy(), atol=1e-6)
    assert found.delta == pytest.approx(0, abs=1e-4)
    assert found.steps == STEPS[0]


@pytest.mark.parametrize("architecture", [PLAIN, RESIDUAL, COLOURFUL], ids=lambda each: each.name)
def test_they_are_those_of_the_library(architecture):
    subject, network = subject_of(architecture)
    found = integrated_gradients(subject)
    expected = IntegratedGradients(network).attribute(subject.x, subject.ground, target=1, n_steps=found.steps)
    np.testing.assert_allclose(found.map, expected[0].sum(0).detach().numpy(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("architecture", [PLAIN, RESIDUAL, COLOURFUL], ids=lambda each: each.name)
def test_all_pixels_add_up_to_the_difference_of_two_forward_passes(architecture):
    for seed in range(5):
        subject, network = subject_of(architecture, Score(0, 2), seed)
        found = integrated_gradients(subject)
        with torch.no_grad():
            logits = network(torch.cat([subject.x, subject.ground]))
        difference = (logits[0, 0] - logits[0, 2]) - (logits[1, 0] - logits[1, 2])
        assert found.difference == pytest.approx(difference.item(), abs=1e-5)
        assert abs(found.delta) <= 0.01 * max(1, abs(found.difference))
        assert found.delta == pytest.approx(found.map.sum() - found.difference)


def test_one_class_against_another_is_the_difference_of_both_alone():
    alone = [integrated_gradients(subject_of(PLAIN, Score(label))[0]).map for label in (0, 2)]
    against = integrated_gradients(subject_of(PLAIN, Score(0, 2))[0])
    np.testing.assert_allclose(against.map, alone[0] - alone[1], atol=1e-2)


def test_more_steps_are_taken_until_the_sum_is_close(monkeypatch):
    subject, _ = subject_of(PLAIN)
    monkeypatch.setattr(module, "CLOSE", 0)
    exact = integrated_gradients(subject)
    assert exact.steps == STEPS[-1]
    monkeypatch.setattr(module, "CLOSE", 1e9)
    assert integrated_gradients(subject).steps == STEPS[0]
