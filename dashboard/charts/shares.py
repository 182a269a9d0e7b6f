"""How often each class is answered, beside how often it is among the images that were learned from."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Labels
from dashboard import theme
from dashboard.words import percent

MARGIN = {"l": 0, "r": 0, "t": 28, "b": 0}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}


def share_chart(answered: Labels, learned: Labels, class_names: tuple[str, ...]) -> go.Figure:
    """Two bars a class, each a percentage of its own part; the counts (K,) come with the pointer."""
    parts = (("test part, as answered", answered, theme.BLUE), ("training part", learned, theme.CATEGORICAL[5]))
    bars = [
        {
            "type": "bar",
            "name": name,
            "x": list(class_names),
            "y": (100 * _shares(counts)).tolist(),
            "customdata": counts.tolist(),
            "marker": {"color": colour},
            "hovertemplate": f"{name}: %{{y:.2f}} % (%{{customdata:,}} images)<extra></extra>",
        }
        for name, counts, colour in parts
    ]
    layout = {
        "height": 300,
        "margin": MARGIN,
        "legend": LEGEND,
        "barmode": "group",
        "hovermode": "x unified",
        "xaxis": {"title": {"text": "class"}, "type": "category"},
        "yaxis": {"title": {"text": "images (%)"}, "rangemode": "tozero"},
    }
    return go.Figure({"data": bars, "layout": layout})


def shares_in_words(answered: Labels, learned: Labels, class_names: tuple[str, ...]) -> str:
    """The class whose shares differ most, in a sentence."""
    here, there = _shares(answered), _shares(learned)
    most = int(np.abs(here - there).argmax())
    return (
        f"The shares differ most for class {class_names[most]}: {percent(float(here[most]))} of the answers, "
        f"{percent(float(there[most]))} of the training part."
    )


def _shares(counts: Labels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return counts / max(1, int(counts.sum()))
