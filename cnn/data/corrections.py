"""What people found wrong with the labels of a data set, row by row, and those labels put right."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import DataError

SCHEMA = 1


class Correction(BaseModel):
    """What was decided of one row after looking at it.

    row: counted from 0 in the training part. old: the label the source gives it. new: the label it should have, the
    same where it was found right, None where the row is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: Annotated[int, Field(ge=0)]
    old: Annotated[int, Field(ge=0)]
    new: Annotated[int, Field(ge=0)] | None

    @property
    def verdict(self) -> Literal["kept", "relabelled", "left out"]:
        """What was decided, in words."""
        if self.new is None:
            return "left out"
        return "kept" if self.new == self.old else "relabelled"


class Corrections(BaseModel):
    """All that was decided of one data set, in the order in which it was decided, at most once a row.

    fingerprint: of the training part as its source holds it; corrections never apply to other data.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Annotated[int, Field(ge=1, le=SCHEMA)] = SCHEMA
    fingerprint: str
    entries: tuple[Correction, ...] = ()

    @property
    def changes(self) -> tuple[Correction, ...]:
        """Those that change something: what was found right stays as it is."""
        return tuple(entry for entry in self.entries if entry.verdict != "kept")

    @property
    def digest(self) -> str:
        """Sixteen hex digits of what they change, whatever the order; empty where they change nothing."""
        changes = sorted((entry.row, -1 if entry.new is None else entry.new) for entry in self.changes)
        return hashlib.sha256(json.dumps(changes).encode()).hexdigest()[:16] if changes else ""

    def of(self, row: int) -> Correction | None:
        """What was decided of a row; None where nothing was."""
        return next((entry for entry in self.entries if entry.row == row), None)

    def counted(self, verdict: Literal["kept", "relabelled", "left out"]) -> int:
        """How many rows met this verdict."""
        return sum(entry.verdict == verdict for entry in self.entries)

    def with_entry(self, entry: Correction) -> Corrections:
        """The same with one more decision, in the place of an earlier one on that row."""
        others = tuple(other for other in self.entries if other.row != entry.row)
        return self.model_copy(update={"entries": (*others, entry)})

    def without_last(self) -> Corrections:
        """The same without the last decision."""
        return self.model_copy(update={"entries": self.entries[:-1]})


def check_corrections(corrections: Corrections, images: ImageSet) -> None:
    """Raises DataError where corrections are not of these images, as their source holds them."""
    labels, classes = images.known_labels, len(images.class_names)
    if corrections.fingerprint != images.own_fingerprint:
        raise DataError(
            f"The corrections belong to data with the fingerprint {corrections.fingerprint}, this one has "
            f"{images.own_fingerprint}: corrections apply to no other data."
        )
    seen: set[int] = set()
    for entry in corrections.entries:
        if entry.row >= len(labels) or entry.old != labels[entry.row] or (entry.new or 0) >= classes:
            found = f"old label {entry.old}, new label {entry.new}"
            raise DataError(f"The correction of row {entry.row:,} ({found}) does not fit the data.")
        if entry.row in seen:
            raise DataError(f"Row {entry.row:,} is corrected twice: once is expected.")
        seen.add(entry.row)


def corrected(images: ImageSet, corrections: Corrections) -> ImageSet:
    """``images`` as the source holds them, with these labels put right and these rows left out; may be the same set.

    Raises DataError where the corrections are not of these images.
    """
    check_corrections(corrections, images)
    if not corrections.changes:
        return images
    labels = images.known_labels.copy()
    for entry in corrections.changes:
        labels[entry.row] = entry.old if entry.new is None else entry.new
    left_out = sorted(entry.row for entry in corrections.entries if entry.new is None)
    return replace(
        images,
        labels=labels,
        left_out=np.array(left_out, np.int64),
        known_fingerprint=images.own_fingerprint,
        corrections=corrections.digest,
    )


def uncorrected(images: ImageSet, corrections: Corrections) -> ImageSet:
    """The images before ``corrected``: every label as the source gives it, and no row left out."""
    labels = images.known_labels.copy()
    for entry in corrections.entries:
        labels[entry.row] = entry.old
    return replace(images, labels=labels, left_out=np.empty(0, np.int64), corrections="")


def in_words(corrections: Corrections, *, ignored: bool = False) -> str:
    """The notice that comes with corrected data: how many labels were changed, or would have been."""
    count = len(corrections.changes)
    applied = "not applied" if ignored else "applied"
    parts = [
        f"{corrections.counted('relabelled'):,} relabelled" if corrections.counted("relabelled") else "",
        f"{corrections.counted('left out'):,} left out" if corrections.counted("left out") else "",
    ]
    return f"{count:,} correction{'s' * (count != 1)} of labels {applied}: {', '.join(filter(None, parts))}."


def with_corrections(dataset: Dataset, corrections: Corrections) -> Dataset:
    """A data set as its source holds it, its training part now corrected and a notice that says so."""
    train = corrected(dataset.train, corrections)
    said = (in_words(corrections),) if corrections.changes else ()
    return replace(dataset, train=train, corrections=corrections, notices=(*dataset.notices, *said))


def without_corrections(dataset: Dataset) -> Dataset:
    """The same data set with every label as its source gives it, and a notice where that makes a difference."""
    corrections = dataset.corrections
    if corrections is None or not corrections.changes or dataset.ignores_corrections:
        return dataset
    notices = tuple(notice for notice in dataset.notices if notice != in_words(corrections))
    return replace(
        dataset,
        train=uncorrected(dataset.train, corrections),
        notices=(*notices, in_words(corrections, ignored=True)),
        ignores_corrections=True,
    )
