"""A filter on its walk, in two figures side by side: what goes in (picture, window, filter) and what comes out."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.convolution import Walk
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest, number

WIDTH_PX, HEIGHT_PX = 320, 520
MARK = theme.CATEGORICAL[3]

ABOVE = Place(1, 0.0, 1.0, 0.36, 0.95)
LEFT = Place(2, 0.0, 0.44, 0.0, 0.28)
RIGHT = Place(3, 0.56, 1.0, 0.0, 0.28)
BETWEEN = (LEFT.right + RIGHT.left) / 2
MIDDLE = (LEFT.bottom + LEFT.top) / 2


def going_in(walk: Walk, step: int) -> go.Figure:
    """The padded picture with the window on it; below, the numbers under the window and the filter."""
    stop = walk.at(step)
    height, width = walk.picture.shape
    padding = f", padding {walk.padding_px}" if walk.padding_px else ""
    pixels = Colours(theme.ink(), 0, 255)
    sheet = Sheet()
    sheet.cells(ABOVE, walk.padded, pixels, f"Picture {width}×{height}{padding}")
    sheet.outline(ABOVE, (walk.padding_px, walk.padding_px, width, height), theme.border(), 1)
    rows, columns = walk.padded.shape
    sheet.shade(ABOVE, (columns - walk.across.unseen_px, 0, walk.across.unseen_px, rows), theme.ORANGE)
    sheet.shade(ABOVE, (0, rows - walk.down.unseen_px, columns, walk.down.unseen_px), theme.ORANGE)
    sheet.outline(ABOVE, (stop.left_px, stop.top_px, walk.size_px, walk.size_px), MARK, 3)
    sheet.written_cells(LEFT, stop.window, pixels, "Under the window")
    sheet.words(BETWEEN, MIDDLE, "×", 18)
    sheet.written_cells(RIGHT, walk.weights, _signed(2 * largest(walk.weights)), "Filter")
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def coming_out(walk: Walk, step: int) -> go.Figure:
    """The feature map as far as it is filled; below, the products and their sum, which is its newest number."""
    stop = walk.at(step)
    signed = _signed(largest(walk.feature_map))
    size = f"{walk.across.positions}×{walk.down.positions}"
    sheet = Sheet()
    sheet.ground(ABOVE, walk.feature_map.shape, theme.border())
    sheet.cells(ABOVE, walk.filled(step), signed, f"Feature map {size}")
    sheet.outline(ABOVE, (stop.column, stop.row, 1, 1), MARK, 3)
    sheet.written_cells(LEFT, stop.products, _signed(2 * largest(stop.products)), "Products")
    sheet.words(BETWEEN, MIDDLE, "Σ =", 18)
    sheet.written_cells(RIGHT, np.array([[stop.total]]), signed, "Their sum")
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def in_words(walk: Walk, step: int) -> str:
    """Where the window is, for those who do not see it."""
    stop = walk.at(step)
    return (
        f"The filter at step {step:,} of {walk.steps:,}: its upper left corner is in row {stop.top_px}, column "
        f"{stop.left_px} of the picture, and it fills row {stop.row}, column {stop.column} of the feature map"
    )


def sum_in_words(walk: Walk, step: int) -> str:
    """The sum written out: ``0·1 + 12·(−1) = −12``."""
    stop = walk.at(step)
    terms = (
        f"{number(pixel)}·{number(weight) if weight >= 0 else f'({number(weight)})'}"
        for pixel, weight in zip(stop.window.ravel(), walk.weights.ravel(), strict=True)
    )
    return f"{' + '.join(terms)} = {number(stop.total)}"


def _signed(end: float) -> Colours:
    """Blue below zero, orange above."""
    return Colours(theme.diverging(), -end, end)
