"""The work that all who train the notebook's network are given: a folder of plain arrays.

``images.npy`` uint8 (N, 1, 28, 28), ``labels.npy``, ``training_rows.npy`` and ``validation_rows.npy`` int64. Keras
has an environment of its own, without this project's code, so the folder is all that the three have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import split_rows
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.volume import Volume
from cnn.presets import find_preset

BATCH = 1000


@dataclass(frozen=True, eq=False)
class Work:
    """What to train on, and the rows that no training sees."""

    training: ImageSet
    held_out: ImageSet

    @property
    def first_rows(self) -> ImageSet:
        """Ten batches, to warm up on."""
        return self.training.take(np.arange(min(640, len(self.training))))


def save_images(folder: Path, images: ImageSet) -> None:
    """Put labelled images into the folder."""
    np.save(folder / "images.npy", images.images)
    np.save(folder / "labels.npy", images.known_labels)


def save_split(folder: Path, seed: int) -> None:
    """Choose nine tenths of the rows in the folder for training, by a seed."""
    count = len(np.load(folder / "labels.npy"))
    training, validation = split_rows(count, find_preset("notebook").config.validation_share, seed)
    np.save(folder / "training_rows.npy", training)
    np.save(folder / "validation_rows.npy", validation)


def load_work(folder: Path) -> Work:
    """What is in the folder."""
    images, labels, training, validation = (
        np.load(folder / f"{name}.npy") for name in ("images", "labels", "training_rows", "validation_rows")
    )
    every = ImageSet(images, labels)
    return Work(every.take(training), every.take(validation))


def notebook_network() -> Architecture:
    """The notebook's architecture for digits."""
    return find_preset("notebook").architecture(Volume(28, 28, 1), 10)


@torch.no_grad()
def accuracy(network: Network, images: ImageSet) -> float:
    """The share of images that the network reads right."""
    network.eval()
    x = Normalisation().apply(torch.from_numpy(np.array(images.images)))
    device = next(network.parameters()).device
    read = torch.cat([network(part.to(device)).argmax(1).cpu() for part in x.split(BATCH)])
    return float((read.numpy() == images.known_labels).mean())
