"""Finding images by what they are and by what a network reads in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Labels

Outcome = Literal["all", "right", "wrong"]
Order = Literal["row", "least sure", "surest", "worst"]
Places = npt.NDArray[np.int64]
Probs = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Wanted:
    """Which images are looked for, and in which order; None and ``all`` leave nothing out.

    label: the class they are said to be. read_as: the class a network finds most probable. outcome: whether that is
    the label. sure: the lowest and the highest probability of that class, 0 to 1. order: by their row, by how sure the
    network is, or by how little it believes in the label (the largest loss first).
    """

    label: int | None = None
    read_as: int | None = None
    outcome: Outcome = "all"
    sure: tuple[float, float] = (0.0, 1.0)
    order: Order = "row"


def find(wanted: Wanted, count: int, labels: Labels | None, probs: Probs | None) -> Places:
    """Places int64 of the images that are wanted, out of ``count``.

    labels (N,) and probs (N, K) are what is known of them. What is not known leaves nothing out and orders nothing:
    without labels nothing is right or wrong, without probabilities nothing is read.
    """
    fits = np.ones(count, bool)
    if labels is not None and wanted.label is not None:
        fits &= labels == wanted.label
    if probs is None:
        return np.flatnonzero(fits)
    read, sureness = probs.argmax(1), probs.max(1)
    if wanted.read_as is not None:
        fits &= read == wanted.read_as
    if labels is not None and wanted.outcome != "all":
        fits &= (read == labels) == (wanted.outcome == "right")
    low, high = wanted.sure
    fits &= (sureness >= low) & ((sureness <= high) | (high >= 1))  # rounding may put a probability above 1
    places = np.flatnonzero(fits)
    if wanted.order == "least sure":
        return places[np.argsort(sureness[places], kind="stable")]
    if wanted.order == "surest":
        return places[np.argsort(-sureness[places], kind="stable")]
    if wanted.order == "worst" and labels is not None:
        return places[np.argsort(probs[places, labels[places]], kind="stable")]
    return places
