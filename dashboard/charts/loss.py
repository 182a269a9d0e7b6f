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
    figure = go.Figure()
    for name, (values, colour, dash) in curves.items():
        figure.add_scatter(
            x=100 * probs,
            y=values,
            name=name,
            mode="lines",
            line={"color": colour, "width": 2, "dash": dash},
            hovertemplate="%{x:.1f} %: %{y:.3f}",
        )
    figure.add_scatter(
        x=[100 * prob],
        y=[loss],
        name="this one",
        mode="markers",
        marker={"color": MARK, "size": 12, "symbol": "diamond"},
        cliponaxis=False,
        hovertemplate="%{x:.2f} %: %{y:.3f}",
    )
    figure.update_xaxes(title="probability of the true class (%)", range=[-2, 102], dtick=25, fixedrange=True)
    figure.update_yaxes(title="loss", range=[-0.2, max(LEAST_TOP, 1.08 * loss)], fixedrange=True)
    figure.update_layout(
        height=HEIGHT_PX,
        dragmode=False,
        margin={"l": 0, "r": 16, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    )
    return figure


def batch_figure(losses: Floats) -> go.Figure:
    """A bar for each image of a batch, the costliest first, and a line at their mean."""
    mean = float(losses.mean())
    figure = go.Figure(
        go.Bar(
            x=np.arange(1, len(losses) + 1),
            y=np.sort(losses)[::-1],
            marker_color=theme.BLUE,
            hovertemplate="number %{x}: %{y:.4f}<extra></extra>",
        )
    )
    words = {"text": f"mean {mean:.4f}", "font": {"size": 12, "color": theme.text()}, "yanchor": "bottom"}
    figure.add_hline(mean, line={"color": theme.ORANGE, "width": 2, "dash": "dash"}, annotation=words)
    figure.update_xaxes(title="images of the batch, the costliest first", fixedrange=True)
    figure.update_yaxes(title="loss", rangemode="tozero", fixedrange=True)
    figure.update_layout(height=HEIGHT_PX, dragmode=False, margin={"l": 0, "r": 0, "t": 8, "b": 0}, showlegend=False)
    return figure
