"""What a person should know about rows that can be read all the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn.data.imageset import ImageSet

FEW_ROWS = 10
NAMED_CLASSES = 5


def notices_of(train: ImageSet, test: ImageSet | None) -> tuple[str, ...]:
    """Sentences on classes that are missing or rare, on images that come twice, and on those in both parts."""
    notices = [] if train.labels is None else _about_classes(train)
    seen = _hashes(train)
    repeated = len(train) - len(set(seen))
    if repeated:
        notices.append(f"{_images(repeated)} {'repeats' if repeated == 1 else 'repeat'} an earlier one pixel by pixel.")
    if test is not None:
        known = set(seen)
        shared = sum(image in known for image in _hashes(test))
        if shared:
            verb = "is" if shared == 1 else "are"
            notices.append(f"{_images(shared)} of the test part {verb} also in the training part.")
    return tuple(notices)


def _about_classes(images: ImageSet) -> list[str]:
    counts = images.counts
    present = np.flatnonzero(counts)
    if len(present) == 1:
        only = images.class_names[present[0]]
        return [f"Only one class is present, {only}: there is nothing to tell apart."]
    rare = [(images.class_names[label], int(count)) for label, count in enumerate(counts) if count < FEW_ROWS]
    if not rare:
        return []
    return [f"Fewer than {FEW_ROWS} rows in {_listed(rare)}: a network learns little from so few."]


def _listed(rare: Sequence[tuple[str, int]]) -> str:
    named = ", ".join(f"{name} ({count})" for name, count in rare[:NAMED_CLASSES])
    more = len(rare) - NAMED_CLASSES
    plural = "class" if len(rare) == 1 else "classes"
    return f"{plural} {named}" + (f" and {more} more" if more > 0 else "")


def _hashes(images: ImageSet) -> list[int]:
    """A 64-bit hash an image: half a million of them collide once in a hundred million such sets."""
    return [hash(image.tobytes()) for image in images.images]


def _images(count: int) -> str:
    return f"{count:,} image{'s' * (count != 1)}"
