"""From gradients to steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn
from torch.optim import SGD, Adam, AdamW, Optimizer

from cnn.training.config import TrainingConfig

KERAS_EPSILON = 1e-7


class KerasRMSprop(Optimizer):
    """RMSprop as Keras computes it: ε stands under the root, where PyTorch adds it after.

    v ← ρ·v + (1 − ρ)·g²,  w ← w − rate·g / √(v + ε)  (Hinton 2012; Keras 3 ``optimizers/rmsprop.py``). With ε = 1e-7
    the difference is not rounding: weights with tiny gradients move by up to 3,000 times less here.
    """

    def __init__(self, params: Iterable[Tensor], lr: float, rho: float = 0.9, epsilon: float = KERAS_EPSILON) -> None:
        super().__init__(params, {"lr": lr, "rho": rho, "epsilon": epsilon, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if not weights:
                continue
            gradients = [weight.grad for weight in weights]
            squares = [self._square(weight) for weight in weights]
            if group["weight_decay"]:
                torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
            torch._foreach_mul_(squares, group["rho"])
            torch._foreach_addcmul_(squares, gradients, gradients, 1 - group["rho"])
            roots = torch._foreach_add(squares, group["epsilon"])
            torch._foreach_sqrt_(roots)
            torch._foreach_addcdiv_(weights, gradients, roots, -group["lr"])

    def _square(self, weight: Tensor) -> Tensor:
        """The running mean of the squared gradient, zero at first."""
        state = self.state[weight]
        if "square" not in state:
            state["square"] = torch.zeros_like(weight)
        square: Tensor = state["square"]
        return square


def make_optimizer(config: TrainingConfig, network: nn.Module) -> Optimizer:
    """The configured optimizer over the network's parameters; weight decay spares biases and batch normalisation."""
    decayed = [parameter for parameter in network.parameters() if parameter.ndim > 1]
    spared = [parameter for parameter in network.parameters() if parameter.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": config.weight_decay},
        {"params": spared, "weight_decay": 0.0},
    ]
    match config.optimizer:
        case "rmsprop":
            return KerasRMSprop(groups, config.learning_rate)  # type: ignore[arg-type]
        case "sgd":
            nesterov = config.momentum > 0
            return SGD(groups, config.learning_rate, config.momentum, nesterov=nesterov, foreach=True)
        case "adam":
            return Adam(groups, config.learning_rate, eps=KERAS_EPSILON, foreach=True)
        case "adamw":
            return AdamW(groups, config.learning_rate, eps=KERAS_EPSILON, foreach=True)
