"""Activations are those of the networks, and what they did is counted."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnn.inside.activation import NAMES, Effect, activated
from cnn.model.layers import Activation

BY_HAND = {
    "relu": lambda x: np.maximum(0, x),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "gelu": lambda x: functional.gelu(torch.from_numpy(x)).numpy(),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


@pytest.mark.parametrize("name", NAMES)
def test_function_is_what_its_name_says(name):
    numbers = np.linspace(-6, 6, 60).reshape(6, 10)
    np.testing.assert_allclose(activated(name, numbers), BY_HAND[name](numbers), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_every_function_is_a_layer_of_an_architecture(name):
    assert Activation(function=name).function == name


def test_relu_silences_what_is_negative_and_nothing_else():
    effect = Effect("relu", np.array([[-2.0, 0.0, 3.0], [-0.5, 1.0, -0.1]]))
    assert effect.after.tolist() == [[0, 0, 3], [0, 1, 0]]
    assert (effect.negative, effect.silenced, effect.unchanged) == (3, 3, 3)


def test_leaky_relu_silences_nothing():
    effect = Effect("leaky_relu", np.array([[-2.0, 0.0, 3.0]]))
    assert (effect.negative, effect.silenced, effect.unchanged) == (1, 0, 2)
    assert effect.after[0, 0] == pytest.approx(-0.02)
