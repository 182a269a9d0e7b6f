"""How many images each class has."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Labels
from dashboard.theme import class_colour


def count_chart(counts: Labels, class_names: tuple[str, ...]) -> go.Figure:
    """A bar a class; with more than ten classes one colour does for all."""
    few = len(class_names) <= 10
    figure = go.Figure(
        go.Bar(
            x=list(class_names),
            y=counts,
            marker_color=[class_colour(label) if few else class_colour(0) for label in range(len(class_names))],
            text=[f"{count:,}" for count in counts] if few else None,
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{y:,} images<extra></extra>",
        )
    )
    figure.update_xaxes(title="class", type="category")
    figure.update_yaxes(title="images", rangemode="tozero", tickformat=",")
    figure.update_layout(height=300, margin={"l": 0, "r": 0, "t": 24, "b": 0}, showlegend=False)
    return figure


def in_words(counts: Labels, class_names: tuple[str, ...]) -> str:
    """What the chart shows, for those who do not see it."""
    least, most = int(np.argmin(counts)), int(np.argmax(counts))
    return (
        f"Images by class: from {counts[least]:,} of class {class_names[least]} "
        f"to {counts[most]:,} of class {class_names[most]}"
    )
