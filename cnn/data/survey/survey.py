"""One look at every image of a data set, from which all its statistics come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnn.data.contents import Progress, ignore_progress
from cnn.data.imageset import Dataset, ImageSet
from cnn.data.survey.drift import Drift, drift
from cnn.data.survey.duplicates import Digests, Duplicates, digests, find_duplicates
from cnn.data.survey.profile import CHUNK, Profile, Tally
from cnn.data.survey.traits import TRAITS, Floats, measure

TOLD_EVERY = 16
"""Chunks between two signs of progress: some fifty milliseconds."""


@dataclass(frozen=True, eq=False)
class PartSurvey:
    """One part of a data set: how its images look together, and the traits float32 (N, 7) of each."""

    profile: Profile
    traits: Floats

    @property
    def blank(self) -> int:
        """How many images have no ink at all."""
        return int((self.traits[:, 0] == 0).sum())


@dataclass(frozen=True, eq=False)
class Survey:
    """All that is known of a data set as a whole; ``test`` is None where there is no test part."""

    train: PartSurvey
    test: PartSurvey | None
    duplicates: Duplicates

    @cached_property
    def drifts(self) -> tuple[Drift, ...]:
        """How far training and test part are apart in each of ``TRAITS``; empty without a test part."""
        if self.test is None:
            return ()
        return tuple(drift(self.train.traits[:, k], self.test.traits[:, k]) for k in range(len(TRAITS)))


def survey_of(dataset: Dataset, tell: Progress = ignore_progress) -> Survey:
    """Look at every image once, 70,000 of 28×28 in about a second; ``tell`` hears how far it is."""
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    total, done = sum(map(len, parts)), 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        tell(done / total, "Looking at every image")

    looked = [_look(part, add) for part in parts]
    (train, train_digests), test = looked[0], looked[1] if len(looked) > 1 else None
    known = [train_digests] if test is None else [train_digests, test[1]]
    return Survey(train, None if test is None else test[0], find_duplicates(dataset.train, dataset.test, known))


def _look(part: ImageSet, add: Callable[[int], object]) -> tuple[PartSurvey, Digests]:
    tally = Tally(1 if part.labels is None else len(part.class_names), part.shape)
    traits, hashes, untold = [np.empty((0, len(TRAITS)), np.float32)], [np.empty(0, np.uint64)], 0
    for start in range(0, len(part), CHUNK):
        images = np.asarray(part.images[start : start + CHUNK])
        tally.add(images, None if part.labels is None else part.labels[start : start + CHUNK])
        traits.append(measure(images))
        hashes.append(digests(images))
        untold += len(images)
        if untold >= TOLD_EVERY * CHUNK or start + CHUNK >= len(part):
            add(untold)
            untold = 0
    return PartSurvey(tally.profile, np.concatenate(traits)), np.concatenate(hashes)
