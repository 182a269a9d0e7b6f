"""A share of the weights: gradients of several parts added up and applied by one thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import torch
from torch import Tensor, nn

from cnn.training import muon
from cnn.training.config import TrainingConfig
from cnn.training.optimizers import forget, make_optimizers, remembered, remind
from cnn.training.state import State

Kind = Literal["matrices", "decayed", "spared"]  # as ``make_optimizers`` tells weights apart
Cut = Callable[[Tensor], Tensor]  # what a share takes of a tensor: a view of its memory

LARGE = 50_000  # numbers; cutting smaller tensors costs more than it saves
MULTIPLY_ADDS_A_NUMBER = 50  # that take as long as an optimizer's pass over a number, its memory and its gradient


def make_shares(config: TrainingConfig, network: nn.Module, of: int) -> list[Share]:
    """All weights of ``network`` in ``of`` shares that take about as long as each other; some may be empty.

    Most optimizers treat each number by itself, so large tensors are cut into ``of`` pieces. Small ones, and the
    matrices that Muon needs whole, are dealt out: the costliest first, each to the share that has the least to do.
    """
    parameters = list(network.parameters())
    kinds = _kinds(config, parameters)
    costs = [_cost(parameter, kind) for parameter, kind in zip(parameters, kinds, strict=True)]
    loads = [0] * of
    cuts: list[list[Cut | None]] = [[None] * len(parameters) for _ in range(of)]
    for place in sorted(range(len(parameters)), key=costs.__getitem__, reverse=True):
        is_matrix = kinds[place] == "matrices"
        if not is_matrix and parameters[place].numel() >= LARGE:
            for number in range(of):
                cuts[number][place] = partial(_piece, number=number, of=of)
        else:
            number = loads.index(min(loads))
            loads[number] += costs[place]
            cuts[number][place] = _as_matrix if is_matrix else _flat
    return [Share(config, parameters, kinds, own) for own in cuts]


class Share:
    """A share of the weights, with the optimizer's memory of them.

    cuts: what it takes of each of the parameters, None for nothing. kinds: of each, how it is treated.
    """

    def __init__(
        self,
        config: TrainingConfig,
        parameters: Sequence[nn.Parameter],
        kinds: Sequence[Kind],
        cuts: Sequence[Cut | None],
    ) -> None:
        self._cuts = cuts
        self._gradients: list[Tensor] = []
        taken = [(kind, cut(it)) for it, kind, cut in zip(parameters, kinds, cuts, strict=True) if cut]
        self._weights = [weight for _, weight in taken]
        of_kind: dict[Kind, list[Tensor]] = {"matrices": [], "decayed": [], "spared": []}
        for kind, weight in taken:
            of_kind[kind].append(weight)
        self._optimizers = make_optimizers(config, **of_kind)
        self._on_cuda = any(weight.is_cuda for weight in self._weights)

    @torch.no_grad()
    def add(self, copies: Sequence[Sequence[nn.Parameter]]) -> None:
        """Add this share of the gradients of all ``copies`` of the parameters up, in the first one's."""
        if not self._weights:
            return
        total, *others = [self._cut_gradients(parameters) for parameters in copies]
        for other in others:
            torch._foreach_add_(total, other)
        self._gradients = total
        for weight, gradient in zip(self._weights, total, strict=True):
            weight.grad = gradient

    def square(self) -> Tensor:
        """The sum of the squared gradients of this share, after ``add``."""
        norms = torch._foreach_norm(self._gradients) if self._gradients else [torch.zeros(())]
        return torch.stack(norms).square().sum()

    @torch.no_grad()
    def apply(self, rate: float | Tensor, scale: Tensor | None = None) -> None:
        """Take a step at learning ``rate``, the gradients first multiplied by ``scale``.

        A tensor as rate, of shape () and on the device of the weights, is read only there.
        """
        if scale is not None and self._gradients:
            torch._foreach_mul_(self._gradients, scale)
        # PyTorch's optimizers ask to be told so, and warn where it is not true.
        capturing = self._on_cuda and torch.cuda.is_current_stream_capturing()
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"], group["capturable"] = rate, capturing
            optimizer.step()

    def forget(self) -> None:
        """Forget the steps taken so far; the weights stay."""
        for optimizer in self._optimizers:
            forget(optimizer)

    def state(self) -> State:
        """What the optimizers remember."""
        return {"optimizers": [remembered(optimizer) for optimizer in self._optimizers]}

    def take(self, state: State) -> None:
        """Go on from there; the share must be cut as it was."""
        for optimizer, memories in zip(self._optimizers, state["optimizers"], strict=True):
            remind(optimizer, memories)

    def _cut_gradients(self, parameters: Sequence[nn.Parameter]) -> list[Tensor]:
        pairs = zip(self._cuts, parameters, strict=True)
        return [cut(_gradient(parameter)) for cut, parameter in pairs if cut]


def _kinds(config: TrainingConfig, parameters: Sequence[nn.Parameter]) -> list[Kind]:
    """How each parameter is treated; Muon is meant for all filters and connections but those of the last layer."""
    kinds: list[Kind] = ["decayed" if parameter.ndim > 1 else "spared" for parameter in parameters]
    if config.optimizer == "muon":
        hidden = [place for place, kind in enumerate(kinds) if kind == "decayed"][:-1]
        for place in hidden:
            kinds[place] = "matrices"
    return kinds


def _cost(parameter: Tensor, kind: Kind) -> int:
    """How long its step takes, in multiplications with their additions."""
    cost = MULTIPLY_ADDS_A_NUMBER * parameter.numel()
    return cost + muon.multiply_adds(*_as_matrix(parameter).shape) if kind == "matrices" else cost


def _flat(tensor: Tensor) -> Tensor:
    """All numbers in the order they lie in memory; the output dimension comes first in every layout of weights."""
    return tensor.detach().as_strided((tensor.numel(),), (1,))


def _as_matrix(tensor: Tensor) -> Tensor:
    """One row a filter or unit."""
    return _flat(tensor).view(len(tensor), -1)


def _piece(tensor: Tensor, number: int, of: int) -> Tensor:
    return _flat(tensor).tensor_split(of)[number]


def _gradient(parameter: Tensor) -> Tensor:
    """Its gradient in the memory layout of the parameter itself, which autograd gives it where it can."""
    gradient = parameter.grad
    if gradient is None:
        gradient = torch.zeros_like(parameter)
    elif gradient.stride() != parameter.stride():
        gradient = torch.empty_like(parameter).copy_(gradient)
    parameter.grad = gradient
    return gradient
