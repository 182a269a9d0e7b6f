"""A table of images, one a line, streamed block by block from text to bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnn.data.archives.entry import Entry
from cnn.data.classes import MAX_CLASSES
from cnn.data.imageset import Images, Labels
from cnn.data.rejection import rejection
from cnn.data.tables.brightness import Brightness
from cnn.data.tables.cells import CORRECT, Floats, refuse_cell
from cnn.data.tables.header import Header
from cnn.data.tables.parsing import parse_block
from cnn.data.tables.text import Block, read_blocks
from cnn.errors import DataError

MAX_ROWS = 500_000
MAX_PIXELS = 400_000_000
"""In all images of a table together: just enough for MAX_ROWS of 28×28, and 400 MB of memory."""


@dataclass(frozen=True, eq=False)
class Table:
    """Images uint8 (N, 1, H, W), labels int64 (N,) where the table has them, and what was assumed."""

    images: Images
    labels: Labels | None
    notices: tuple[str, ...]


def read_table(entry: Entry, header: Header, classes: int, tell: Callable[[float], None]) -> Table:
    """Read the images below ``header``; ``tell`` gets the fraction read.

    Raises DataError at the first line and column that breaks a rule, and as soon as the table is known to be too long.
    """
    brightness = Brightness(entry.title, header)
    labels: list[Labels] = []
    rows = read_bytes = 0
    for block in read_blocks(entry):
        read_bytes += len(block.data)
        if block.first_line < header.rows_start:
            block = Block(header.rows_start, block.data.partition(b"\n")[2])
            _refuse_estimate(entry, block)
        if not block.data.strip():
            continue
        numbers = parse_block(entry.title, block, header)
        rows += len(numbers.pixels)
        _refuse_length(entry, rows, len(header.pixels))
        if numbers.labels is not None:
            _refuse_labels(entry, block, header, numbers.labels, classes)
            labels.append(numbers.labels.astype(np.int64))
        brightness.add(block, numbers)
        tell(min(1.0, read_bytes / entry.size_bytes) if entry.size_bytes else 0.0)
    if not rows:
        raise rejection(entry.title, "a header without rows", "one image a line", "download or save it again")
    notices = (*header.notices, *brightness.notices())
    return Table(brightness.images(), np.concatenate(labels) if labels else None, notices)


def _refuse_labels(entry: Entry, block: Block, header: Header, labels: Labels | Floats, classes: int) -> None:
    wrong = ~((labels >= 0) & (labels < classes) & (labels == np.rint(labels)))
    if not wrong.any():
        return
    row = int(wrong.argmax())
    label = float(labels[row])
    mend = CORRECT
    if label.is_integer() and classes <= label < MAX_CLASSES:
        mend = f"correct the cell, or ask for {int(label) + 1} or more classes if the file has them"
    expected = f"a whole number 0 to {classes - 1}"
    raise refuse_cell(entry.title, block, header, row, header.label or 0, expected, mend)


def _refuse_estimate(entry: Entry, block: Block) -> None:
    """Refuse a table whose first lines promise far too many rows, before the others are read."""
    lines = block.data.count(b"\n")
    if lines and entry.size_bytes:
        estimate = round(entry.size_bytes * lines / len(block.data))
        if estimate > 2 * MAX_ROWS:
            raise _too_long(entry, f"about {estimate:,} rows")


def _refuse_length(entry: Entry, rows: int, pixels: int) -> None:
    if rows > MAX_ROWS:
        raise _too_long(entry, f"more than {MAX_ROWS:,} rows")
    if rows * pixels > MAX_PIXELS:
        found = f"more than {MAX_PIXELS // 10**6} million pixels"
        raise rejection(entry.title, found, "at most that many in all images", "hand over a part of it")


def _too_long(entry: Entry, found: str) -> DataError:
    return rejection(entry.title, found, f"at most {MAX_ROWS:,}", "hand over a part of it")
