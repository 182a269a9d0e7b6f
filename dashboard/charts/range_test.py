"""Loss over rising learning rates, and the rate that the curve suggests."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from cnn.training.events import RangePoint, RangeTested
from cnn.training.range_curve import HIGHEST_RATE, LOWEST_RATE
from dashboard.theme import BLUE, ORANGE

HEIGHT_PX = 320
RATES = [math.log10(LOWEST_RATE), math.log10(HIGHEST_RATE)]
ROOM = 1.25  # above the highest loss that the curve begins with; what explodes leaves the picture


def range_chart(points: Sequence[RangePoint], tested: RangeTested | None) -> go.Figure:
    """The loss of each batch pale, the smoothed one in full, over all rates that are tried; the suggestion marked."""
    rates = [point.learning_rate for point in points]
    smoothed = [point.smoothed_loss for point in points]
    figure = go.Figure()
    figure.add_scatter(
        x=rates,
        y=[point.loss for point in points],
        name="each batch",
        mode="lines",
        line={"color": BLUE, "width": 1},
        opacity=0.35,
        hovertemplate="%{y:.4g}",
    )
    figure.add_scatter(
        x=rates, y=smoothed, name="smoothed", mode="lines", line={"color": BLUE, "width": 2}, hovertemplate="%{y:.4g}"
    )
    if tested is not None and tested.suggested_learning_rate is not None:
        rate = tested.suggested_learning_rate
        figure.add_scatter(
            x=[rate],
            y=[min(points, key=lambda point: abs(math.log(point.learning_rate / rate))).smoothed_loss],
            name=f"suggested: {rate:g}",
            mode="markers",
            marker={"color": ORANGE, "size": 10},
            hoverinfo="skip",
        )
        figure.add_vline(rate, line={"color": ORANGE, "width": 1, "dash": "dash"})
    figure.update_xaxes(
        title="learning rate (log)",
        type="log",
        range=RATES,
        dtick=2,
        exponentformat="power",
        hoverformat=".2g",
        minor={"dtick": 1, "ticks": "outside"},
    )
    figure.update_yaxes(title="loss", range=[0, ROOM * max(smoothed[: 1 + smoothed.index(min(smoothed))])])
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    return figure
