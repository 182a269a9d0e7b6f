"""Probabilities over the temperature: curves that come together and never cross."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from cnn.inside.passage import Numbers
from cnn.reading.certainty import softened
from dashboard import theme

HEIGHT_PX, MOST = 330, 5
LOWEST, HIGHEST = 0.1, 10.0


def temperature_figure(logits: Numbers, class_names: Sequence[str], temperature: float) -> go.Figure:
    """The most probable classes from T = 0.1 to 10, with a line at the one that is chosen."""
    temperatures = np.geomspace(LOWEST, HIGHEST, 61)
    probs = np.array([softened(logits, float(each)) for each in temperatures])
    curves = [
        {
            "type": "scatter",
            "x": temperatures,
            "y": 100 * probs[:, label],
            "name": class_names[label],
            "mode": "lines",
            "line": {"color": theme.class_colour(int(label)), "width": 2},
            "hovertemplate": "%{y:.1f} %",
        }
        for label in np.argsort(-logits, kind="stable")[:MOST]
    ]
    dots = {"color": theme.text(), "width": 1, "dash": "dot"}
    chosen = {"type": "line", "x0": temperature, "x1": temperature, "yref": "y domain", "y0": 0, "y1": 1, "line": dots}
    ticks = {"type": "log", "tickvals": [0.1, 0.2, 0.5, 1, 2, 5, 10], "hoverformat": ".2f"}
    layout = {
        "xaxis": {"title": {"text": "temperature T (log)"}, **ticks, "fixedrange": True},
        "yaxis": {"title": {"text": "probability (%)"}, "range": [0, 102], "fixedrange": True},
        "shapes": [chosen],
        "height": HEIGHT_PX,
        "hovermode": "x unified",
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 28, "b": 0},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    return go.Figure({"data": curves, "layout": layout})
