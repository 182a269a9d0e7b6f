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
    figure = go.Figure()
    if effect.function != "relu":
        dashed = {"color": theme.CATEGORICAL[5], "width": 1, "dash": "dash"}
        figure.add_scatter(x=x, y=activated("relu", x), name="ReLU", mode="lines", line=dashed, hoverinfo="skip")
    figure.add_scatter(
        x=x,
        y=activated(effect.function, x),
        name=title,
        mode="lines",
        line={"color": theme.BLUE, "width": 2},
        hovertemplate="%{x:.2f} → %{y:.2f}<extra></extra>",
    )
    # Of numbers that fall on the same pixel one is drawn: each dot takes the browser time.
    _, shown = np.unique(np.round(effect.before / far * CURVE_PX / 2), return_index=True)
    figure.add_scatter(
        x=effect.before.ravel()[shown],
        y=effect.after.ravel()[shown],
        name="all numbers",
        mode="markers",
        marker={"color": theme.ORANGE, "size": 5, "opacity": 0.35},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[effect.before[cell]],
        y=[effect.after[cell]],
        name="marked",
        mode="markers",
        marker={"color": MARK, "size": 12, "symbol": "diamond"},
        hovertemplate="%{x:.2f} → %{y:.2f}<extra></extra>",
    )
    zero = {"zeroline": True, "zerolinecolor": theme.text(), "zerolinewidth": 1}
    figure.update_xaxes(title="number before", fixedrange=True, showspikes=True, spikethickness=1, **zero)
    figure.update_yaxes(title="after", fixedrange=True, **zero)
    figure.update_layout(
        height=CURVE_HEIGHT_PX,
        hovermode="x",
        dragmode=False,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    )
    return figure


def in_words(effect: Effect, title: str, cell: Cell) -> str:
    """What the marked number becomes."""
    row, column = cell
    before, after = effect.before[cell], effect.after[cell]
    return f"{title} of {number(before)}, in row {row}, column {column}, is {number(after)}"
