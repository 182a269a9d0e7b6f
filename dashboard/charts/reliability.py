"""Confidence held against accuracy, and how many images there are of each confidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from cnn.judging.calibration import Bin
from dashboard import theme
from dashboard.words import count, interval, percent

HEIGHT_PX = 420
TOP, BOTTOM = [0.34, 1.0], [0.0, 0.24]
TICKS = [0, 20, 40, 60, 80, 100]


def reliability_chart(bins: Sequence[Bin]) -> go.Figure:
    """Above, each bin's accuracy over its confidence with its interval; below, its images on a log axis.

    On the dashed line probabilities mean what they say; below it the network is too sure.
    """
    confidences = [100 * one.confidence for one in bins]
    accuracies = [100 * one.accuracy for one in bins]
    between = [f"{interval(one.low, one.high)} sure" for one in bins]
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        name="meant as said",
        mode="lines",
        line={"color": theme.CATEGORICAL[5], "width": 1, "dash": "dash"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=confidences,
        y=accuracies,
        name="found, with 95 % interval",
        mode="lines+markers",
        line={"color": theme.BLUE, "width": 1.5},
        marker={"size": 7},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [100 * one.interval[1] - y for one, y in zip(bins, accuracies, strict=True)],
            "arrayminus": [y - 100 * one.interval[0] for one, y in zip(bins, accuracies, strict=True)],
            "thickness": 1,
            "width": 3,
        },
        customdata=[[said, interval(*one.interval), one.count] for said, one in zip(between, bins, strict=True)],
        hovertemplate="%{customdata[0]}, on average %{x:.1f} %<br>%{y:.1f} % right (95 % interval "
        "%{customdata[1]})<br>%{customdata[2]:,} images<extra></extra>",
    )
    figure.add_bar(
        x=[50 * (one.low + one.high) for one in bins],
        y=[one.count for one in bins],
        width=[92 * (one.high - one.low) for one in bins],
        marker_color=theme.BLUE,
        yaxis="y2",
        showlegend=False,
        customdata=between,
        hovertemplate="%{customdata}: %{y:,} images<extra></extra>",
    )
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        xaxis={"title": "confidence (%)", "range": [0, 103], "tickvals": TICKS, "fixedrange": True, "anchor": "y2"},
        yaxis={"title": "read right (%)", "range": [0, 103], "tickvals": TICKS, "fixedrange": True, "domain": TOP},
        yaxis2={
            "title": "images (log)",
            "type": "log",
            "range": [-0.3, np.log10(max((one.count for one in bins), default=1)) + 0.2],
            "dtick": 1,
            "tickformat": ",",
            "fixedrange": True,
            "domain": BOTTOM,
        },
        dragmode=False,
    )
    return figure


def reliability_in_words(bins: Sequence[Bin]) -> str:
    """What the chart shows, for those who do not see it."""
    each = (
        f"{percent(one.confidence, 0)} sure: {percent(one.accuracy, 0)} of {count(one.count, 'image')} right"
        for one in bins
    )
    return f"Reliability diagram. {'; '.join(each)}"
