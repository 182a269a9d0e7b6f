"""Batches from one tensor on the device: the loader is a plain iterator over row numbers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from cnn.data.augment import Augmentation
from cnn.data.normalisation import Normalisation


def step_seed(seed: int, epoch: int, step: int) -> int:
    """A 63-bit seed from the run's seed, the epoch and the step alone, so that any step can be drawn again."""
    return int(np.random.SeedSequence((seed, epoch, step)).generate_state(1, np.uint64)[0] >> np.uint64(1))


def as_tensor(array: npt.NDArray[np.uint8] | npt.NDArray[np.int64], device: torch.device) -> Tensor:
    """The array on ``device``; on the CPU over the same memory, which must then only be read.

    PyTorch knows no read-only tensors and warns of arrays that are, such as a data set mapped from disk. A copy would
    keep the images in memory twice.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The given NumPy array is not writ")
        return torch.from_numpy(array).to(device)


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

    def epoch(self, number: int) -> Iterator[Tensor]:
        """Every row once, in an order drawn from seed and epoch: the rows int64 (B,) of each batch."""
        order = np.random.default_rng((self.seed, number)).permutation(len(self.rows))
        yield from self.rows[torch.from_numpy(order).to(self.rows.device)].split(self.batch_size)

    def load(self, rows: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """The images at ``rows`` changed as ``generator`` draws: ``x`` float32 (B, C, H, W) and ``labels`` (B,)."""
        images = self.images[rows]
        if self.augmentation:
            images = self.augmentation.apply(images.float(), generator)
        return self.normalisation.apply(images), self.labels[rows]

    def look(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The images at ``rows`` as they are: ``x`` float32 (B, C, H, W) and ``labels`` (B,)."""
        return self.normalisation.apply(self.images[rows]), self.labels[rows]
