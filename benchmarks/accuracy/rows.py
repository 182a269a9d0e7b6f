"""Which labelled rows are learned from and which only judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import train_test_split

from cnn.data.imageset import ImageSet

JUDGING = 7_000
CHOOSING = 5_000
SEED = 7_000  # the presets were chosen without ever asking the rows that this one puts aside


@dataclass(frozen=True, eq=False)
class Rows:
    """One part to learn from and one to judge on, with the same share of each class, no row in both."""

    learned: ImageSet
    judged: ImageSet


def for_figures(images: ImageSet, judging: int = JUDGING) -> Rows:
    """35,000 rows to learn from and the 7,000 that nothing is ever chosen by."""
    return _divide(images, judging)


def for_choices(images: ImageSet, judging: int = JUDGING, choosing: int = CHOOSING) -> Rows:
    """Without the 7,000: 30,000 rows to learn from and 5,000 to choose by."""
    return _divide(for_figures(images, judging).learned, choosing)


def _divide(images: ImageSet, judging: int) -> Rows:
    rows = np.arange(len(images))
    learned, judged = train_test_split(rows, test_size=judging, random_state=SEED, stratify=images.known_labels)
    return Rows(images.take(np.sort(learned)), images.take(np.sort(judged)))
