"""Muon: the steps of whole matrices, filters and connections, made orthogonal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import torch
from torch import Tensor
from torch.optim import Optimizer

from cnn.training.precision import multiplies_bfloat16

A, B, C = 3.4445, -4.7750, 2.0315
ROUNDS = 5
TINY = 1e-7
OF_ADAMW = 0.2
LARGE = 160
"""So many rows and columns make products in bfloat16 the faster way: on a processor with AMX 128×1,152 numbers took
1.3 ms in bfloat16 and 1.1 otherwise, 192×1,152 took 1.9 and 2.5."""


class Muon(Optimizer):
    """Muon (Jordan 2024) with Nesterov momentum, its steps brought to the size of AdamW's (Liu 2025).

    What ``torch.optim.Muon`` with ``adjust_lr_fn="match_rms_adamw"`` computes but for rounding, which is finer here.
    The learning rate may also be a tensor () on the device of the weights, as a recorded step needs it; PyTorch's
    reads such a rate on the CPU.

    params: matrices (2-D).
    """

    def __init__(self, params: Iterable[Tensor], lr: float, weight_decay: float, momentum: float) -> None:
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if not weights:
                continue
            rate, momentum = group["lr"], group["momentum"]
            gradients = [weight.grad for weight in weights]
            means = [self._mean(weight) for weight in weights]
            torch._foreach_lerp_(means, gradients, 1 - momentum)
            steps = [orthogonalised(ahead) for ahead in torch._foreach_lerp(gradients, means, momentum)]
            torch._foreach_mul_(steps, [OF_ADAMW * math.sqrt(max(step.shape)) for step in steps])
            torch._foreach_mul_(steps, rate)
            if group["weight_decay"]:
                torch._foreach_mul_(weights, 1 - rate * group["weight_decay"])
            torch._foreach_sub_(weights, steps)

    def _mean(self, weight: Tensor) -> Tensor:
        """The running mean of a weight's gradients."""
        state = self.state[weight]
        if "mean" not in state:
            state["mean"] = torch.zeros_like(weight)
        kept: Tensor = state["mean"]
        return kept


def orthogonalised(matrix: Tensor) -> Tensor:
    """``matrix`` (M, N) with its singular values brought near 1 (about 0.7 to 1.2), by Newton and Schulz.

    Each round multiplies X, of which M ≤ N and ‖X‖ = 1, from the left by P = a + b·G + c·G² with G = X·Xᵀ (Jordan 2024,
    whose coefficients rise steeply at 0 rather than end at 1). Large matrices go through the rounds in bfloat16, as in
    PyTorch, where the processor is made for it; all others in fewer operations and their own numbers.
    """
    x = matrix.T if len(matrix) > matrix.shape[1] else matrix
    x = x / torch.linalg.vector_norm(x).clamp(min=TINY)
    is_for_bfloat16 = len(x) >= LARGE and multiplies_bfloat16(x.device)
    x = in_rounds(x.bfloat16()).to(matrix.dtype) if is_for_bfloat16 else in_one(x)
    return x.T if len(matrix) > matrix.shape[1] else x


def in_rounds(x: Tensor) -> Tensor:
    """The rounds as they are written."""
    for _ in range(ROUNDS):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=B, alpha=C), x, beta=A)
    return x


def in_one(x: Tensor) -> Tensor:
    """The same as one product with X: P and G commute, so G becomes P·G·P, and all rounds are worked out on G alone.

    For 96 filters of 576 weights these are less than half of the operations. Not for bfloat16: what G is rounded by
    grows twelvefold a round.
    """
    gram = x @ x.T
    product = torch.eye(len(x), dtype=x.dtype, device=x.device)
    for number in range(ROUNDS):
        change = torch.addmm(gram, gram, gram, beta=B, alpha=C)
        product = torch.addmm(product, change, product, beta=A)
        if number < ROUNDS - 1:
            half = torch.addmm(gram, change, gram, beta=A)
            gram = torch.addmm(half, half, change, beta=A)
    return product @ x


def multiply_adds(rows: int, columns: int) -> int:
    """How many multiplications, each with its addition, ``orthogonalised`` takes for a matrix of that size."""
    short, long = sorted((rows, columns))
    return 2 * short**2 * long + (4 * ROUNDS - 2) * short**3
