"""A share of a batch: the network's gradients on it, computed by one thread."""

from __future__ import annotations

import copy

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cnn.data.batches import Batches
from cnn.model.build import Network
from cnn.model.lower import Lowered
from cnn.training.company import ALONE, Company
from cnn.training.meter import Meter
from cnn.training.precision import Numbers, computing_in
from cnn.training.state import State


def twin(network: Network) -> Network:
    """A network over the very same weights, with gradients and running statistics of its own."""
    other = copy.deepcopy(network)
    for name, weight in network.named_parameters():
        other.get_parameter(name).data = weight.data
    return other


class Part:
    """A network that learns from shares of batches and keeps count of how it does."""

    def __init__(
        self,
        network: Network,
        batches: Batches,
        numbers: Numbers,
        label_smoothing: float,
        company: Company = ALONE,
    ) -> None:
        self.network = network
        self.model = Lowered(network).train()
        self._learner = company.joined(self.model)
        self.parameters = list(network.parameters())  # once: walking all modules takes as long as a small operation
        self.meter = Meter(batches.images.device)
        self._batches = batches
        self._numbers = numbers
        self._label_smoothing = label_smoothing
        self._generator = torch.Generator(device=batches.images.device)
        self._learned: list[tuple[Tensor, Tensor, Tensor]] = []

    def forget(self) -> None:
        """Begin a batch: no gradients, and nothing of a batch that was broken off is counted."""
        for parameter in self.parameters:
            parameter.grad = None
        self._learned.clear()

    @property
    def generators(self) -> list[torch.Generator]:
        """Where everything random comes from."""
        return [self._generator, self.model.generator]

    def reseed(self, seed: int) -> None:
        """Have everything random that ``learn`` draws from now on depend on ``seed`` alone, a stream for each kind.

        Seeded alike, augmentation and dropout would be cut from the same numbers.
        """
        streams = np.random.SeedSequence(seed).generate_state(len(self.generators), np.uint64)
        for generator, stream in zip(self.generators, streams, strict=True):
            generator.manual_seed(int(stream >> np.uint64(1)))

    def see(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The images at ``rows`` as they are learned from, x float32 (B, C, H, W), and their labels (B,)."""
        return self._batches.load(rows, self._generator)

    def learn(self, rows: Tensor, whole: float) -> None:
        """Add to the gradients those of the mean loss over a batch of ``whole`` images, as far as ``rows`` cause it."""
        loss, logits, labels = self.look(rows)
        (loss / whole).backward()
        self._learned.append((loss.detach(), logits.detach(), labels))

    def attend(self, rows: Tensor) -> None:
        """Be there while others learn from a batch with nothing for this part: gradients of 0, over any ``rows``."""
        loss, _, _ = self.look(rows)
        (0 * loss).backward()

    def look(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What ``learn`` learns from: the summed loss over the images at ``rows``, their logits and their labels."""
        self._set_training(True)
        x, labels = self.see(rows)
        logits = self._logits(x, self._learner)
        smoothing = self._label_smoothing
        loss = functional.cross_entropy(logits, labels, label_smoothing=smoothing, reduction="sum")
        return loss, logits, labels

    def count(self) -> None:
        """End a batch: add how it did to the meter."""
        for loss, logits, labels in self._learned:
            self.meter.add(loss, logits, labels)

    @torch.no_grad()
    def take_statistics(self, other: Part) -> None:
        """Normalise by the running statistics of ``other`` from now on."""
        for mine, its in zip(self.network.buffers(), other.network.buffers(), strict=True):
            mine.copy_(its)

    def state(self) -> State:
        """What is its own between two batches: running statistics, and how it did in this epoch."""
        return {"statistics": dict(self.network.named_buffers()), "meter": self.meter.state()}

    @torch.no_grad()
    def take(self, state: State) -> None:
        """Go on from there."""
        for name, mine in self.network.named_buffers():
            mine.copy_(state["statistics"][name])
        self.meter.take(state["meter"])

    @torch.no_grad()
    def judge(self, rows: Tensor, meter: Meter) -> None:
        """Add to ``meter`` how the network reads the images at ``rows`` as they are."""
        self._set_training(False)
        x, labels = self._batches.look(rows)
        logits = self._logits(x, self.model)
        meter.add(functional.cross_entropy(logits, labels, reduction="sum"), logits, labels)

    def _set_training(self, mode: bool) -> None:
        if self.model.training != mode:
            self.model.train(mode)

    def _logits(self, x: Tensor, model: nn.Module) -> Tensor:
        with computing_in(self._numbers, x.device):
            logits: Tensor = model(x)
        return logits.float()
