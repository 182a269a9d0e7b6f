"""Three maps of one picture: through two filters in turn, through the one that does the same, and with ReLU between."""

from __future__ import annotations

import plotly.graph_objects as go

from cnn.inside.route import Numbers
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest

SIDE_PX = 240
TITLE_SHARE = 0.09
WHOLE = Place(1, 0.0, 1.0, 0.0, 1 - TITLE_SHARE)


def map_figure(numbers: Numbers, end: float, title: str) -> go.Figure:
    """A map on a scale that ends at ``end`` on both sides of zero."""
    sheet = Sheet()
    sheet.cells(WHOLE, numbers, Colours(theme.diverging(), -end, end), title)
    return sheet.figure(SIDE_PX, round(SIDE_PX / (1 - TITLE_SHARE)))


def filter_figure(weights: Numbers, title: str) -> go.Figure:
    """A filter with its weights written in."""
    end = 2 * largest(weights)
    sheet = Sheet()
    sheet.written_cells(WHOLE, weights, Colours(theme.diverging(), -end, end), title)
    return sheet.figure(SIDE_PX, round(SIDE_PX / (1 - TITLE_SHARE)))
