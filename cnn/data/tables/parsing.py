"""A block of a table's text as numbers: the fast way, the wider way, and the way that knows what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnn.data.tables.cells import Floats, read_cells
from cnn.data.tables.header import Header
from cnn.data.tables.text import Block

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Numbers:
    """The rows of a block.

    pixels: (rows, pixels) in the order of the image; uint8 where every cell was a whole number 0–255, else float64.
    labels: (rows,) int64 or float64; None where the table has none.
    """

    pixels: npt.NDArray[np.uint8] | Floats
    labels: npt.NDArray[np.int64] | Floats | None


def parse_block(file: str, block: Block, header: Header) -> Numbers:
    """The numbers in ``block``; raises DataError, with line and column, at a ragged row or a cell without a number.

    pyarrow reads whole numbers straight to bytes, 77 MB in 0.7 s on two cores. A block that is not of that kind is read
    again as floating point, and where that fails too, cell by cell.
    """
    import pyarrow as pa

    # pyarrow takes 0x10 for a 16 among whole numbers, not among floating-point ones.
    hexadecimal = b"x" in block.data or b"X" in block.data
    table = None if hexadecimal else _read(block, header, pa.uint8(), pa.int64())
    if table is not None:
        return _gather(table, header, np.empty((table.num_rows, len(header.pixels)), np.uint8))
    table = _read(block, header, pa.float64(), pa.float64())
    if table is not None:
        return _gather(table, header, np.empty((table.num_rows, len(header.pixels)), np.float64))
    cells = read_cells(file, block, header)
    return Numbers(cells[:, header.pixels], None if header.label is None else cells[:, header.label])


def _read(block: Block, header: Header, pixel: pa.DataType, label: pa.DataType) -> pa.Table | None:
    """The block as an Arrow table of these types; None where it isn't one."""
    import pyarrow as pa
    from pyarrow import csv

    names = [str(position) for position in range(len(header.columns))]
    types = {name: label if position == header.label else pixel for position, name in enumerate(names)}
    try:
        return csv.read_csv(
            pa.BufferReader(block.data),
            csv.ReadOptions(column_names=names, block_size=len(block.data) + 1),
            csv.ParseOptions(delimiter=header.delimiter),
            csv.ConvertOptions(column_types=types, null_values=[]),
        )
    except pa.ArrowInvalid:
        return None


def _gather(table: pa.Table, header: Header, pixels: npt.NDArray[np.uint8] | Floats) -> Numbers:
    for place, position in enumerate(header.pixels):
        pixels[:, place] = table.column(position).to_numpy()
    return Numbers(pixels, None if header.label is None else table.column(header.label).to_numpy())
