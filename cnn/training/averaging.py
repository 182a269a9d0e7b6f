"""A running mean of the weights, which generalises better than their last value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from cnn.training.state import State


class Average:
    """Exponential moving average of a network's weights and running statistics (Polyak, Juditsky 1992).

    mean ← d·mean + (1 − d)·weights with d = min(decay, (1 + steps) / (10 + steps)), so that the first weights are soon
    forgotten (TensorFlow's ``ExponentialMovingAverage``). With ``decay`` 0 the weights themselves.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self._weights = _floats(network)
        self._mean = [weight.detach().clone() for weight in self._weights] if decay else []
        self._steps = 0

    @torch.no_grad()
    def add(self) -> None:
        """Take in the weights as they are after a step."""
        if self._mean:
            torch._foreach_lerp_(self._mean, self._weights, self.next_share())

    def next_share(self) -> float:
        """1 − d, what the mean takes of the weights after this step; the step is counted, the mean is not changed."""
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        self._steps += 1
        return 1 - decay

    @torch.no_grad()
    def add_share(self, share: Tensor) -> None:
        """Take in a ``share`` () of the weights as they are; for a recorded step, which finds it on the device."""
        if self._mean:
            apart = torch._foreach_sub(self._weights, self._mean)
            torch._foreach_mul_(apart, share)
            torch._foreach_add_(self._mean, apart)

    @torch.no_grad()
    def restart(self) -> None:
        """Forget all steps: the mean is the weights as they are."""
        self._steps = 0
        if self._mean:
            torch._foreach_copy_(self._mean, self._weights)

    def state(self) -> State:
        """The mean, and how many steps are in it."""
        return {"mean": self._mean, "steps": self._steps}

    @torch.no_grad()
    def take(self, state: State) -> None:
        """Go on averaging from there."""
        self._steps = state["steps"]
        for mine, its in zip(self._mean, state["mean"], strict=True):
            mine.copy_(its)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Within this context the network has the mean weights."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    @torch.no_grad()
    def _swap(self) -> None:
        if self._mean:
            kept = [weight.detach().clone() for weight in self._weights]
            torch._foreach_copy_(self._weights, self._mean)
            torch._foreach_copy_(self._mean, kept)


def _floats(network: nn.Module) -> list[Tensor]:
    """Everything a network learns or measures; counters are not averaged.

    The parameters themselves rather than views of their memory, which lowering replaces.
    """
    return [value for value in (*network.parameters(), *network.buffers()) if value.is_floating_point()]
