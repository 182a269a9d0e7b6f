"""A share of the weights: gradients of several parts added up and applied by one thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

import torch
from torch import Tensor, nn

from cnn.training.config import TrainingConfig
from cnn.training.optimizers import forget, make_optimizers

Cut = Callable[[Tensor], Tensor]  # what a share takes of a tensor: a view of its memory

LARGE = 50_000  # numbers; cutting smaller tensors costs more than it saves


class Share:
    """An ``of``-th of all weights, with the optimizer's memory of them.

    Most optimizers treat each number by itself, so large tensors are cut into ``of`` pieces. Small ones, and the
    matrices that Muon needs whole, are dealt out, each kind by itself so that every share gets some of it. Where there
    are fewer than shares, some are empty.
    """

    def __init__(self, config: TrainingConfig, network: nn.Module, number: int, of: int) -> None:
        matrices = {id(it) for it in _hidden_matrices(network)} if config.optimizer == "muon" else set()
        self._cuts: list[Cut | None] = []
        self._weights: list[Tensor] = []
        self._gradients: list[Tensor] = []
        kinds: dict[str, list[Tensor]] = {"matrices": [], "decayed": [], "spared": []}
        turns = {kind: count() for kind in kinds}
        for parameter in network.parameters():
            is_matrix = id(parameter) in matrices
            is_dealt = is_matrix or parameter.numel() < LARGE
            kind = "matrices" if is_matrix else "decayed" if parameter.ndim > 1 else "spared"
            if is_dealt and next(turns[kind]) % of != number:
                self._cuts.append(None)
                continue
            cut: Cut = _as_matrix if is_matrix else _flat if is_dealt else partial(_piece, number=number, of=of)
            self._cuts.append(cut)
            self._weights.append(cut(parameter))
            kinds[kind].append(self._weights[-1])
        self._optimizers = make_optimizers(config, **kinds)
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

    def _cut_gradients(self, parameters: Sequence[nn.Parameter]) -> list[Tensor]:
        pairs = zip(self._cuts, parameters, strict=True)
        return [cut(_gradient(parameter)) for cut, parameter in pairs if cut]


def _hidden_matrices(network: nn.Module) -> list[Tensor]:
    """The weights of all filters and connections but those of the last layer, which Muon is not meant for."""
    matrices: list[Tensor] = [parameter for parameter in network.parameters() if parameter.ndim > 1]
    return matrices[:-1]


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
