"""How much an image resembles those a network was trained on, by what the network itself sees in it.

A network names one of its classes whatever it is shown. Whether it was shown anything of the kind can be told from its
last maps: around the mean of each class, training images spread in a few directions and hardly in any other. The
distance counts both: what lies along these directions, in units of their spread, and what lies beside them, in units of
the little that does as a rule. (Mahalanobis' distance under probabilistic principal components: Tipping and Bishop,
1999; by class: Lee, Lee, Lee and Shin, 2018.) An image farther from every class than nearly all validation images is
strange.

``python -m benchmarks.doubts`` measures how often letters and scribbles are, and real digits are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from cnn.data.imageset import Images, ImageSet, Rows
from cnn.drawing import Drawing
from cnn.reading.portions import in_portions, portions_of
from cnn.reading.predict import Member, Predictor

DIRECTIONS = 96
MOST_TRAINING, MOST_VALIDATION = 2_000, 1_000
FAMILIAR_SHARE = 0.97  # of the validation images: no more than the others are called strange
MOST_NUMBERS = 1_200  # a map is averaged over 3×3 parts, or over fewer where that would be more numbers

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Familiarity:
    """What training images look like to a network whose last maps give D numbers.

    centres: float32 (K, D), the mean of each class. directions: float32 (R, D), orthonormal, along which images of a
    class differ; variances: float32 (R,), by how much. rest: the variance along any other direction. limit: the
    distance beyond which an image is strange.
    """

    centres: Floats
    directions: Floats
    variances: Floats
    rest: float
    limit: float

    def distances(self, vectors: Floats) -> Floats:
        """The squared distance of vectors (N, D) to the class that is nearest, divided by D: about 1 for the usual."""
        away = vectors[:, None] - self.centres
        along = away @ self.directions.T
        beside = np.square(away).sum(axis=2) - np.square(along).sum(axis=2)
        squared = (np.square(along) / self.variances).sum(axis=2) + beside.clip(0) / self.rest
        nearest: Floats = squared.min(axis=1) / vectors.shape[1]
        return nearest


@dataclass(frozen=True, eq=False)
class Witness:
    """A network that says whether drawings resemble what it was trained on."""

    predictor: Predictor
    familiarity: Familiarity

    @cached_property
    def _layers(self) -> list[nn.Module]:
        return _until_last_maps(self.predictor.members[0])

    def are_strange(self, drawings: Sequence[Drawing]) -> list[bool]:
        """Which drawings are unlike all training images; a blank one is not, since it is like nothing."""
        images = [self.predictor.fitted(drawing.image) for drawing in drawings if drawing.image is not None]
        if not images:
            return [False] * len(drawings)
        found = iter(self.familiarity.distances(seen_last(self.predictor, np.stack(images), self._layers)))
        return [drawing.image is not None and bool(next(found) > self.familiarity.limit) for drawing in drawings]


def fit(predictor: Predictor, images: ImageSet, training: Rows, validation: Rows, seed: int = 0) -> Familiarity:
    """What the first network of ``predictor`` was trained on, from samples of these rows of labelled images.

    Without validation rows a third of the training sample stands in for them, which makes the limit a little tight.
    Raises DataError for images without labels or of another size.
    """
    rng = np.random.default_rng(seed)
    training = _sample(training, MOST_TRAINING, rng)
    validation = _sample(validation, MOST_VALIDATION, rng)
    if not len(validation):
        validation, training = np.split(training, [len(training) // 3])
    labels = images.known_labels[training]
    vectors = seen_last(predictor, images.images[training])
    present, places = np.unique(labels, return_inverse=True)
    centres = np.stack([vectors[labels == label].mean(axis=0) for label in present])
    _, scales, directions = np.linalg.svd(vectors - centres[places], full_matrices=False)
    variances = np.square(scales) / len(vectors)
    kept = max(1, min(DIRECTIONS, len(variances) // 2))
    rest = float(variances[kept:].sum()) / max(1, vectors.shape[1] - kept)
    least = 1e-6 * float(variances[0]) + 1e-12  # where hardly anything varies, rounding must not look like much
    unlimited = Familiarity(
        centres, directions[:kept], np.maximum(variances[:kept], least).astype(np.float32), max(rest, least), np.inf
    )
    distances = unlimited.distances(seen_last(predictor, images.images[validation]))
    limit = float(np.quantile(distances, FAMILIAR_SHARE))
    return Familiarity(unlimited.centres, unlimited.directions, unlimited.variances, unlimited.rest, limit)


def seen_last(predictor: Predictor, images: Images, layers: Sequence[nn.Module] = ()) -> Floats:
    """The last maps that the first network makes of images (N, C, H, W), each averaged over parts: float32 (N, D).

    Of a network without maps, what its last layer reads. layers: those up to there, found by a look where they are not
    given. Raises DataError for images of another size.
    """
    predictor.check(images)
    member = predictor.members[0]
    layers = layers or _until_last_maps(member)
    batches = portions_of(images, [member.network.architecture], member.device)

    def work(some: Images) -> Floats:
        maps: Floats = member.through(layers, some).cpu().numpy()
        return _parts(maps) if maps.ndim == 4 else maps

    return np.concatenate(list(in_portions(work, batches, member.device)))


def _sample(rows: Rows, most: int, rng: np.random.Generator) -> Rows:
    return np.sort(rng.choice(rows, most, replace=False)) if len(rows) > most else rows


def _parts(maps: Floats) -> Floats:
    """Maps (B, D, H, W) averaged over parts, float32 (B, numbers): PyTorch's adaptive mean.

    PyTorch's own wakes all threads for it, which took 14 ms for a single image where other programs keep cores busy.
    """
    depth, height, width = maps.shape[1:]
    side = next(side for side in (3, 2, 1) if side == 1 or side * side * depth <= MOST_NUMBERS)
    rows, columns = (
        [slice(place * length // side, -(-(place + 1) * length // side)) for place in range(side)]
        for length in (height, width)
    )
    means = [maps[:, :, down, across].mean(axis=(2, 3)) for down in rows for across in columns]
    return np.stack(means, axis=2).reshape(len(maps), -1)


@torch.inference_mode()
def _until_last_maps(member: Member) -> list[nn.Module]:
    """The layers up to the last that makes maps of more than one number; all but the last where none does."""
    volume = member.network.architecture.input
    x = torch.zeros(1, volume.depth, volume.height, volume.width, device=member.device)
    layers = list(member.model.layers)
    last = 0
    for place, layer in enumerate(layers, 1):
        x = layer(x)
        if x.dim() == 4 and x.shape[2] * x.shape[3] > 1:
            last = place
    return layers[: last or len(layers) - 1]
