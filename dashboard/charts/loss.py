"""The loss over the probability of the true class, and the losses of a batch in their order."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.inside.loss import Floats, loss_curve
from dashboard import theme

HEIGHT_PX, LEAST_TOP = 330, 5.0
MARK = theme.CATEGORICAL[3]


def curve_figure(prob: float, loss: float, classes: int, smoothing: float) -> go.Figure:
    """The curve without smoothing, the smoothed one where there is some, and the digit at (prob, loss).

    classes: K; what the true class does not have, the others share evenly on the curve.
    """
    probs = np.concatenate(
        [np.geomspace(1e-4, 0.05, 40), np.linspace(0.06, 0.94, 89), 1 - np.geomspace(0.05, 1e-4, 40)]
    )
    curves = {"−log p": (loss_curve(probs, classes), theme.BLUE, "solid")}
    if smoothing:
        curves[f"ε = {smoothing:g}"] = (loss_curve(probs, classes, smoothing), theme.ORANGE, "dash")
    lines = [
        {
            "x": 100 * probs,
            "y": values,
            "name": name,
            "mode": "lines",
            "line": {"color": colour, "width": 2, "dash": dash},
            "hovertemplate": "%{x:.1f} %: %{y:.3f}",
        }
        for name, (values, colour, dash) in curves.items()
    ]
    this_one = {
        "x": [100 * prob],
        "y": [loss],
        "name": "this one",
        "mode": "markers",
        "marker": {"color": MARK, "size": 12, "symbol": "diamond"},
        "cliponaxis": False,
        "hovertemplate": "%{x:.2f} %: %{y:.3f}",
    }
    across = {"title": {"text": "probability of the true class (%)"}, "range": [-2, 102], "dtick": 25}
    layout = {
        "xaxis": {**across, "fixedrange": True},
        "yaxis": {"title": {"text": "loss"}, "range": [-0.2, max(LEAST_TOP, 1.08 * loss)], "fixedrange": True},
        "height": HEIGHT_PX,
        "dragmode": False,
        "margin": {"l": 0, "r": 16, "t": 28, "b": 0},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    return go.Figure({"data": [*lines, this_one], "layout": layout})


def batch_figure(losses: Floats) -> go.Figure:
    """A bar for each image of a batch, the costliest first, and a line at their mean."""
    mean = float(losses.mean())
    bars = {
        "type": "bar",
        "x": np.arange(1, len(losses) + 1),
        "y": np.sort(losses)[::-1],
        "marker": {"color": theme.BLUE},
        "hovertemplate": "number %{x}: %{y:.4f}<extra></extra>",
    }
    dashes = {"color": theme.ORANGE, "width": 2, "dash": "dash"}
    place = {"x": 1, "xref": "x domain", "y": mean, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
    layout = {
        "xaxis": {"title": {"text": "images of the batch, the costliest first"}, "fixedrange": True},
        "yaxis": {"title": {"text": "loss"}, "rangemode": "tozero", "fixedrange": True},
        "shapes": [{"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": mean, "y1": mean, "line": dashes}],
        "annotations": [{**place, "text": f"mean {mean:.4f}", "font": {"size": 12, "color": theme.text()}}],
        "height": HEIGHT_PX,
        "dragmode": False,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "showlegend": False,
    }
    return go.Figure({"data": [bars], "layout": layout})
