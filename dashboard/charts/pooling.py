"""A pooling window on its walk, in two figures side by side, and what a moved digit changes."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.inside.pooling import PoolWalk
from cnn.inside.route import Numbers
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest, number

WIDTH_PX, HEIGHT_PX = 320, 520
SIDE_PX = 250
TITLE_SHARE = 0.09
MARK = theme.CATEGORICAL[3]
UNSEEN = theme.CATEGORICAL[5]
DOT_PX = 6

ABOVE = Place(1, 0.0, 1.0, 0.36, 0.95)
BELOW = Place(2, 0.28, 0.72, 0.0, 0.28)
WHOLE = Place(1, 0.0, 1.0, 0.0, 1 - TITLE_SHARE)


def going_in(pool: PoolWalk, step: int) -> go.Figure:
    """The map with the window on it and a dot on each number that was kept so far; below, what lies in the window."""
    spot = pool.route.at(step)
    height, width = pool.feature_map.shape
    size = pool.layer.size
    sheet = Sheet()
    sheet.cells(ABOVE, pool.feature_map, _amounts(pool), f"Feature map {width}×{height}")
    unseen_across, unseen_down = pool.route.across.unseen_px, pool.route.down.unseen_px
    sheet.shade(ABOVE, (width - unseen_across, 0, unseen_across, height), UNSEEN)
    sheet.shade(ABOVE, (0, height - unseen_down, width, unseen_down), UNSEEN)
    if pool.takes_largest:
        so_far = pool.seats.ravel()[:step][pool.is_decided.ravel()[:step]]
        sheet.dots(ABOVE, *np.divmod(so_far, width), MARK, DOT_PX)
    sheet.outline(ABOVE, (spot.left_px, spot.top_px, size, size), MARK, 3)
    sheet.written_cells(BELOW, pool.window(spot), _amounts(pool), "In the window")
    if pool.takes_largest and pool.is_decided[spot.row, spot.column]:
        row, column = divmod(int(pool.seats[spot.row, spot.column]), width)
        sheet.outline(BELOW, (column - spot.left_px, row - spot.top_px, 1, 1), MARK, 3)
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def coming_out(pool: PoolWalk, step: int) -> go.Figure:
    """The pooled map as far as it is filled; below, its newest number."""
    spot = pool.route.at(step)
    height, width = pool.pooled.shape
    sheet = Sheet()
    sheet.ground(ABOVE, pool.pooled.shape, theme.border())
    sheet.cells(ABOVE, pool.filled(step), _amounts(pool), f"Pooled map {width}×{height}")
    sheet.outline(ABOVE, (spot.column, spot.row, 1, 1), MARK, 3)
    kept = np.array([[pool.pooled[spot.row, spot.column]]])
    sheet.written_cells(BELOW, kept, _amounts(pool), "The largest" if pool.takes_largest else "Their mean")
    return sheet.figure(WIDTH_PX, HEIGHT_PX)


def change_figure(before: Numbers, after: Numbers, title: str) -> go.Figure:
    """Each number's change, blue where it fell and orange where it grew, on the scale of the numbers themselves."""
    end = largest(before)
    sheet = Sheet()
    sheet.cells(WHOLE, after - before, Colours(theme.diverging(), -end, end), title)
    return sheet.figure(SIDE_PX, round(SIDE_PX / (1 - TITLE_SHARE)))


def in_words(pool: PoolWalk, step: int) -> str:
    """Where the window is, for those who do not see it."""
    spot = pool.route.at(step)
    return (
        f"The window at step {step:,} of {pool.route.steps:,}: its upper left corner is in row {spot.top_px}, column "
        f"{spot.left_px} of the feature map, and it fills row {spot.row}, column {spot.column} of the pooled map"
    )


def kept_in_words(pool: PoolWalk, step: int) -> str:
    """What the window keeps, written out: ``max(0, 1.20, 0, 0.33) = 1.20``."""
    spot = pool.route.at(step)
    window, kept = pool.window(spot), number(pool.pooled[spot.row, spot.column])
    words = [number(value) for value in window.ravel()]
    if pool.takes_largest:
        return f"max({', '.join(words)}) = {kept}"
    return f"({' + '.join(words)})/{window.size} = {kept}"


def _amounts(pool: PoolWalk) -> Colours:
    """Zero is the ground; below it blue, above it orange, as on every map."""
    end = largest(pool.feature_map)
    return Colours(theme.diverging(), -end, end)
