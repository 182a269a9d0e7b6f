"""The one form all images take: uint8 (N, C, H, W), with labels where they are known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnn.errors import DataError

if TYPE_CHECKING:
    from cnn.data.corrections import Corrections

Images = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]
DIGITS = tuple(str(digit) for digit in range(10))
DRAWINGS = "drawings"
"""The word that opens one's own drawings."""
ADDED = f"+{DRAWINGS}"
"""Behind another source, this adds them to its training part: ``kaggle+drawings``."""


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Images with or without labels.

    images: uint8 (N, C, H, W), 0–255, ink light on dark; may be memory-mapped and is never written to.
    labels: int64 (N,), each an index into ``class_names``; None where they are not known.
    class_names: what is shown for each class, in the order of the labels.
    known_fingerprint: the fingerprint of what the source holds, where a cache already knows it.
    left_out: int64 (M,), rows that people took out: looked at, but neither learned from nor judged on. They keep their
        place, so that a row is called by one number whatever becomes of the others.
    added: how many images at the end were put to these from elsewhere: learned from, never judged on.
    corrections, additions: digests of what was corrected in what the source holds, and of what was added to it.
    """

    images: Images
    labels: Labels | None
    class_names: tuple[str, ...] = DIGITS
    known_fingerprint: str = ""
    left_out: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    added: int = 0
    corrections: str = ""
    additions: str = ""

    def __post_init__(self) -> None:
        if self.images.ndim != 4 or self.images.dtype != np.uint8:
            raise ValueError(f"images: expected uint8 (N, C, H, W), got {self.images.dtype} {self.images.shape}")
        if self.labels is not None and self.labels.shape != (len(self.images),):
            raise ValueError(f"labels: expected ({len(self.images)},), got {self.labels.shape}")

    def __len__(self) -> int:
        return len(self.images)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height, width."""
        channels, height, width = self.images.shape[1:]
        return channels, height, width

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the pixels and labels (not of the file they came from), corrections and additions."""
        if not (self.corrections or self.additions):
            return self.own_fingerprint
        parts = f"{self.own_fingerprint} {self.corrections} {self.additions}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    @cached_property
    def own_fingerprint(self) -> str:
        """That of what the source itself holds, before anything was corrected or added."""
        if self.known_fingerprint:
            return self.known_fingerprint
        digest = hashlib.sha256(repr((self.images.shape, self.labels is not None)).encode())
        digest.update(np.ascontiguousarray(self.images).data)
        if self.labels is not None:
            digest.update(np.ascontiguousarray(self.labels, dtype="<i8").data)
        return digest.hexdigest()[:16]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """int64 (K,): how many images each class has; raises DataError without labels."""
        return np.bincount(self.known_labels, minlength=len(self.class_names)).astype(np.int64)

    @property
    def known_labels(self) -> Labels:
        """The labels; raises DataError where there are none."""
        if self.labels is None:
            raise DataError(
                "These images have no labels, so a network cannot be trained or judged on them: "
                "give the file with the label column (train.csv, not test.csv)."
            )
        return self.labels

    def take(self, rows: npt.NDArray[np.int64]) -> ImageSet:
        """The images at ``rows``, in that order, as a set of its own; what was left out stays so."""
        labels = None if self.labels is None else self.labels[rows]
        left_out = np.flatnonzero(np.isin(rows, self.left_out)) if len(self.left_out) else self.left_out
        return ImageSet(self.images[rows], labels, self.class_names, left_out=left_out)


@dataclass(frozen=True, eq=False)
class Dataset:
    """What a source holds.

    source: the word or path that opens it again.
    title: what people call it.
    train: the part to learn from; its labels are None where a file without labels is only looked at.
    test: the part to predict, where there is one.
    notices: what was assumed while reading, a sentence each.
    holds_competition_test: True where the competition's test digits are among the training images (MNIST and its kin),
        so that a score on them would not be honest.
    corrections: what people decided of the labels of the training part; ``train`` is corrected so, unless
        ``ignores_corrections``.
    """

    source: str
    title: str
    train: ImageSet
    test: ImageSet | None = None
    notices: tuple[str, ...] = ()
    holds_competition_test: bool = False
    corrections: Corrections | None = None
    ignores_corrections: bool = False

    @property
    def own_source(self) -> str:
        """The word or path alone, without the drawings that were added."""
        return self.source.removesuffix(ADDED)
