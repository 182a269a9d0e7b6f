"""Batches from one tensor on the device: the loader is a plain iterator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from cnn.data.augment import Augmentation
from cnn.data.normalisation import Normalisation


def step_seed(seed: int, epoch: int, step: int) -> int:
    """A 63-bit seed from the run's seed, the epoch and the step alone, so that any step can be drawn again."""
    return int(np.random.SeedSequence((seed, epoch, step)).generate_state(1, np.uint64)[0] >> np.uint64(1))


@dataclass(frozen=True, eq=False)
class Batches:
    """Shuffled batches of a training part.

    images: uint8 (N, C, H, W) and labels: int64 (N,), both on the device that trains.
    rows: int64 (M,), on the same device: the rows that make the part, so that the images are held once.
    """

    images: Tensor
    labels: Tensor
    rows: Tensor
    batch_size: int
    seed: int
    normalisation: Normalisation
    augmentation: Augmentation

    def __len__(self) -> int:
        """Steps an epoch; the last batch may be smaller."""
        return -(-len(self.rows) // self.batch_size)

    def epoch(self, number: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Every image once, in an order drawn from seed and epoch: ``x`` float32 (B, C, H, W) and ``labels`` (B,)."""
        device = self.images.device
        order = np.random.default_rng((self.seed, number)).permutation(len(self.rows))
        rows = self.rows[torch.from_numpy(order).to(device)]
        generator = torch.Generator(device=device)
        for step, batch in enumerate(rows.split(self.batch_size)):
            images = self.images[batch]
            if self.augmentation:
                generator.manual_seed(step_seed(self.seed, number, step))
                images = self.augmentation.apply(images.float(), generator)
            yield self.normalisation.apply(images), self.labels[batch]
