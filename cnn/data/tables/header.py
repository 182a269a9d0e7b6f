"""What the first line of a table says: its delimiter, its role, and which column is which pixel."""

from __future__ import annotations

import csv
import math
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from cnn.data.archives.entry import Entry
from cnn.data.rejection import rejection, shown
from cnn.data.tables.pixel_columns import MAX_SIDE_PX, order_pixels, place_of
from cnn.data.tables.text import is_utf16, read_blocks

MAX_COLUMNS = MAX_SIDE_PX**2 + 1
HEADERLESS_PIXELS = 28 * 28

Role = Literal["train", "test", "submission", "other"]


@dataclass(frozen=True)
class Header:
    """Where a table's label and pixels stand.

    role: train has labels, test has pixels alone, submission is a list of predictions, other is no table of images.
    columns: the names, in the order of the file.
    label: the position of the label column; None without one.
    pixels: the position of each pixel, row by row of the image.
    rows_start: the line of the first image: 2, or 1 where there is no header.
    notices: what was assumed.
    """

    role: Role
    delimiter: str = ","
    columns: tuple[str, ...] = ()
    label: int | None = None
    pixels: tuple[int, ...] = ()
    rows_start: int = 2
    notices: tuple[str, ...] = ()

    @property
    def side_px(self) -> int:
        """The height and width of the images."""
        return math.isqrt(len(self.pixels))


def read_header(entry: Entry) -> Header:
    """The header of the table ``entry``; raises DataError where it promises images but cannot hold them."""
    with closing(read_blocks(entry)) as blocks:
        line = next(blocks).data.split(b"\n", 1)[0].decode(errors="replace").rstrip("\r")
    delimiter = max(",;\t", key=line.count)
    names = tuple(name.strip() for name in split_cells(line, delimiter))
    if len(names) > MAX_COLUMNS:
        mend = "check that it is a table with one image a line"
        expected = f"at most {MAX_COLUMNS:,}: a label and {MAX_SIDE_PX}×{MAX_SIDE_PX} pixels"
        raise rejection(entry.title, _columns(len(names)), expected, mend, line=1)
    notices = []
    if is_utf16(entry):
        notices.append("The text is UTF-16 rather than UTF-8.")
    if delimiter != ",":
        notices.append(f"Columns are separated by {'semicolons' if delimiter == ';' else 'tabs'} rather than commas.")
    if all(_is_number(name) for name in names):
        return _headerless(entry, names, delimiter, notices)
    return _named(entry, names, delimiter, notices)


def split_cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line, quotes taken off."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell of more than 128 KiB: no number, and no name either
        return line.split(delimiter)


def _headerless(entry: Entry, names: tuple[str, ...], delimiter: str, notices: list[str]) -> Header:
    pixels = tuple(f"pixel{index}" for index in range(HEADERLESS_PIXELS))
    said = "There is no header; {} columns were read as {}28×28 pixels row by row."
    if len(names) == HEADERLESS_PIXELS:
        notice = said.format(len(names), "")
        positions = tuple(range(HEADERLESS_PIXELS))
        return Header("test", delimiter, pixels, None, positions, 1, (*notices, notice))
    if len(names) == HEADERLESS_PIXELS + 1:
        notice = said.format(len(names), "a label and ")
        positions = tuple(range(1, HEADERLESS_PIXELS + 1))
        return Header("train", delimiter, ("label", *pixels), 0, positions, 1, (*notices, notice))
    raise rejection(
        entry.title,
        f"no header and {_columns(len(names))}",
        "a header (label, pixel0, pixel1, …), or without one exactly 785 columns (label first) or 784",
        "add the header line or the missing columns",
        line=1,
    )


def _named(entry: Entry, names: tuple[str, ...], delimiter: str, notices: list[str]) -> Header:
    lowered = [name.lower() for name in names]
    if sorted(lowered) == ["imageid", "label"]:
        return Header("submission", delimiter, names)
    strange = [position for position, name in enumerate(lowered) if name != "label" and place_of(name) is None]
    if len(strange) == len(names):
        return Header("other", delimiter, names)
    _refuse_double_columns(entry, lowered)
    if strange:
        position, name = strange[0], names[strange[0]]
        found = f"a column named {shown(name)}" if name else "a column without a name"
        mend = "remove it (a row number comes from saving without index=False) or name it label"
        raise rejection(entry.title, found, "label and pixel0, pixel1, …", mend, line=1, column=position + 1)
    label = lowered.index("label") if "label" in lowered else None
    if label is not None and names[label] != "label":
        notices.append(f"The column {shown(names[label])} was read as label.")
    pixels, said = order_pixels(entry.title, lowered)
    if said:
        notices.append(said)
    return Header("test" if label is None else "train", delimiter, names, label, pixels, 2, tuple(notices))


def _refuse_double_columns(entry: Entry, names: list[str]) -> None:
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        second = names.index(name, names.index(name) + 1)
        mend = "remove or rename one of them"
        raise rejection(entry.title, f"{times} columns named {shown(name)}", "one", mend, line=1, column=second + 1)


def _columns(count: int) -> str:
    return f"{count:,} column{'s' * (count != 1)}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
