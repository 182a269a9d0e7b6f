"""Where one number of a layer comes from: its patch of the picture, its place in its map, and its sum."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.inside.origin import Cell, Numbers, Pooled, WeightedSum
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest
from dashboard.charts.mosaic import Mosaic, Picture, Tile, folded

SIDE_PX, TITLE_PX = 190, 22
SUM_WIDTH_PX, SUM_HEIGHT_PX = 560, 190
MARK = theme.CATEGORICAL[3]
MOST_TOUCHED = 1600
WHOLE = Place(1, 0.0, 1.0, 0.0, SIDE_PX / (SIDE_PX + TITLE_PX))
INPUTS = Place(1, 0.0, 0.29, 0.0, 0.87)
WEIGHTS = Place(2, 0.355, 0.645, 0.0, 0.87)
PRODUCTS = Place(3, 0.71, 1.0, 0.0, 0.87)

Side = tuple[int, int]
"""First pixel, and first one behind it, along one side."""


def patch_figure(picture: Picture, down: Side, across: Side, title: str) -> go.Figure:
    """The picture (h, w, 3) with a frame around the patch that a number depends on."""
    height, width = picture.shape[:2]
    pixel = (SIDE_PX - 4) / max(height, width)
    left, top = (SIDE_PX - width * pixel) / 2, TITLE_PX + (SIDE_PX - height * pixel) / 2
    sheet = Mosaic(SIDE_PX, SIDE_PX + TITLE_PX)
    sheet.lay(Tile(left, top, width * pixel, height * pixel), picture)
    sheet.words(SIDE_PX / 2, TITLE_PX + 1, title, "bottom", 13)
    if down[1] > down[0] and across[1] > across[0]:
        sides = ((across[1] - across[0]) * pixel, (down[1] - down[0]) * pixel)
        sheet.frame(Tile(left + across[0] * pixel, top + down[0] * pixel, *sides), MARK, 3)
    return sheet.figure([], [])


def map_figure(numbers: Numbers, cell: Cell, title: str) -> go.Figure:
    """One feature map (h, w) with the number in question framed; its cells take clicks, unless they are too many."""
    end = largest(numbers)
    sheet = Sheet()
    sheet.cells(WHOLE, numbers, Colours(theme.diverging(), -end, end), title)
    if numbers.size <= MOST_TOUCHED:
        hover = "row %{y}, column %{x}: %{customdata[0]:,.3~f}"
        sheet.touch(WHOLE, numbers, hover, SIDE_PX / max(numbers.shape))
    sheet.outline(WHOLE, (cell[2], cell[1], 1, 1), MARK, 3)
    return sheet.figure(SIDE_PX, SIDE_PX + TITLE_PX)


def sum_figure(origin: WeightedSum, *, sees_pixels: bool) -> go.Figure:
    """Inputs, times weights, are products; of many maps one beside the other.

    sees_pixels: the inputs are those of the picture, and drawn as ink.
    """
    inputs, weights, products = (tiled(each) for each in (origin.inputs, origin.weights, origin.products))
    ink = Colours(theme.ink(), min(0.0, float(origin.inputs.min())), max(1.0, float(origin.inputs.max())))
    sheet = Sheet()
    for place, numbers, colours, title in (
        (INPUTS, inputs, ink if sees_pixels else _signed(inputs), "Under the filter"),
        (WEIGHTS, weights, _signed(weights), "Filter"),
        (PRODUCTS, products, _signed(products), "Products"),
    ):
        sheet.ground(place, numbers.shape, theme.border())
        sheet.written_cells(place, numbers, colours, title)
    for place, other, sign in ((INPUTS, WEIGHTS, "×"), (WEIGHTS, PRODUCTS, "=")):
        sheet.words((place.right + other.left) / 2, place.top / 2, sign, 18)
    return sheet.figure(SUM_WIDTH_PX, SUM_HEIGHT_PX)


def window_figure(origin: Pooled) -> go.Figure:
    """What lies under a pooling window; padding is left empty."""
    window = np.where(np.isfinite(origin.window), origin.window, np.nan)
    sheet = Sheet()
    sheet.ground(WHOLE, window.shape, theme.border())
    sheet.written_cells(WHOLE, window, _signed(window), "Under the window")
    return sheet.figure(SIDE_PX, SIDE_PX + TITLE_PX)


def tiled(numbers: Numbers) -> Numbers:
    """Maps (D, h, w) side by side in one matrix, a row or column of NaN between two; a flat row in several lines."""
    depth, height, width = numbers.shape
    if (depth, height) == (1, 1):
        return folded(numbers.ravel(), ceil(sqrt(width))).astype(np.float64)
    across = ceil(sqrt(depth))
    down = ceil(depth / across)
    sheet = np.full((down * (height + 1) - 1, across * (width + 1) - 1), np.nan)
    for place, one in enumerate(numbers):
        top, left = place // across * (height + 1), place % across * (width + 1)
        sheet[top : top + height, left : left + width] = one
    return sheet


def _signed(numbers: npt.NDArray[np.float64]) -> Colours:
    end = largest(np.nan_to_num(numbers))
    return Colours(theme.diverging(), -end, end)
