"""The mean picture of each class and how much its images differ from it; how dark the pixels are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images, Labels

CHUNK = 256
"""Images added up at once: sums of so many squares of bytes are exact in float32, and they stay in the cache."""

Pictures = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Profile:
    """What the images of one part look like together; 0 to 255 throughout.

    counts: int64 (K,), how many images each class has. means, spreads: float64 (K, C, H, W), the mean and the standard
    deviation of each pixel over the images of a class; 0 where it has none. intensities: int64 (256,), how many pixels
    of all images have each value. Without labels all images are one class.
    """

    counts: Counts
    means: Pictures
    spreads: Pictures
    intensities: Counts

    @cached_property
    def mean(self) -> Pictures:
        """float64 (C, H, W): the mean of all images."""
        shares = self.counts / max(1, self.counts.sum())
        return np.tensordot(shares, self.means, axes=1)

    @cached_property
    def unchanging(self) -> int:
        """How many pixels have one value in all images, so that nothing can be learned from them."""
        present = self.counts > 0
        means = self.means[present]
        return int(((self.spreads[present] == 0).all(0) & (means == means[:1]).all(0)).sum())


class Tally:
    """Adds images up, chunk by chunk, to a profile.

    classes: K; labels are 0 to K − 1. shape: channels, height, width.
    """

    def __init__(self, classes: int, shape: tuple[int, int, int]) -> None:
        self._shape = shape
        self._counts = np.zeros(classes, np.int64)
        self._sums = np.zeros((classes, int(np.prod(shape))))
        self._squares = np.zeros_like(self._sums)
        self._intensities = np.zeros(256, np.int64)

    def add(self, images: Images, labels: Labels | None) -> None:
        """Take in at most ``CHUNK`` images; without labels all are of class 0."""
        flat = images.reshape(len(images), -1)
        groups = np.zeros(len(images), np.int64) if labels is None else labels
        # Rows of one class add up by a product with a matrix of noughts and ones, which takes a tenth of a loop's time.
        members = (np.arange(len(self._counts))[:, None] == groups).astype(np.float32)
        pixels = flat.astype(np.float32)
        self._counts += members.sum(1).astype(np.int64)
        self._sums += members @ pixels
        self._squares += members @ np.square(pixels, out=pixels)
        self._intensities += np.bincount(flat.ravel(), minlength=256)

    @property
    def profile(self) -> Profile:
        """Of all images so far."""
        counts = np.maximum(1, self._counts)[:, None]
        means = self._sums / counts
        # Whole numbers until the division, so that what never changes has a spread of exactly 0.
        variances = np.maximum(0, counts * self._squares - self._sums**2) / counts**2
        means, spreads = (values.reshape(-1, *self._shape) for values in (means, np.sqrt(variances)))
        return Profile(self._counts, means, spreads, self._intensities)
