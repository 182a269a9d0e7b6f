"""What a tuning shows a network and what it is judged on: drawings, and old images with them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np

from cnn.data.imageset import ImageSet, Rows
from cnn.data.split import divide
from cnn.labels.folding import deal
from cnn.training.config import TrainingConfig

DRAWN_SHARE = 0.2
"""How much of what is shown are drawings, as far as that takes no more than ``MOST_REPEATS``."""
MOST_REPEATS = 30
FEWEST_TO_JUDGE = 20
"""From so many drawings on, a quarter is kept aside: fewer than five would say nothing."""
HELD_OUT_ONE_IN = 4


@dataclass(frozen=True, eq=False)
class Mixture:
    """Rows of a source with drawings at its end, int64 each.

    shown: what each pass goes through, drawings several times. validation: old images to judge by, the ones that the
    network's own training kept aside. learned, held_out: drawings that are learned from, and those only judged on.
    """

    shown: Rows
    validation: Rows
    learned: Rows
    held_out: Rows


def mix(images: ImageSet, config: TrainingConfig, replay: int, known: Set[bytes] = frozenset()) -> Mixture:
    """Mix the drawings added to ``images`` with at most ``replay`` of the rows that ``config`` learns from.

    known: pixels of drawings that the network learned from before, which say nothing of how it reads others. Where
    enough others are there, a quarter of them is held out, of every class alike; else none is.
    """
    training, validation = divide(images, config.validation_share, config.seed)
    own = len(images) - images.added
    drawn = np.arange(own, len(images))
    new = np.array([row for row in drawn if images.images[row].tobytes() not in known], np.int64)
    fold = deal(images.known_labels[new], HELD_OUT_ONE_IN, config.seed)
    held_out = new[fold == 0] if len(new) >= FEWEST_TO_JUDGE else new[:0]
    learned = np.setdiff1d(drawn, held_out)
    old = training[training < own]
    random = np.random.default_rng(config.seed)
    replayed = random.choice(old, min(replay, len(old)), replace=False)
    wanted = len(replayed) * DRAWN_SHARE / (1 - DRAWN_SHARE)
    repeats = min(max(1, round(wanted / max(1, len(learned)))), MOST_REPEATS)
    shown = np.concatenate((replayed, np.tile(learned, repeats)))
    return Mixture(shown, validation, learned, held_out)
