"""A filter on its walk, in two figures side by side: what goes in (picture, window, filter) and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from cnn.inside.convolution import Walk
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, is_whole_truth, largest, number

WIDTH_PX, HEIGHT_PX = 320, 452
MOST_TERMS = 25
MARK = theme.CATEGORICAL[3]

ABOVE = Place(1, 0.0, 1.0, 0.36, 0.95)
LEFT = Place(2, 0.0, 0.44, 0.0, 0.28)
RIGHT = Place(3, 0.56, 1.0, 0.0, 0.28)
BETWEEN = (LEFT.right + RIGHT.left) / 2
MIDDLE = (LEFT.bottom + LEFT.top) / 2


@dataclass(frozen=True)
class Range:
    """What pixels are written as: the numbers of an empty one and of full ink."""

    empty: float = 0.0
    full: float = 255.0

    @property
    def colours(self) -> Colours:
        return Colours(theme.ink(), self.empty, self.full)


def going_in(walk: Walk, step: int, pixels: Range = Range()) -> go.Figure:
    """The padded picture with the window on it; below, the numbers under the window and the filter."""
    stop = walk.at(step)
    height, width = walk.picture.shape
    padding = f", padding {walk.padding_px}" if walk.padding_px else ""
    sheet = Sheet()
    sheet.cells(ABOVE, walk.padded, pixels.colours, f"Picture {width}×{height}{padding}")
    sheet.outline(ABOVE, (walk.padding_px, walk.padding_px, width, height), theme.border(), 1)
    rows, columns = walk.padded.shape
    sheet.shade(ABOVE, (columns - walk.across.unseen_px, 0, walk.across.unseen_px, rows), theme.ORANGE)
    sheet.shade(ABOVE, (0, rows - walk.down.unseen_px, columns, walk.down.unseen_px), theme.ORANGE)
    sheet.outline(ABOVE, (stop.spot.left_px, stop.spot.top_px, walk.size_px, walk.size_px), MARK, 3)
    sheet.written_cells(LEFT, stop.window, pixels.colours, "Under the window")
    sheet.words(BETWEEN, MIDDLE, "×", 18)
    sheet.written_cells(RIGHT, walk.weights, signed(2 * largest(walk.weights)), "Filter")
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def coming_out(walk: Walk, step: int) -> go.Figure:
    """The feature map as far as it is filled; below, the products and their sum, which is its newest number."""
    stop = walk.at(step)
    colours = signed(largest(walk.feature_map))
    size = f"{walk.across.positions}×{walk.down.positions}"
    sheet = Sheet()
    sheet.ground(ABOVE, walk.feature_map.shape, theme.border())
    sheet.cells(ABOVE, walk.filled(step), colours, f"Feature map {size}")
    sheet.outline(ABOVE, (stop.spot.column, stop.spot.row, 1, 1), MARK, 3)
    sheet.written_cells(LEFT, stop.products, signed(2 * largest(stop.products)), "Products")
    sheet.words(BETWEEN, MIDDLE, *(("Σ+b =", 11) if stop.added else ("Σ =", 18)))
    sheet.written_cells(RIGHT, np.array([[stop.total]]), colours, "Their sum")
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def in_words(walk: Walk, step: int) -> str:
    """Where the window is, for those who do not see it."""
    spot = walk.at(step).spot
    return (
        f"The filter at step {step:,} of {walk.steps:,}: its upper left corner is in row {spot.top_px}, column "
        f"{spot.left_px} of the picture, and it fills row {spot.row}, column {spot.column} of the feature map"
    )


def sum_in_words(walk: Walk, step: int) -> str:
    """The sum written out, as in ``0·1 + 12·(−1) = −12``; ``≈`` where its numbers are rounded."""
    stop = walk.at(step)
    pairs = list(zip(stop.window.ravel(), walk.weights.ravel(), strict=True))
    terms = [f"{number(pixel)}·{_in_brackets(weight)}" for pixel, weight in pairs]
    if len(terms) > MOST_TERMS:
        terms = [f"{len(terms)} products, together {number(stop.products.sum())}"]
    if stop.added:
        terms.append(_in_brackets(stop.added))
    is_exact = all(is_whole_truth(value) for value in (*stop.window.flat, *walk.weights.flat, stop.added, stop.total))
    return f"{' + '.join(terms)} {'=' if is_exact else '≈'} {number(stop.total)}"


def signed(end: float) -> Colours:
    """Blue below zero, orange above."""
    return Colours(theme.diverging(), -end, end)


def _in_brackets(value: float) -> str:
    """A number behind a sign: in brackets where it has one of its own."""
    return f"({number(value)})" if value < 0 else number(value)
