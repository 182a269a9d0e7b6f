"""Steps are those of the formulas; RMSprop is that of Keras."""

import numpy as np
import pytest
import torch
from torch.optim import SGD, Adam, AdamW, RMSprop

from cnn.training import optimizers
from cnn.training.config import KERAS_EPSILON, TrainingConfig
from cnn.training.muon import Muon
from cnn.training.optimizers import KerasRMSprop, make_optimizers, step_anywhere, step_fused

OPTIMIZERS = ("rmsprop", "sgd", "adam", "adamw", "muon")


def weight(value, *shape, gradient=0.0):
    it = torch.full(shape, value, requires_grad=True)
    it.grad = torch.full(shape, gradient)
    return it


@pytest.mark.parametrize("step", [step_fused, step_anywhere])
@pytest.mark.parametrize(
    ("dtype", "weight_decay", "tolerance"),
    # In float32 a factor next to 1 is itself rounded, and four hundred of them add up.
    [(np.float64, 0.0, 1e-13), (np.float64, 0.1, 1e-13), (np.float32, 0.0, 1e-6), (np.float32, 0.1, 1e-5)],
)
def test_rmsprop_is_the_recursion_of_keras(monkeypatch, step, dtype, weight_decay, tolerance):
    monkeypatch.setattr(optimizers, "step_fused", step)
    rng = np.random.default_rng(0)
    gradients = (rng.normal(size=(400, 70)) * 10.0 ** rng.integers(-6, 2, (400, 70))).astype(dtype)
    gradients[rng.random(gradients.shape) < 0.1] = 0
    w, v = rng.normal(size=70).astype(dtype).astype(float), np.zeros(70)
    trained = torch.tensor(w.astype(dtype), requires_grad=True)
    optimizer = KerasRMSprop([{"params": [trained], "weight_decay": weight_decay}], lr=0.01)
    for g in gradients:
        v = 0.9 * v + 0.1 * g.astype(float) ** 2
        w -= 0.01 * weight_decay * w
        w -= 0.01 * g / np.sqrt(v + 1e-7)
        trained.grad = torch.tensor(g)
        optimizer.step()
        assert np.linalg.norm(trained.detach().numpy() - w) < tolerance * np.linalg.norm(w)


def test_a_tiny_gradient_moves_a_weight_as_in_keras_not_as_in_pytorch():
    ours, theirs = (weight(0.0, 1, gradient=1e-7) for _ in range(2))
    KerasRMSprop([ours], lr=1.0).step()
    RMSprop([theirs], lr=1.0, alpha=0.9, eps=KERAS_EPSILON).step()
    assert abs(ours.item()) == pytest.approx(1e-7 / np.sqrt(1e-7), rel=1e-4)
    assert abs(theirs.item()) > 1000 * abs(ours.item())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_weight_decay_pulls_weights_and_spares_biases_and_normalisation(name):
    matrix, rows, bias = weight(2.0, 3, 3), weight(2.0, 4), weight(2.0, 3)
    config = TrainingConfig(optimizer=name, weight_decay=0.5, learning_rate=0.1)
    for optimizer in make_optimizers(config, decayed=[rows], spared=[bias], matrices=[matrix]):
        optimizer.step()
    assert (matrix < 2).all()
    assert (rows < 2).all()
    assert (bias == 2).all()


@pytest.mark.parametrize("name", ["rmsprop", "adamw", "muon"])
def test_decay_is_apart_from_the_gradient_and_of_the_size_of_the_rate(name):
    config = TrainingConfig(optimizer=name, weight_decay=0.5, learning_rate=0.1)
    matrix, rows = weight(4.0, 2, 2), weight(4.0, 2)
    for optimizer in make_optimizers(config, decayed=[rows], spared=[], matrices=[matrix]):
        optimizer.step()
    for it in (matrix, rows):
        torch.testing.assert_close(it.detach(), torch.full_like(it, 4 * (1 - 0.05)))


def test_a_weight_without_gradient_stays():
    unused = torch.ones(2, requires_grad=True)
    KerasRMSprop([unused], lr=0.1).step()
    assert unused.tolist() == [1, 1]


def reference(config, decayed, spared):
    """PyTorch's own optimizer in its plainest form."""
    plainly = {"lr": config.learning_rate, "foreach": False, "fused": False}
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": spared, "weight_decay": 0.0}]
    match config.optimizer:
        case "sgd":
            return SGD(groups, momentum=config.momentum, nesterov=config.momentum > 0, **plainly)
        case "adam":
            return Adam(groups, eps=KERAS_EPSILON, **plainly)
        case "adamw":
            return AdamW(groups, eps=KERAS_EPSILON, **plainly)


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "sgd", "momentum": 0.9},
        {"optimizer": "sgd", "momentum": 0.0},
        {"optimizer": "adam"},
        {"optimizer": "adamw"},
    ],
    ids=str,
)
def test_fused_steps_are_those_of_pytorchs_plain_formulas(settings):
    config = TrainingConfig(**settings, learning_rate=0.03, weight_decay=0.2)
    generator = torch.Generator().manual_seed(0)
    draw = [torch.randn(5, 3, generator=generator, dtype=torch.float64) for _ in range(41)]
    ours, theirs = ([draw[0].clone().requires_grad_() for _ in range(2)] for _ in range(2))
    (optimizer,) = make_optimizers(config, decayed=ours[:1], spared=ours[1:], matrices=[])
    plain = reference(config, theirs[:1], theirs[1:])
    for first, second in zip(draw[1::2], draw[2::2], strict=True):
        for weights in (ours, theirs):
            weights[0].grad, weights[1].grad = first.clone(), second.clone()
        optimizer.step()
        plain.step()
        torch.testing.assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


def test_muon_takes_the_matrices_in_steps_of_adamws_size_and_leaves_the_rest_to_adamw():
    config = TrainingConfig(optimizer="muon", learning_rate=0.02, momentum=0.8, weight_decay=0.3)
    matrix, rows, bias = weight(0.0, 4, 6), weight(0.0, 5), weight(0.0, 3)
    muon, adamw = make_optimizers(config, decayed=[rows], spared=[bias], matrices=[matrix])
    assert isinstance(muon, Muon)
    (group,) = muon.param_groups
    assert [id(it) for it in group["params"]] == [id(matrix)]
    assert (group["lr"], group["momentum"], group["weight_decay"]) == (0.02, 0.8, 0.3)
    assert isinstance(adamw, AdamW)
    assert [id(it) for group in adamw.param_groups for it in group["params"]] == [id(rows), id(bias)]
    matrix.grad = torch.randn(4, 6, generator=torch.Generator().manual_seed(0))
    muon.step()
    assert matrix.detach().square().mean().sqrt().item() == pytest.approx(0.2 * 0.02, rel=0.3)  # Liu 2025


def test_without_matrices_muon_is_adamw_alone():
    assert [type(it) for it in make_optimizers(TrainingConfig(optimizer="muon"), [weight(1.0, 2)], [], [])] == [AdamW]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_nothing_to_train_needs_no_optimizer(name):
    assert make_optimizers(TrainingConfig(optimizer=name), [], [], []) == []


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "muon"])
def test_every_other_optimizer_treats_matrices_as_weights(name):
    (optimizer,) = make_optimizers(TrainingConfig(optimizer=name), [], [], [matrix := weight(1.0, 2, 2)])
    assert optimizer.param_groups[0]["params"][0] is matrix
