"""Small pictures of filters and of the feature maps they give, each to be told from the others at a glance."""

from __future__ import annotations

from math import ceil

import plotly.graph_objects as go

from cnn.inside.convolution import Numbers
from dashboard import theme
from dashboard.charts.cells import largest
from dashboard.charts.mosaic import Mosaic, Tile, signed_picture

FILTER_PX, GAP_PX, ACROSS = 27, 4, 8
FILTERS_WIDTH_PX = ACROSS * (FILTER_PX + GAP_PX) + GAP_PX
MOST = 64
MARK = theme.CATEGORICAL[3]


def page_of(chosen: int, count: int) -> range:
    """The places of the filters shown together with ``chosen``: at most 64, from a multiple of it."""
    first = chosen // MOST * MOST
    return range(first, min(count, first + MOST))


def filters_figure(weights: Numbers, chosen: int) -> go.Figure:
    """Filters (K, F, F) in rows of eight, in one scale; ``chosen`` is framed, a click gives the place in the page."""
    shown = page_of(chosen, len(weights))
    pitch = FILTER_PX + GAP_PX
    sheet = Mosaic(FILTERS_WIDTH_PX, GAP_PX + pitch * ceil(len(shown) / ACROSS))
    tiles = [
        Tile(GAP_PX + place % ACROSS * pitch, GAP_PX + place // ACROSS * pitch, FILTER_PX, FILTER_PX)
        for place in range(len(shown))
    ]
    end = largest(weights)
    for tile, place in zip(tiles, shown, strict=True):
        sheet.lay(tile, signed_picture(weights[place], end))
    sheet.frame(tiles[chosen - shown.start], MARK, 3)
    return sheet.figure(tiles, [f"filter {place + 1}" for place in shown])
