"""Tables laid out like the Digit Recognizer's: which is to learn from and which to predict, by their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cnn.data.archives.entry import Entry
from cnn.data.classes import class_names
from cnn.data.contents import Contents, Progress
from cnn.data.imageset import ImageSet
from cnn.data.noticing import notices_of
from cnn.data.rejection import rejection, shown
from cnn.data.tables.header import Header, Role, read_header
from cnn.data.tables.table import Table, read_table
from cnn.errors import DataError

CANDIDATES = ("digit-recognizer.zip", "train.csv", "train.csv.gz", "digit-recognizer")


def find_competition(folder: Path) -> Path:
    """Where in the data folder the competition's files lie; raises DataError saying where to get them."""
    for name in CANDIDATES:
        if (folder / name).exists():
            return folder / name
    raise DataError(
        f"The competition's files are not in {folder}: get them at kaggle.com/c/digit-recognizer/data "
        f'("Download all") and put digit-recognizer.zip there, or give its path.'
    )


@dataclass(frozen=True)
class _Candidate:
    entry: Entry
    header: Header

    def is_named(self, part: str) -> bool:
        """Whether the file's name claims that it is the ``part``, train or test."""
        other = {"train": "test", "test": "train"}[part]
        return part in self.entry.base_name and other not in self.entry.base_name


def read_tables(entries: Sequence[Entry], classes: int | None, progress: Progress) -> Contents:
    """The images in the tables ``entries``; those that hold none, as a sample submission, are left aside.

    A lone table without labels becomes a training part whose labels are None. Raises DataError at whatever is wrong.
    """
    names = class_names(classes)
    candidates = [_Candidate(entry, read_header(entry)) for entry in entries]
    _refuse_swapped(candidates)
    train, test = _parts(candidates)
    chosen = [part for part in (train, test) if part is not None]
    if not chosen:
        raise _nothing_fits(candidates)
    tables = _read_all(chosen, len(names), progress)
    sets = [ImageSet(table.images, table.labels, names) for table in tables]
    progress(0.95, "Checking the rows")
    if train is None:
        unlabelled = "There is no label column: these images can be looked at and predicted, not trained on."
        return Contents(sets[0], None, (unlabelled, *tables[0].notices, *notices_of(sets[0], None)))
    if test is None:
        return Contents(sets[0], None, (*tables[0].notices, *notices_of(sets[0], None)))
    _refuse_other_size(test.entry, sets[0], sets[1])
    of_test = tuple(f"Test table: {notice}" for notice in tables[1].notices)
    if sets[1].labels is not None:
        of_test += ("The test table has labels: it serves as a labelled test part.",)
    return Contents(sets[0], sets[1], (*tables[0].notices, *of_test, *notices_of(sets[0], sets[1])))


def _read_all(chosen: Sequence[_Candidate], classes: int, progress: Progress) -> list[Table]:
    total_bytes = sum(part.entry.size_bytes or 0 for part in chosen) or 1
    done_bytes = 0
    tables = []
    for part in chosen:
        share, start = (part.entry.size_bytes or 0) / total_bytes, done_bytes / total_bytes
        doing = f"Reading {part.entry.title}"

        def tell(fraction: float, start: float = start, share: float = share, doing: str = doing) -> None:
            progress(0.95 * (start + share * fraction), doing)

        tell(0.0)
        tables.append(read_table(part.entry, part.header, classes, tell))
        done_bytes += part.entry.size_bytes or 0
    return tables


def _parts(candidates: Sequence[_Candidate]) -> tuple[_Candidate | None, _Candidate | None]:
    """The table to learn from and the one to predict."""
    labelled = [candidate for candidate in candidates if candidate.header.role == "train"]
    pixels_only = [candidate for candidate in candidates if candidate.header.role == "test"]
    if len(labelled) == 2 and not pixels_only:
        # Fashion-MNIST and its like come with labels in both; there the names tell the parts.
        train = [candidate for candidate in labelled if candidate.is_named("train")]
        test = [candidate for candidate in labelled if candidate.is_named("test")]
        if train and test:
            return train[0], test[0]
    _refuse_rivals(labelled, "labels")
    _refuse_rivals(pixels_only, "pixels and no labels")
    return next(iter(labelled), None), next(iter(pixels_only), None)


def _refuse_rivals(candidates: Sequence[_Candidate], what: str) -> None:
    if len(candidates) > 1:
        rivals = " and ".join(shown(candidate.entry.name) for candidate in candidates[:3])
        found = f"{len(candidates)} tables with {what} ({rivals})"
        file = candidates[0].entry.archive or candidates[0].entry.title
        raise rejection(file, found, "one", "hand over only the one that is meant")


def _refuse_swapped(candidates: Sequence[_Candidate]) -> None:
    """Refuse train.csv without labels beside test.csv with them."""
    train = [part for part in candidates if part.is_named("train") and part.header.role == "test"]
    test = [part for part in candidates if part.is_named("test") and part.header.role == "train"]
    if train and test:
        raise rejection(
            train[0].entry.title,
            f"no label column, while {test[0].entry.base_name} has one",
            "the labels in the training table",
            "the two look swapped: exchange their names or hand them over the other way round",
        )


def _refuse_other_size(entry: Entry, train: ImageSet, test: ImageSet) -> None:
    if train.shape != test.shape:
        height, width = test.shape[1:]
        expected = f"{train.shape[1]}×{train.shape[2]} as in the training table"
        raise rejection(
            entry.title, f"images of {height}×{width}", expected, "hand over two tables that belong together"
        )


def _nothing_fits(candidates: Sequence[_Candidate]) -> DataError:
    roles: dict[Role, str] = {"submission": "a list of predictions", "other": "columns that are no pixels"}
    found = roles[candidates[0].header.role] if len(candidates) == 1 else "no table of images among its files"
    file = (
        candidates[0].entry.title if len(candidates) == 1 else candidates[0].entry.archive or candidates[0].entry.title
    )
    return rejection(
        file, found, "a table with the columns label and pixel0, pixel1, …", "hand over train.csv, or the whole zip"
    )
