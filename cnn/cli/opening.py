"""Opening the data a command names, with what was assumed on the way told on stderr."""

from __future__ import annotations

from argparse import Namespace

from cnn.cli.output import Output, reading_bar
from cnn.data.corrections import without_corrections
from cnn.data.imageset import Dataset
from cnn.data.source import open_source


def opened(source: str, classes: int | None, arguments: Namespace, output: Output) -> Dataset:
    """The data set, its labels corrected unless ``--no-corrections`` was given; raises DataError."""
    with reading_bar() as progress:
        dataset = open_source(source, classes, progress)
    if arguments.no_corrections:
        dataset = without_corrections(dataset)
    for notice in dataset.notices:
        output.note(notice)
    return dataset
