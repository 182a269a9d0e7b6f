"""What a training will be shown, before it begins: the very images and changes that its seed leads to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from cnn.data.batches import step_seed
from cnn.data.imageset import Images, ImageSet, Rows
from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.training.config import TrainingConfig
from cnn.training.part import Part
from cnn.training.preparation import prepare
from cnn.training.step import parts_for


@dataclass(frozen=True, eq=False)
class Glimpse:
    """Images as they are and as the network is shown them.

    rows: int64 (M,) of the images. before, after: uint8 (M, C, H, W).
    """

    rows: Rows
    before: Images
    after: Images


def first_of_epoch(
    architecture: Architecture, config: TrainingConfig, images: ImageSet, epoch: int, most: int
) -> Glimpse:
    """The first images, at most ``most``, that the first network is shown in ``epoch`` (from 1).

    They are those of a training on a processor with as many threads as this process has: each thread draws the changes
    to its part of a batch from a seed of its own. A GPU takes the same images and draws other changes.

    Raises what ``train`` raises before it begins.
    """
    start = prepare(architecture, config.changed(device="cpu"), images, Normalisation())
    batches = start.batches
    batch = next(batches.epoch(epoch))
    share = batch.tensor_split(parts_for(start.network, config.batch_size, batch.device))[0]
    part = Part(start.network, batches, torch.float32, config.label_smoothing)
    part.reseed(step_seed(start.seed, epoch, 0))
    seen = part.see(share)[0][:most]
    rows = share[:most].numpy()
    after: Images = (255 * seen).round().byte().numpy()
    return Glimpse(rows, np.array(images.images[rows]), after)
