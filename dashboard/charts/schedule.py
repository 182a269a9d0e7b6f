"""The learning rate as it is planned, before anything is trained: drawn by the function that trains."""

from __future__ import annotations

import plotly.graph_objects as go

from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate
from dashboard.theme import BLUE

HEIGHT_PX = 190
MOST_POINTS = 600


def schedule_chart(config: TrainingConfig, steps_per_epoch: int) -> go.Figure:
    """Learning rate over epochs, at every step or at 600 of them."""
    steps = config.epochs * steps_per_epoch
    drawn = sorted({place * (steps - 1) // (MOST_POINTS - 1) for place in range(MOST_POINTS)})
    line = {
        "type": "scatter",
        "x": [*(step / steps_per_epoch for step in drawn), config.epochs],  # the last step's rate holds to its end
        "y": [learning_rate(config, min(step, steps - 1), steps, steps_per_epoch) for step in (*drawn, steps)],
        "mode": "lines",
        "line": {"color": BLUE, "width": 2},
        "hovertemplate": "%{y:.4g}",
    }
    across = {"title": {"text": "epoch"}, "range": [0, 1.02 * config.epochs]}
    layout = {
        "xaxis": {**across, "tickformat": "d" if config.epochs > 4 else None},
        "yaxis": {"title": {"text": "learning rate"}, "rangemode": "tozero", "exponentformat": "power"},
        "height": HEIGHT_PX,
        "margin": {"l": 0, "r": 0, "t": 10, "b": 0},
        "hovermode": "x unified",
        "showlegend": False,
    }
    return go.Figure({"data": [line], "layout": layout})
