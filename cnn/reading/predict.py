"""Trained networks and what they say of images, together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor, nn

from cnn.data.imageset import Images
from cnn.data.normalisation import Normalisation
from cnn.drawing import Drawing, normalise
from cnn.drawing.form import Pixels
from cnn.errors import DataError, RunError
from cnn.model.build import Network
from cnn.model.lower import Lowered
from cnn.model.volume import Volume
from cnn.reading.portions import in_portions, portions_of
from cnn.reading.views import seen
from cnn.training.checkpoint import load_network
from cnn.training.config import Device, Precision
from cnn.training.device import choose_device
from cnn.training.precision import choose_precision, computing_in

if TYPE_CHECKING:  # a worker of runs predicts with this: at run time the imports go one way
    from cnn.runs.record import RunRecord
    from cnn.runs.run import Run

TOLD_EVERY = 0.002
Probs = npt.NDArray[np.float32]
Tell = Callable[[float], object]
Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """What networks read in one drawing.

    label: the most probable class, or None where there is nothing to read. probs: float32 (K,), empty then.
    drawing: the picture the networks saw and how it came about.
    """

    label: int | None
    probs: Probs
    drawing: Drawing


@dataclass(frozen=True, eq=False)
class Member:
    """One of the networks that predict together.

    normalisation: what it was trained with. views: how many views of each image it looks at, see ``views.py``.
    precision: the numbers it is computed in; ``auto`` asks the device.
    """

    network: Network
    normalisation: Normalisation
    views: int = 1
    precision: Precision = "float32"

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return next(self.network.parameters()).device

    @cached_property
    def model(self) -> Lowered:
        """The network as it is run."""
        lowered: Lowered = Lowered(self.network).eval()
        return lowered

    def logits(self, x: Tensor) -> Tensor:
        """Images (B, C, H, W), 0–255 → float32 (B, K)."""
        with computing_in(choose_precision(self.precision, x.device), x.device):
            logits: Tensor = self.model(self.normalisation.apply(x))
        return logits.float()

    @torch.inference_mode()
    def through(self, layers: Iterable[nn.Module], images: Images) -> Tensor:
        """What the first ``layers`` of ``model`` make of images uint8 (B, C, H, W), in float32."""
        x = self.normalisation.apply(torch.from_numpy(np.array(images)).to(self.device))
        x = x.contiguous(memory_format=torch.channels_last)
        for layer in layers:
            x = layer(x)
        return x.float()

    def probs(self, x: Tensor) -> Tensor:
        """The first views of B images (views · B, C, H, W), 0–255 → float32 (B, K), the mean over the views."""
        probs = torch.softmax(self.logits(x), 1)
        return probs.view(self.views, -1, probs.shape[1]).mean(0)


@dataclass(frozen=True, eq=False)
class Predictor:
    """One or more networks that predict together, and the names of the classes all of them tell apart.

    Their probabilities are averaged, each network counting the same, whichever run it comes from.
    """

    members: tuple[Member, ...]
    class_names: tuple[str, ...]

    @classmethod
    def of_run(cls, run: Run, device: Device = "auto") -> Predictor:
        """All networks of a run; raises RunError where there is none yet or a file does not fit."""
        return cls.of_runs([run], device)

    @classmethod
    def of_runs(cls, runs: Sequence[Run], device: Device = "auto") -> Predictor:
        """All networks of runs that go together (``cnn/runs/together.py``); raises RunError as ``of_run`` does."""
        place = choose_device(device)
        members = tuple(member for run in runs for member in _load(run, place))
        return cls(members, runs[0].record.data.class_names)

    def looking(self, views: int) -> Predictor:
        """The same networks, each looking at so many views of an image."""
        return replace(self, members=tuple(replace(member, views=views) for member in self.members))

    def probs(self, images: Images, tell: Tell = lambda share: None) -> Probs:
        """``images`` uint8 (N, C, H, W) → float32 (N, K), each row summing to 1; raises DataError for another shape.

        tell: hears the share done, 0 to 1, no more often than can be seen.
        """
        parts = [np.empty((0, len(self.class_names)), np.float32)]
        done = told = 0
        for part in self.probs_by_batch(images):
            parts.append(part)
            done += len(part)
            if done - told >= TOLD_EVERY * len(images) or done == len(images):
                tell(done / len(images))
                told = done
        return np.concatenate(parts)

    def probs_by_batch(self, images: Images) -> Iterator[Probs]:
        """The same in parts, one after the other."""
        self.check(images)
        device = self.members[0].device
        views = max(member.views for member in self.members)
        batches = portions_of(images, [member.network.architecture for member in self.members], device, views)
        for member in self.members:
            _ = member.model  # made here, before threads share it
        work = partial(self._mean, views=views, device=device)
        yield from in_portions(work, batches, device)

    @torch.inference_mode()
    def logits(self, images: Images) -> Logits:
        """What the first network's last layer gives for a few images as they are: float32 (N, K); raises DataError."""
        self.check(images)
        first = self.members[0]
        logits: Logits = first.logits(torch.from_numpy(np.array(images)).to(first.device)).cpu().numpy()
        return logits

    def read(self, pixels: Pixels) -> Reading:
        """Read a drawing or picture of any size: uint8 (h, w), (h, w, 3) or (h, w, 4)."""
        return self.read_drawings([normalise(pixels)])[0]

    def read_drawings(self, drawings: Sequence[Drawing]) -> list[Reading]:
        """Read several at once, in their order."""
        images = [self.fitted(drawing.image) for drawing in drawings if drawing.image is not None]
        found = iter(self.probs(np.stack(images)) if images else ())
        readings = []
        for drawing in drawings:
            if drawing.image is None:
                readings.append(Reading(None, np.empty(0, np.float32), drawing))
            else:
                probs: Probs = next(found)
                readings.append(Reading(int(probs.argmax()), probs, drawing))
        return readings

    def fitted(self, picture: Pixels) -> Images:
        """A grey picture uint8 (h, w) in the volume that the networks read: uint8 (C, H, W)."""
        volume = self.members[0].network.architecture.input
        if picture.shape != (volume.height, volume.width):
            resized = Image.fromarray(picture).resize((volume.width, volume.height), Image.Resampling.BICUBIC)
            picture = np.asarray(resized)
        return np.repeat(picture[None], volume.depth, axis=0)

    def check(self, images: Images) -> None:
        """Raises DataError unless ``images`` (N, C, H, W) are of the size the networks read."""
        architecture = self.members[0].network.architecture
        channels, height, width = images.shape[1:]
        found = Volume(width, height, channels)
        if found != architecture.input:
            raise DataError(
                f"The network {architecture.name} reads pictures of {architecture.input}, these are {found}: choose a "
                "run trained on pictures of that size."
            )

    @torch.inference_mode()
    def _mean(self, images: Images, views: int, device: torch.device) -> Probs:
        x = seen(torch.from_numpy(np.array(images)).to(device), views)
        probs = [member.probs(x[: member.views * len(images)]) for member in self.members]
        mean: Probs = torch.stack(probs).mean(0).cpu().numpy()
        return mean


def _load(run: Run, device: torch.device) -> Iterator[Member]:
    record, files = run.record, run.member_weights
    if run.status == "finished" and len(files) < record.config.members:
        raise RunError(
            f"Of the {record.config.members} networks of run {run.id} only {len(files)} are there: its folder lost "
            "files; put them back or train it again."
        )
    for file in files or (run.weights,):
        yield member_of(record, load_network(file, record.architecture).to(device))


def member_of(record: RunRecord, network: Network) -> Member:
    """A network as the run with this record predicts with it."""
    return Member(network, record.normalisation, record.config.views, record.config.precision)
