"""A feature map before and after an activation, and the curve on which all its numbers lie."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.inside.activation import Effect, activated
from cnn.inside.route import Numbers
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest, number

SIDE_PX, CURVE_PX, CURVE_HEIGHT_PX = 320, 315, 280
TITLE_SHARE = 0.07
WHOLE = Place(1, 0.0, 1.0, 0.0, 1 - TITLE_SHARE)
MARK = theme.CATEGORICAL[3]
LEAST_FAR = 1.0
"""The curve is drawn at least so far to both sides of zero."""

Cell = tuple[int, int]


def map_figure(numbers: Numbers, effect: Effect, cell: Cell, title: str) -> go.Figure:
    """The map before or after, in the colours of the map before; every cell tells both numbers and takes a click."""
    end = largest(effect.before)
    height, width = numbers.shape
    sheet = Sheet()
    sheet.cells(WHOLE, numbers, Colours(theme.diverging(), -end, end), title)
    told = np.stack([effect.before, effect.after], axis=2)
    hover = "row %{y}, column %{x}: %{customdata[0]:,.2~f} → %{customdata[1]:,.2~f}"
    sheet.touch(WHOLE, told, hover, SIDE_PX / max(height, width))
    sheet.outline(WHOLE, (cell[1], cell[0], 1, 1), MARK, 3)
    return sheet.figure(SIDE_PX, round(SIDE_PX / (1 - TITLE_SHARE)))


def curve_figure(effect: Effect, title: str, cell: Cell) -> go.Figure:
    """The function's curve with all numbers of the map on it and the chosen one marked; ReLU beside it, dashed."""
    far = max(LEAST_FAR, largest(effect.before))
    x = np.linspace(-far, far, 241)
    hover = {"hovertemplate": "%{x:.2f} → %{y:.2f}<extra></extra>"}
    dashed = {"color": theme.CATEGORICAL[5], "width": 1, "dash": "dash"}
    relu = {"name": "ReLU", "x": x, "y": activated("relu", x), "mode": "lines", "line": dashed, "hoverinfo": "skip"}
    line = {"color": theme.BLUE, "width": 2}
    curve = {"name": title, "x": x, "y": activated(effect.function, x), "mode": "lines", "line": line, **hover}
    # Of numbers that fall on the same pixel one is drawn: each dot takes the browser time.
    _, shown = np.unique(np.round(effect.before / far * CURVE_PX / 2), return_index=True)
    dots = {
        "name": "all numbers",
        "x": effect.before.ravel()[shown],
        "y": effect.after.ravel()[shown],
        "mode": "markers",
        "marker": {"color": theme.ORANGE, "size": 5, "opacity": 0.35},
        "hoverinfo": "skip",
    }
    marked = {
        "name": "marked",
        "x": [effect.before[cell]],
        "y": [effect.after[cell]],
        "mode": "markers",
        "marker": {"color": MARK, "size": 12, "symbol": "diamond"},
        **hover,
    }
    zero = {"zeroline": True, "zerolinecolor": theme.text(), "zerolinewidth": 1, "fixedrange": True}
    layout = {
        "xaxis": {"title": {"text": "number before"}, "showspikes": True, "spikethickness": 1, **zero},
        "yaxis": {"title": {"text": "after"}, **zero},
        "height": CURVE_HEIGHT_PX,
        "hovermode": "x",
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 28, "b": 0},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    beside = [relu] if effect.function != "relu" else []
    return go.Figure({"data": [*beside, curve, dots, marked], "layout": layout})


def in_words(effect: Effect, title: str, cell: Cell) -> str:
    """What the marked number becomes."""
    row, column = cell
    before, after = effect.before[cell], effect.after[cell]
    return f"{title} of {number(before)}, in row {row}, column {column}, is {number(after)}"
