"""Images written as a table in the competition's layout: a label and the pixels row by row, one image a line."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import ImageSet
from cnn.errors import DataError

BLOCK = 4096


def write_table(images: ImageSet, file: BinaryIO) -> None:
    """Write labelled images, but those left out, as ``label,pixel0,pixel1,…``; labels are numbers from 0.

    Raises DataError for images that such a table cannot hold: colour, or not as wide as high.
    """
    channels, height, width = images.shape
    if channels != 1 or height != width:
        raise DataError(
            f"A table holds square images of one channel, these are {width}×{height}×{channels}: they cannot be "
            "written as one."
        )
    labels = images.known_labels
    rows = np.setdiff1d(np.arange(len(images)), images.left_out)
    file.write(",".join(["label", *(f"pixel{pixel}" for pixel in range(height * width))]).encode() + b"\n")
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        file.write(_lines(np.column_stack([labels[block], images.images[block].reshape(len(block), -1)])))


def _lines(numbers: npt.NDArray[np.int64]) -> bytes:
    """Rows of whole numbers from 0 to 999 as lines of digits."""
    import pyarrow as pa
    from pyarrow import csv

    table = pa.table({str(column): values for column, values in enumerate(np.ascontiguousarray(numbers.T))})
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False))
    content: bytes = sink.getvalue().to_pybytes()
    return content
