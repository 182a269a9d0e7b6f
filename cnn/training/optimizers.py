"""From gradients to steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor
from torch.optim import SGD, Adam, AdamW, Optimizer

from cnn.training.config import KERAS_EPSILON, TrainingConfig
from cnn.training.muon import Muon
from cnn.training.state import State


class KerasRMSprop(Optimizer):
    """RMSprop as Keras computes it: ε stands under the root, where PyTorch adds it after.

    v ← ρ·v + (1 − ρ)·g²,  w ← w − rate·g / √(v + ε)  (Hinton 2012; Keras 3 ``optimizers/rmsprop.py``). With ε = 1e-7
    the difference is not rounding: weights with tiny gradients move by up to 3,000 times less here.

    Computed as an Adagrad that forgets, for which PyTorch has one fused pass: with s = (v + ε) / (1 − ρ) the formulas
    read s ← ρ·s + ε + g²,  w ← w − rate/√(1 − ρ) · g/√s.
    """

    def __init__(self, params: Iterable[Any], lr: float, rho: float = 0.9, epsilon: float = KERAS_EPSILON) -> None:
        super().__init__(params, {"lr": lr, "rho": rho, "epsilon": epsilon, "weight_decay": 0.0})
        self.start = epsilon / (1 - rho)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if not weights:
                continue
            gradients = [weight.grad for weight in weights]
            rho, epsilon = group["rho"], group["epsilon"]
            sums = [self._sum(weight) for weight in weights]
            if group["weight_decay"]:
                torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
            torch._foreach_mul_(sums, rho)
            torch._foreach_add_(sums, epsilon)
            take_step = step_fused if is_fused(weights) else step_anywhere
            take_step(weights, gradients, sums, group["lr"] / math.sqrt(1 - rho))

    def _sum(self, weight: Tensor) -> Tensor:
        """The forgetting sum s of a weight."""
        state = self.state[weight]
        if "sum" not in state:
            state["sum"] = torch.full_like(weight, self.start)
        kept: Tensor = state["sum"]
        return kept


def is_fused(weights: list[Tensor]) -> bool:
    """Whether a step over these is one pass over weights, gradients and sums instead of one a formula's term."""
    return all(weight.is_cpu or weight.is_cuda for weight in weights)


def step_fused(weights: list[Tensor], gradients: list[Tensor], sums: list[Tensor], rate: float | Tensor) -> None:
    """s ← s + g²,  w ← w − rate·g/√s  in one pass."""
    steps = [torch.zeros((), device=weights[0].device)] * len(weights)  # without decay of the rate they do not matter
    torch._fused_adagrad_(
        weights, gradients, sums, steps, lr=rate, lr_decay=0.0, weight_decay=0.0, eps=0.0, maximize=False
    )


def step_anywhere(weights: list[Tensor], gradients: list[Tensor], sums: list[Tensor], rate: float) -> None:
    """The same on any device, but the rate is no tensor."""
    torch._foreach_addcmul_(sums, gradients, gradients)
    torch._foreach_addcdiv_(weights, gradients, torch._foreach_sqrt(sums), -rate)


def make_optimizers(
    config: TrainingConfig, decayed: list[Tensor], spared: list[Tensor], matrices: list[Tensor]
) -> list[Optimizer]:
    """The configured optimizer over these weights.

    decayed: what weight decay pulls at. spared: what it does not: biases and batch normalisation.
    matrices: 2-D, what Muon is meant for, filters and hidden connections; the other optimizers decay them too.
    """
    if config.optimizer == "muon":
        rest = _make(config.changed(optimizer="adamw"), decayed, spared)
        if not matrices:
            return rest
        # Its steps are of AdamW's size, so one learning rate serves both.
        return [Muon(matrices, config.learning_rate, config.weight_decay, config.momentum), *rest]
    return _make(config, matrices + decayed, spared)


def forget(optimizer: Optimizer) -> None:
    """Bring what ``optimizer`` remembers of past steps back to the start, where it lies."""
    start = optimizer.start if isinstance(optimizer, KerasRMSprop) else 0.0  # as all of PyTorch's here
    for remembered in optimizer.state.values():
        for value in remembered.values():
            value.fill_(start)


def remembered(optimizer: Optimizer) -> list[State]:
    """What ``optimizer`` remembers of past steps, weight by weight; nothing of one that has not moved yet."""
    return [dict(optimizer.state.get(weight, {})) for weight in _weights(optimizer)]


@torch.no_grad()
def remind(optimizer: Optimizer, memories: list[State]) -> None:
    """Have ``optimizer`` remember that instead, in the same memory where it has any: a recording finds it there."""
    for weight, memory in zip(_weights(optimizer), memories, strict=True):
        mine = optimizer.state[weight]
        for name, value in memory.items():
            if isinstance(mine.get(name), Tensor):
                mine[name].copy_(value)
            else:
                mine[name] = value.to(weight.device) if isinstance(value, Tensor) else value


def _weights(optimizer: Optimizer) -> list[Tensor]:
    return [weight for group in optimizer.param_groups for weight in group["params"]]


def _make(config: TrainingConfig, decayed: list[Tensor], spared: list[Tensor]) -> list[Optimizer]:
    groups: list[dict[str, Any]] = [
        {"params": decayed, "weight_decay": config.weight_decay},
        {"params": spared, "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if not groups:
        return []
    fused = is_fused(decayed + spared)
    match config.optimizer:
        case "rmsprop":
            return [KerasRMSprop(groups, config.learning_rate)]
        case "sgd":
            return [SGD(groups, config.learning_rate, config.momentum, nesterov=config.momentum > 0, fused=fused)]
        case "adam":
            return [Adam(groups, config.learning_rate, eps=KERAS_EPSILON, fused=fused)]
        case "adamw":
            return [AdamW(groups, config.learning_rate, eps=KERAS_EPSILON, fused=fused)]
        case "muon":
            raise AssertionError("Muon leaves these weights to AdamW")
