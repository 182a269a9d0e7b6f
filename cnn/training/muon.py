"""Muon with a learning rate that a recorded step can change."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.optim import Muon


class RecordableMuon(Muon):
    """PyTorch's Muon (Jordan 2024), whose rate may also be a tensor () on the device of the weights.

    PyTorch's reads such a rate on the CPU, which a step recorded on the device cannot. Here the weights give way to a
    step of rate 1 from zero, are decayed meanwhile, and take that step scaled: the same but for rounding.
    """

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        (group,) = self.param_groups
        rate, decay = group["lr"], group["weight_decay"]
        if not isinstance(rate, Tensor):
            super().step()
            return
        weights = group["params"]
        decayed = torch._foreach_mul(weights, 1 - rate * decay)
        torch._foreach_zero_(weights)
        group.update(lr=1.0, weight_decay=0.0)
        super().step()
        group.update(lr=rate, weight_decay=decay)
        torch._foreach_mul_(weights, rate)
        torch._foreach_add_(weights, decayed)
