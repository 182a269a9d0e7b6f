"""Steps are those of the formulas; RMSprop is that of Keras."""

import numpy as np
import pytest
import torch
from torch import nn

from cnn.training.config import TrainingConfig
from cnn.training.optimizers import KERAS_EPSILON, KerasRMSprop, make_optimizer


def test_rmsprop_is_the_recursion_of_keras():
    rng = np.random.default_rng(0)
    start, gradients = rng.normal(size=7), rng.normal(size=(6, 7)) * 10.0 ** rng.integers(-6, 2, (6, 7))
    w, v = start.copy(), np.zeros(7)
    weight = torch.tensor(start, requires_grad=True)
    optimizer = KerasRMSprop([weight], lr=0.001)
    for g in gradients:
        v = 0.9 * v + 0.1 * g**2
        w -= 0.001 * g / np.sqrt(v + 1e-7)
        weight.grad = torch.tensor(g)
        optimizer.step()
        np.testing.assert_allclose(weight.detach().numpy(), w, rtol=0, atol=1e-14)


def test_a_tiny_gradient_moves_a_weight_as_in_keras_not_as_in_pytorch():
    weights = [torch.zeros(1, requires_grad=True) for _ in range(2)]
    ours = KerasRMSprop([weights[0]], lr=1.0)
    theirs = torch.optim.RMSprop([weights[1]], lr=1.0, alpha=0.9, eps=KERAS_EPSILON)
    for weight, optimizer in zip(weights, (ours, theirs), strict=True):
        weight.grad = torch.full((1,), 1e-7)
        optimizer.step()
    moved, moved_by_pytorch = (abs(weight.item()) for weight in weights)
    assert moved == pytest.approx(1e-7 / np.sqrt(1e-7), rel=1e-4)
    assert moved_by_pytorch > 1000 * moved


@pytest.mark.parametrize("name", ["rmsprop", "sgd", "adam", "adamw"])
def test_weight_decay_pulls_weights_and_spares_biases_and_normalisation(name):
    network = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3))
    for parameter in network.parameters():
        nn.init.constant_(parameter, 2.0)
        parameter.grad = torch.zeros_like(parameter)
    settings = {"optimizer": name, "weight_decay": 0.5, "learning_rate": 0.1}
    make_optimizer(TrainingConfig(**settings), network).step()
    linear, norm = network
    assert (linear.weight < 2).all()
    assert all((it == 2).all() for it in (linear.bias, norm.weight, norm.bias))


def test_rmsprop_decays_apart_from_the_gradient_like_adamw():
    weight = torch.full((2, 2), 4.0, requires_grad=True)
    weight.grad = torch.zeros(2, 2)
    KerasRMSprop([{"params": [weight], "weight_decay": 0.5}], lr=0.1).step()
    assert weight.tolist() == [[pytest.approx(4 * (1 - 0.05))] * 2] * 2


def test_a_weight_without_gradient_stays():
    weight = torch.ones(2, requires_grad=True)
    KerasRMSprop([weight], lr=0.1).step()
    assert weight.tolist() == [1, 1]


def test_sgd_is_nesterov_where_there_is_momentum():
    network = nn.Linear(2, 2)
    (group, *_) = make_optimizer(TrainingConfig(optimizer="sgd", momentum=0.9), network).param_groups
    assert group["nesterov"]
    assert group["momentum"] == 0.9
    (group, *_) = make_optimizer(TrainingConfig(optimizer="sgd", momentum=0), network).param_groups
    assert not group["nesterov"]
