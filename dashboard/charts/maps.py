"""Every feature map of one layer, or every unit of a flat one, side by side."""

from __future__ import annotations

from math import ceil

import numpy as np
import plotly.graph_objects as go

from cnn.inside.passage import Numbers
from cnn.inside.tracing import strongest
from dashboard import theme
from dashboard.charts.cells import largest, number
from dashboard.charts.mosaic import Mosaic, Tile, signed_picture

WIDTH_PX, MOST_HEIGHT_PX = 680, 240
SIDES_PX = (64, 52, 44, 36, 28, 22)
UNIT_SIDES_PX = (36, 28, 22, 16, 12, 9)
GAP_PX = 4
MOST_CLICKABLE = 1024
MARK = theme.CATEGORICAL[3]


def maps_figure(numbers: Numbers, chosen: int) -> go.Figure:
    """Maps (D, h, w) or units (n,), as large as there is room, in one scale; ``chosen`` is framed.

    A click gives the number of the map; of very many only the first take clicks.
    """
    end, count = largest(numbers), len(numbers)
    sides = SIDES_PX if numbers.ndim == 3 else UNIT_SIDES_PX
    side = next((px for px in sides if _height(count, px) <= MOST_HEIGHT_PX), sides[-1])
    across = _across(side)
    sheet = Mosaic(WIDTH_PX, ceil(_height(count, side)))
    tiles = [
        Tile(GAP_PX + (place % across) * (side + GAP_PX), GAP_PX + (place // across) * (side + GAP_PX), side, side)
        for place in range(count)
    ]
    for tile, feature_map in zip(tiles, numbers.reshape(count, *(numbers.shape[1:] or (1, 1))), strict=True):
        sheet.lay(tile, signed_picture(feature_map, end))
    sheet.frame(tiles[chosen], MARK, 3)
    told = range(min(count, MOST_CLICKABLE))
    return sheet.figure([tiles[place] for place in told], [_tip(numbers, place) for place in told])


def in_words(numbers: Numbers, chosen: int) -> str:
    """The same for those who do not see it."""
    what = "feature maps" if numbers.ndim == 3 else "units"
    means = np.abs(numbers.reshape(len(numbers), -1)).mean(1)
    return (
        f"{len(numbers):,} {what}, number {chosen + 1} chosen; number {int(means.argmax()) + 1} has the largest "
        f"numbers, {int((means == 0).sum()):,} are zero throughout"
    )


def _across(side: int) -> int:
    return (WIDTH_PX - GAP_PX) // (side + GAP_PX)


def _height(count: int, side: int) -> int:
    return GAP_PX + ceil(count / _across(side)) * (side + GAP_PX)


def _tip(numbers: Numbers, place: int) -> str:
    if numbers.ndim == 1:
        return f"unit {place + 1}: {number(numbers[place])}"
    _, row, column = strongest(numbers, place)
    return f"map {place + 1}: at most {number(numbers[place, row, column])}, in row {row}, column {column}"
