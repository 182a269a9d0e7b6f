"""Small blocks of a table read cell by cell: slow, but it knows the line and column of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from cnn.data.rejection import rejection, shown
from cnn.data.tables.header import Header, split_cells
from cnn.data.tables.text import Block
from cnn.errors import DataError

Floats = npt.NDArray[np.float64]

PIXEL = "a whole number 0 to 255"
CORRECT = "correct the cell or remove the line"

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def read_cells(file: str, block: Block, header: Header) -> Floats:
    """The numbers of ``block``, (rows, columns); raises DataError at the first ragged row or cell without a number."""
    rows = []
    for line, text in _rows(block):
        cells = split_cells(text, header.delimiter)
        if len(cells) != len(header.columns):
            found = f"{len(cells):,} column{'s' * (len(cells) != 1)}"
            expected = f"{len(header.columns):,} as in the first line"
            raise rejection(file, found, expected, "mend or remove this line", line=line)
        for position, cell in enumerate(cells):
            if not _NUMBER.fullmatch(cell.strip()):
                expected = "the class as a whole number" if position == header.label else PIXEL
                raise _refusal(file, header, line, position, cell, expected, CORRECT)
        rows.append([float(cell) for cell in cells])
    return np.array(rows, np.float64).reshape(-1, len(header.columns))


def refuse_cell(
    file: str, block: Block, header: Header, row: int, position: int, expected: str, mend: str = CORRECT
) -> DataError:
    """The refusal of the cell in the block's row ``row``, blank lines not counted, and the file's column ``position``.

    Both are counted from 0.
    """
    line, text = list(_rows(block))[row]
    cell = split_cells(text, header.delimiter)[position]
    return _refusal(file, header, line, position, cell, expected, mend)


def _rows(block: Block) -> Iterator[tuple[int, str]]:
    """The line number and text of each row; blank lines are none."""
    for line, data in enumerate(block.data.split(b"\n"), block.first_line):
        if data.strip(b"\r"):
            yield line, data.decode(errors="replace").rstrip("\r")


def _refusal(file: str, header: Header, line: int, position: int, cell: str, expected: str, mend: str) -> DataError:
    found = shown(cell) if cell.strip() else "a blank cell"
    name = header.columns[position]
    return rejection(file, found, expected, mend, line=line, column=position + 1, column_name=name)
