"""The one door to data: a word or a path in, a data set out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cnn.data.contents import Contents, Progress, ignore_progress
from cnn.data.imageset import Dataset
from cnn.data.kaggle import find_competition
from cnn.data.opening import read_files
from cnn.errors import DataError
from cnn.places import data_folder

__all__ = ["CATALOGUE", "CatalogueEntry", "Progress", "open_source"]


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
)


def open_source(source: str, classes: int | None = None, progress: Progress | None = None) -> Dataset:
    """Open a catalogue word, ``kaggle``, or the path of a CSV, gz, zip or folder.

    classes: how many classes a table's labels name, 2–1,000; None means 10.
    Raises DataError saying what was found, what was expected and how to mend it.
    """
    tell = progress or ignore_progress
    entry = next((entry for entry in CATALOGUE if entry.word == source), None)
    if entry is None and not Path(source).exists():
        words = ", ".join(entry.word for entry in CATALOGUE)
        raise DataError(
            f"{source!r} is neither a data set nor a file: "
            f"give one of {words}, or the path of a CSV, gz, zip or folder."
        )
    contents = _read(source, entry, classes, tell)
    return Dataset(
        source=source if entry else str(Path(source).resolve()),
        title=entry.title if entry else Path(source).name,
        train=contents.train,
        test=contents.test,
        notices=contents.notices,
        holds_competition_test=contents.holds_competition_test,
    )


def _read(source: str, entry: CatalogueEntry | None, classes: int | None, progress: Progress) -> Contents:
    if source == "digits":
        from cnn.data.builtin import read_digits

        return read_digits()
    path = find_competition(data_folder()) if source == "kaggle" else Path(source)
    return read_files(path.absolute(), classes, progress)
