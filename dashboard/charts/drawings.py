"""One's own drawings on one sheet, a row a class, to be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.mosaic import Mosaic, Picture, Tile

WIDTH_PX, SIDE_PX, GAP_PX, NAME_PX = 560, 52, 6, 64
LONGEST_NAME = 9
MARK = theme.CATEGORICAL[3]


@dataclass(frozen=True, eq=False)
class Row:
    """The drawings of one class: its name, and each as uint8 (h, w, 3)."""

    name: str
    pictures: Sequence[Picture]


def drawings_figure(rows: Sequence[Row], chosen: int | None) -> go.Figure:
    """All drawings, numbered from 0 row by row; a click gives the number, the ``chosen`` one is framed."""
    pitch, across = SIDE_PX + GAP_PX, (WIDTH_PX - NAME_PX) // (SIDE_PX + GAP_PX)
    lines = [ceil(len(row.pictures) / across) for row in rows]
    sheet = Mosaic(WIDTH_PX, GAP_PX + pitch * sum(lines))
    tiles: list[Tile] = []
    top = GAP_PX
    for row, height in zip(rows, lines, strict=True):
        name = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
        sheet.words(NAME_PX / 2, top + SIDE_PX / 2, name, size_px=16 if len(name) < 3 else 11)
        for place, picture in enumerate(row.pictures):
            tile = Tile(NAME_PX + place % across * pitch, top + place // across * pitch, SIDE_PX, SIDE_PX)
            sheet.lay(tile, picture)
            tiles.append(tile)
        top += pitch * height
    if chosen is not None:
        sheet.frame(tiles[chosen], MARK, 3)
    tips = [f"drawing {number + 1}: {row.name}" for number, row in enumerate(_each(rows))]
    return sheet.figure(tiles, tips)


def in_words(rows: Sequence[Row]) -> str:
    """The same for those who do not see it."""
    return "Drawings by class: " + ", ".join(f"{len(row.pictures)} of {row.name}" for row in rows)


def _each(rows: Sequence[Row]) -> list[Row]:
    """The row of each drawing."""
    return [row for row in rows for _ in row.pictures]
