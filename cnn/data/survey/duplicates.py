"""Images that are there more than once, pixel by pixel: within a part, in both parts, and under different labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images, ImageSet

Rows = npt.NDArray[np.int64]
Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Group:
    """Images that equal each other in every pixel: int64 rows of the training part and of the test part.

    labels: the different classes they are said to be, in rising order.
    """

    train: Rows
    test: Rows
    labels: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Duplicates:
    """All groups of equal images, those with most images first, then by their first row."""

    groups: tuple[Group, ...]

    @cached_property
    def within_train(self) -> tuple[Group, ...]:
        """Groups with two or more images of the training part."""
        return tuple(group for group in self.groups if len(group.train) > 1)

    @cached_property
    def within_test(self) -> tuple[Group, ...]:
        """Groups with two or more images of the test part."""
        return tuple(group for group in self.groups if len(group.test) > 1)

    @cached_property
    def between(self) -> tuple[Group, ...]:
        """Groups with images of both parts."""
        return tuple(group for group in self.groups if len(group.train) and len(group.test))

    @cached_property
    def conflicting(self) -> tuple[Group, ...]:
        """Groups whose images are said to be of different classes: at least one label of each is wrong."""
        return tuple(group for group in self.groups if len(group.labels) > 1)


def digests(images: Images) -> Digests:
    """64 bits of each image's pixels, uint64 (N,): equal images have equal ones, different ones hardly ever."""
    each = (hashlib.blake2b(image, digest_size=8).digest() for image in np.ascontiguousarray(images))
    return np.frombuffer(b"".join(each), np.uint64)


def find_duplicates(train: ImageSet, test: ImageSet | None, known: Sequence[Digests]) -> Duplicates:
    """Equal images of both parts.

    known: the digests of the training part's images and, where there is one, of the test part's.
    """
    parts = [part for part in (train, test) if part is not None]
    part_of = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    row_of = np.concatenate([np.arange(len(part)) for part in parts])
    equal: list[list[int]] = []
    for places in _alike(np.concatenate(known)):
        exact: dict[bytes, list[int]] = {}
        for place in places:
            exact.setdefault(parts[part_of[place]].images[row_of[place]].tobytes(), []).append(int(place))
        equal += [some for some in exact.values() if len(some) > 1]
    equal.sort(key=lambda some: (-len(some), some[0]))
    return Duplicates(tuple(_group(parts, part_of[some], row_of[some]) for some in equal))


def _alike(hashes: Digests) -> Iterator[Rows]:
    """The places that share a digest, in rising order; those of a digest of their own are left out."""
    order = np.argsort(hashes, kind="stable")
    borders = np.flatnonzero(np.diff(hashes[order])) + 1
    yield from (places for places in np.split(order, borders) if len(places) > 1)


def _group(parts: Sequence[ImageSet], part_of: Rows, row_of: Rows) -> Group:
    rows = [row_of[part_of == number] for number in (0, 1)]
    said = {
        int(label)
        for part, some in zip(parts, rows, strict=False)
        if part.labels is not None
        for label in part.labels[some]
    }
    return Group(rows[0], rows[1], tuple(sorted(said)))
