"""How the points of a map are coloured, and what is said of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import ImageSet
from cnn.embedding.sample import Rows
from dashboard import theme
from dashboard.widgets.plane import Group, Tinting
from dashboard.words import reading

MOST_NAMED = 30


def by_class(images: ImageSet, rows: Rows) -> Tinting:
    """A colour a class, its name in the middle of its points; one colour for all without labels."""
    numbers = [f"no. {row + 1:,}" for row in rows]
    if images.labels is None:
        return Tinting((Group("images", theme.BLUE),), np.zeros(len(rows), np.int64), numbers)
    labels = images.labels[rows]
    present = np.unique(labels)
    groups = tuple(
        Group(images.class_names[label], theme.class_colour(label), is_named=len(present) <= MOST_NAMED)
        for label in present
    )
    captions = [f"{images.class_names[label]}, {number}" for label, number in zip(labels, numbers, strict=True)]
    return Tinting(groups, np.searchsorted(present, labels), captions)


def by_outcome(images: ImageSet, rows: Rows, probs: npt.NDArray[np.floating]) -> Tinting:
    """What a network read right and wrong, by probabilities (M, K); without labels what it read."""
    names, read, sure = images.class_names, probs.argmax(1), probs.max(1)
    known = None if images.labels is None else images.labels[rows]
    if known is None:
        labels = [""] * len(rows)
        groups = tuple(Group(f"read as {name}", theme.class_colour(label)) for label, name in enumerate(names))
        group = read
    else:
        labels = [names[label] for label in known]
        wrong = int((read != known).sum())
        groups = (
            Group(f"right ({len(rows) - wrong:,})", theme.BLUE),
            Group(f"wrong ({wrong:,})", theme.ORANGE, mark="cross"),
        )
        group = (read != known).astype(np.int64)
    captions = [f"{reading(labels[k], names[read[k]], float(sure[k]))}, no. {row + 1:,}" for k, row in enumerate(rows)]
    return Tinting(groups, group, captions)
