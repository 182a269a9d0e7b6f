"""What the first line of a table says: its delimiter, its role, and which column is which pixel."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from cnn.data.archives.entry import Entry
from cnn.data.rejection import rejection, shown
from cnn.data.tables.text import is_utf16, read_blocks

MIN_SIDE_PX, MAX_SIDE_PX = 2, 128
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
    places = {position: place for position, name in enumerate(lowered) if (place := _place(name))}
    if not places and "label" not in lowered:
        return Header("other", delimiter, names)
    _refuse_double_columns(entry, lowered)
    for position, name in enumerate(lowered):
        if position not in places and name != "label":
            found = f"a column named {shown(names[position])}" if name else "a column without a name"
            mend = "remove it (a row number comes from saving without index=False) or name it label"
            expected = "label and pixel0, pixel1, …"
            raise rejection(entry.title, found, expected, mend, line=1, column=position + 1)
    label = lowered.index("label") if "label" in lowered else None
    if label is not None and names[label] != "label":
        notices.append(f"The column {shown(names[label])} was read as label.")
    pixels = _ordered(entry, places, lowered, notices)
    role: Role = "test" if label is None else "train"
    return Header(role, delimiter, names, label, pixels, 2, tuple(notices))


Place = tuple[int] | tuple[int, int]


def _place(name: str) -> Place | None:
    """The number in pixel7, or the row and column in 1x8."""
    match = re.fullmatch(r"pixel([0-9]{1,9})|([0-9]{1,9})x([0-9]{1,9})", name)
    if not match:
        return None
    return (int(match[1]),) if match[1] else (int(match[2]), int(match[3]))


def _ordered(entry: Entry, places: dict[int, Place], names: list[str], notices: list[str]) -> tuple[int, ...]:
    """The positions of the pixels, row by row; raises DataError where they are no complete square."""
    count = len(places)
    by_place = {place: position for position, place in places.items()}
    side_px = math.isqrt(count)
    in_rows = any(len(place) == 2 for place in by_place)
    start = 1 if (0,) not in by_place else 0
    highest = max((place[0] for place in by_place), default=-1)
    # 784 columns missing one, or pixel783 without pixel5: say which is missing rather than that 783 is no square.
    expected_count = count if in_rows else max(count, highest - start + 1)
    if not in_rows and expected_count > count and math.isqrt(expected_count) ** 2 == expected_count:
        missing = next(index for index in range(start, highest + 1) if (index,) not in by_place)
        raise _missing(entry, f"pixel{missing}", expected_count)
    if side_px**2 != count or not MIN_SIDE_PX <= side_px <= MAX_SIDE_PX:
        sides = f"{MIN_SIDE_PX}×{MIN_SIDE_PX} to {MAX_SIDE_PX}×{MAX_SIDE_PX}"
        raise rejection(
            entry.title,
            f"{count:,} pixel column{'s' * (count != 1)}",
            f"the pixels of a square image, {sides} (784 for 28×28)",
            "add the missing pixel columns or remove those too many",
            line=1,
        )
    wanted: list[Place]
    if in_rows:
        wanted = [(row, column) for row in range(1, side_px + 1) for column in range(1, side_px + 1)]
    else:
        wanted = [(index,) for index in range(start, start + count)]
    for place in wanted:
        if place not in by_place:
            raise _missing(entry, "x".join(map(str, place)) if in_rows else f"pixel{place[0]}", count)
    if in_rows or start:
        first, last = names[by_place[wanted[0]]], names[by_place[wanted[-1]]]
        notices.append(f"The pixels are named {first} to {last} rather than pixel0 to pixel{count - 1}.")
    return tuple(by_place[place] for place in wanted)


def _refuse_double_columns(entry: Entry, names: list[str]) -> None:
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        second = names.index(name, names.index(name) + 1)
        mend = "remove or rename one of them"
        raise rejection(entry.title, f"{times} columns named {shown(name)}", "one", mend, line=1, column=second + 1)


def _missing(entry: Entry, name: str, count: int) -> Exception:
    expected = f"all {count:,} pixels of the image"
    return rejection(entry.title, f"no column {name}", expected, "add or rename the missing column", line=1)


def _columns(count: int) -> str:
    return f"{count:,} column{'s' * (count != 1)}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
