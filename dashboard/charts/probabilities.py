"""How sure a network is of each class."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.theme import border, class_colour

MOST_SHOWN = 12


def probability_chart(probs: Sequence[float], class_names: tuple[str, ...]) -> go.Figure:
    """A bar a class from 0 to 100 %, the first class on top; of many classes the most probable."""
    shown = range(len(probs))
    if len(probs) > MOST_SHOWN:
        shown = sorted(shown, key=lambda label: -probs[label])[:MOST_SHOWN]  # type: ignore[assignment]
    best = max(range(len(probs)), key=probs.__getitem__, default=-1)
    bars = {
        "type": "bar",
        "y": [class_names[label] for label in shown],
        "x": [100 * probs[label] for label in shown],
        "orientation": "h",
        "marker": {"color": [class_colour(label) if label == best else border() for label in shown]},
        "text": [f"{100 * probs[label]:.1f} %" for label in shown],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{x:.2f} %<extra></extra>",
    }
    across = {"title": {"text": "probability (%)"}, "range": [0, 112], "tickvals": [0, 25, 50, 75, 100]}
    layout = {
        "xaxis": {**across, "fixedrange": True},
        "yaxis": {"title": {"text": ""}, "type": "category", "autorange": "reversed", "fixedrange": True},
        "height": 330,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
    }
    return go.Figure({"data": [bars], "layout": layout})
