"""A trained network and what it says of images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnn.data.imageset import Images
from cnn.data.normalisation import Normalisation
from cnn.drawing import Drawing, normalise
from cnn.drawing.form import Pixels
from cnn.errors import DataError
from cnn.model.build import Network
from cnn.model.lower import Lowered
from cnn.training.checkpoint import load_network
from cnn.training.config import Device
from cnn.training.device import choose_device

if TYPE_CHECKING:  # a worker of runs predicts with this: at run time the imports go one way
    from cnn.runs.run import Run

BATCH = 500
Probs = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network reads in one drawing.

    label: the most probable class, or None where there is nothing to read. probs: float32 (K,), empty then.
    drawing: the picture the network saw and how it came about.
    """

    label: int | None
    probs: Probs
    drawing: Drawing


@dataclass(frozen=True, eq=False)
class Predictor:
    """A network with the normalisation it was trained with and the names of its classes."""

    network: Network
    normalisation: Normalisation
    class_names: tuple[str, ...]

    @classmethod
    def of_run(cls, run: Run, device: Device = "auto") -> Predictor:
        """The best network of a run; raises RunError where there is none yet or its file does not fit."""
        record = run.record
        network = load_network(run.weights, record.architecture).to(choose_device(device))
        return cls(network, record.normalisation, record.data.class_names)

    def probs(self, images: Images) -> Probs:
        """``images`` uint8 (N, C, H, W) → float32 (N, K), each row summing to 1; raises DataError for another shape."""
        return np.concatenate([np.empty((0, len(self.class_names)), np.float32), *self.probs_by_batch(images)])

    @torch.inference_mode()
    def probs_by_batch(self, images: Images) -> Iterator[Probs]:
        """The same in parts of up to 500 images, so that progress can be shown."""
        self._check(images)
        model = Lowered(self.network).eval()
        device = next(self.network.parameters()).device
        for start in range(0, len(images), BATCH):
            x = self.normalisation.apply(torch.from_numpy(np.array(images[start : start + BATCH])).to(device))
            yield torch.softmax(model(x), 1).cpu().numpy()

    def read(self, pixels: Pixels) -> Reading:
        """Read a drawing or picture of any size: uint8 (h, w), (h, w, 3) or (h, w, 4)."""
        volume = self.network.architecture.input
        drawing = normalise(pixels)
        if drawing.image is None:
            return Reading(None, np.empty(0, np.float32), drawing)
        seen = drawing.image
        if seen.shape != (volume.height, volume.width):
            seen = np.asarray(Image.fromarray(seen).resize((volume.width, volume.height), Image.Resampling.BICUBIC))
        probs = self.probs(np.repeat(seen[None, None], volume.depth, axis=1))[0]
        return Reading(int(probs.argmax()), probs, drawing)

    def _check(self, images: Images) -> None:
        volume = self.network.architecture.input
        channels, height, width = images.shape[1:]
        if (width, height, channels) != (volume.width, volume.height, volume.depth):
            raise DataError(
                f"The network {self.network.architecture.name} reads pictures of {volume}, these are "
                f"{width}×{height}×{channels}: choose a run trained on pictures of that size."
            )
