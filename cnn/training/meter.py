"""Running loss and accuracy, all kept on the device: adding a batch never waits for it, and can be replayed there."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from cnn.training.company import ALONE, Company
from cnn.training.score import Score
from cnn.training.state import State


class Meter:
    """Loss and accuracy over the images added so far."""

    def __init__(self, device: torch.device) -> None:
        numbers = torch.float64 if device.type != "mps" else torch.float32
        self._loss = torch.zeros((), device=device, dtype=numbers)
        self._hits = torch.zeros((), device=device, dtype=torch.int64)
        self._images = torch.zeros((), device=device, dtype=torch.int64)

    def add(self, loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        """Add a batch: its summed ``loss``, ``logits`` (B, K) and ``labels`` (B,)."""
        self._loss += loss.detach()
        self._hits += (logits.detach().argmax(1) == labels).sum()
        self._images += len(labels)

    def reset(self) -> None:
        """Forget what was added."""
        self._loss.zero_()
        self._hits.zero_()
        self._images.zero_()

    def set(self, loss: float, hits: int, images: int) -> None:
        """Count from these sums on."""
        self._loss.fill_(loss)
        self._hits.fill_(hits)
        self._images.fill_(images)

    def state(self) -> State:
        """What was added so far."""
        return {"loss": self._loss, "hits": self._hits, "images": self._images}

    def take(self, state: State) -> None:
        """Go on counting from there."""
        for mine, its in zip((self._loss, self._hits, self._images), state.values(), strict=True):
            mine.copy_(its)

    def read(self) -> Score:
        """The score over them; waits for the device."""
        return read_all([self])


def read_all(meters: Sequence[Meter], company: Company = ALONE) -> Score:
    """The score over the images of all ``meters``, of all processes, which must all ask.

    What the others have counted is the first one's from then on: it keeps the state of a training for all.
    """
    sums = [0.0, 0.0, 0.0]
    for meter in meters:
        sums = [total + value.item() for total, value in zip(sums, meter.state().values(), strict=True)]
    loss, hits, images = company.added_up(sums)
    if not company.is_alone:
        for meter in meters:
            meter.reset()
        if company.is_first:
            meters[0].set(loss, int(hits), int(images))
    return Score(loss / max(1, images), hits / max(1, images))
