"""The one door to data: a word or a path in, a data set out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from cnn.data.archives.entry import sentences
from cnn.data.cache import cached
from cnn.data.contents import Contents, Progress, ignore_progress
from cnn.data.corrections import with_corrections
from cnn.data.corrections_file import corrections_of_other_data, read_corrections
from cnn.data.drawings import read_drawings, with_drawings
from cnn.data.imageset import ADDED, DRAWINGS, Dataset
from cnn.data.kaggle import find_competition
from cnn.data.opening import read_path
from cnn.data.rejection import shown
from cnn.data.stamping import digest_of
from cnn.data.upload import receive, title_of
from cnn.errors import DataError
from cnn.places import data_folder

__all__ = ["CATALOGUE", "CatalogueEntry", "Progress", "keep_upload", "open_source"]


@dataclass(frozen=True)
class CatalogueEntry:
    """A data set that a word opens.

    word: what is typed. title: what people call it. about: a sentence on what it is.
    needs_network: True where the first opening downloads it.
    holds_competition_test: True where the competition's test digits are among its images.
    """

    word: str
    title: str
    about: str
    needs_network: bool = False
    holds_competition_test: bool = False


CATALOGUE = (
    CatalogueEntry("digits", "Built-in digits", "1,797 small handwritten digits that come with the program."),
    CatalogueEntry(
        "kaggle",
        "Kaggle Digit Recognizer",
        "The competition's 42,000 labelled digits and 28,000 to predict, from its files in the data folder.",
    ),
    CatalogueEntry("mnist", "MNIST", "70,000 handwritten digits, the classic.", True, True),
    CatalogueEntry("fashion-mnist", "Fashion-MNIST", "70,000 pictures of clothes in ten kinds.", True),
    CatalogueEntry("kmnist", "KMNIST", "70,000 handwritten Japanese characters of ten kinds.", True),
    CatalogueEntry("emnist-digits", "EMNIST digits", "280,000 handwritten digits.", True, True),
    CatalogueEntry("qmnist", "QMNIST", "MNIST made again from its sources, with 60,000 test digits.", True, True),
    CatalogueEntry("cifar10", "CIFAR-10", "60,000 colour photographs, 32×32, of ten kinds of things.", True),
    CatalogueEntry(DRAWINGS, "My drawings", "What you drew under Draw and kept with its label."),
)


def open_source(source: str, classes: int | None = None, progress: Progress | None = None) -> Dataset:
    """Open a catalogue word, ``kaggle`` among them, or the path of a CSV, gz, zip or folder.

    ``+drawings`` behind it adds one's own drawings to what is learned from. Labels that people corrected come
    corrected; ``without_corrections`` takes that back.

    classes: how many classes a table's labels name, 2–1,000; None means 10.
    Raises DataError saying what was found, what was expected and how to mend it.
    """
    if source.endswith(ADDED) and source != ADDED:
        return with_drawings(open_source(source.removesuffix(ADDED), classes, progress))
    tell = progress or ignore_progress
    entry = next((entry for entry in CATALOGUE if entry.word == source), None)
    if entry is not None and entry.word != "kaggle":
        return _dataset(source, entry.title, _open_word(entry, tell))
    path = find_competition(data_folder()) if entry else _existing(source)
    contents = read_path(path, classes, tell)
    return _dataset(source if entry else str(path), entry.title if entry else title_of(path), contents)


def keep_upload(
    files: Sequence[tuple[str, BinaryIO]], classes: int | None = None, progress: Progress | None = None
) -> Dataset:
    """Check uploaded files, (name, content) each, and only then keep them, so that any process can open them again.

    The names are shown and never made a path of. Raises DataError, and writes nothing, where a file is refused.
    """
    path, contents = receive(files, classes, progress or ignore_progress)
    return _dataset(str(path), title_of(path), contents)


def _open_word(entry: CatalogueEntry, progress: Progress) -> Contents:
    if entry.word == DRAWINGS:
        return read_drawings()  # they change too often to be kept on disk a second time

    def read() -> Contents:
        if entry.word == "digits":
            from cnn.data.builtin import read_digits

            return read_digits()
        from cnn.data.catalog import read_family

        return replace(
            read_family(entry.word, entry.title, progress), holds_competition_test=entry.holds_competition_test
        )

    stamp = digest_of("word", entry.word)
    return cached(stamp, 0, lambda: f"0-{stamp}", read)


def _existing(source: str) -> Path:
    path = Path(source).absolute()
    with sentences(path.name):
        exists = path.exists()
    if not exists:
        words = ", ".join(entry.word for entry in CATALOGUE)
        raise DataError(
            f"{shown(source)} is neither a data set nor a file: "
            f"give one of {words}, or the path of a CSV, gz, zip or folder."
        )
    return path


def _dataset(source: str, title: str, contents: Contents) -> Dataset:
    dataset = Dataset(source, title, contents.train, contents.test, contents.notices, contents.holds_competition_test)
    if dataset.train.labels is None:
        return dataset
    try:
        corrected = with_corrections(dataset, read_corrections(dataset))
    except DataError as error:
        return replace(dataset, notices=(*dataset.notices, str(error)))
    others = corrections_of_other_data(dataset)
    return replace(corrected, notices=(*corrected.notices, others)) if others else corrected
