"""Gradient descent on one batch, slow enough to look at: the loss, its gradient, and what steps against it do.

The batch, its loss and its gradient are those of a training (``part.py``); only the step is the plain one, weights −
rate × gradient, where a training lets its optimizer take it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from cnn.data.batches import step_seed
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.training.config import TrainingConfig
from cnn.training.part import Part
from cnn.training.preparation import prepare

Numbers = npt.NDArray[np.float64]


class Descent:
    """A network on one batch of the first epoch of its training; of one thread alone, as its weights change.

    rows: int64 (B,), the images of the batch. loss: their mean loss. filters, gradient: float64 (K, D, H, W), the first
    layer that has weights: K filters over a picture of depth D, or K units each over the whole picture (where it is
    deeper in the network, (K, 1, 1, n)); and how fast the loss grows with each of those weights.
    slope: the sum of the squares of the whole gradient, by which the loss falls for each unit of rate at first.
    """

    def __init__(
        self,
        architecture: Architecture,
        config: TrainingConfig,
        images: ImageSet,
        normalisation: Normalisation,
        number: int = 1,
        trained: Network | None = None,
    ) -> None:
        """Take batch ``number`` of a training, and its first weights or those of ``trained``.

        Dropout and augmentation are drawn once and stay. Raises as ``train`` does where images, network and settings do
        not fit; a number beyond the epoch means its last batch.
        """
        begun = prepare(architecture, config.changed(device="cpu"), images, normalisation)
        place = min(number, len(begun.batches)) - 1
        self._rows = next(islice(begun.batches.epoch(1), place, None))
        self._seed = step_seed(begun.seed, 1, place)
        network = copy.deepcopy(trained).cpu() if trained is not None else begun.network
        self._part = Part(network, begun.batches, torch.float32, config.label_smoothing)
        self._weights = self._part.parameters
        self._start = [weight.detach().clone() for weight in self._weights]
        self.rows: npt.NDArray[np.int64] = self._rows.numpy()
        self.loss = self._learn()
        self._gradients = [_gradient(weight).clone() for weight in self._weights]
        self.slope = float(sum(gradient.double().square().sum() for gradient in self._gradients))
        first = next(place for place, weight in enumerate(self._weights) if weight.ndim > 1)
        volume = network.architecture.input
        self.filters, self.gradient = (
            _as_pictures(numbers[first], (volume.depth, volume.height, volume.width))
            for numbers in (self._start, self._gradients)
        )

    def losses_along(self, rates: Sequence[float]) -> Iterator[float]:
        """The loss after one step at each of the rates, always from the start; NaN or infinite where it explodes."""
        for rate in rates:
            self._place(self._start)
            self._step(self._gradients, rate)
            yield self._look()

    def losses_of_steps(self, rate: float, steps: int) -> Iterator[float]:
        """The loss after one step, after two, … on the same batch, each against the gradient where it has come to."""
        self._place(self._start)
        self._learn()
        for _ in range(steps):
            self._step([_gradient(weight) for weight in self._weights], rate)
            yield self._learn()

    def _learn(self) -> float:
        """The loss where the weights are; leaves its gradient with them."""
        self._part.forget()
        self._part.reseed(self._seed)
        self._part.learn(self._rows, len(self._rows))
        self._part.meter.reset()
        self._part.count()
        return self._part.meter.read().loss

    @torch.no_grad()
    def _look(self) -> float:
        """The loss alone."""
        self._part.reseed(self._seed)
        return self._part.look(self._rows)[0].item() / len(self._rows)

    @torch.no_grad()
    def _place(self, weights: Sequence[Tensor]) -> None:
        torch._foreach_copy_(list(self._weights), list(weights))

    @torch.no_grad()
    def _step(self, gradients: Sequence[Tensor], rate: float) -> None:
        torch._foreach_add_(list(self._weights), list(gradients), alpha=-rate)


def _gradient(weight: Tensor) -> Tensor:
    """Its gradient; zeros where the loss does not depend on it."""
    return torch.zeros_like(weight) if weight.grad is None else weight.grad


def _as_pictures(numbers: Tensor, picture: tuple[int, ...]) -> Any:
    """Filters as they are, units as the pictures they are laid over."""
    values = numbers.detach().double().numpy()
    if values.ndim == 4:
        return values
    is_whole = values.shape[1] == np.prod(picture)
    return values.reshape(len(values), *(picture if is_whole else (1, 1, values.shape[1])))
