"""How the classes are shared out between the part to learn from and the one to judge on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Labels
from dashboard import theme

HEIGHT_PX = 300


def division_chart(learned: Labels, judged: Labels, names: Sequence[str]) -> go.Figure:
    """Two bars a class: its share of each part. learned, judged: int64 (K,), how many images of each class."""
    figure = go.Figure()
    for counts, title, colour, pattern in (
        (learned, "to learn from", theme.BLUE, ""),
        (judged, "to judge on", theme.ORANGE, "/"),
    ):
        figure.add_bar(
            x=list(names),
            y=100 * _shares(counts),
            name=title,
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": theme.ground(), "size": 6},
            },
            customdata=counts,
            hovertemplate="%{y:.2f} % (%{customdata:,} images)",
        )
    figure.update_xaxes(title="class", type="category")
    figure.update_yaxes(title="share of the part (%)", rangemode="tozero")
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    return figure


def division_in_words(learned: Labels, judged: Labels, names: Sequence[str]) -> str:
    """Which class is shared out most unevenly."""
    apart = np.abs(_shares(learned) - _shares(judged))
    most = int(apart.argmax())
    return (
        f"The shares of the classes differ by at most {100 * apart[most]:.2f} points (class {names[most]}): rows are "
        "drawn by chance, whatever their class."
    )


def _shares(counts: Labels) -> np.typing.NDArray[np.float64]:
    return counts / max(1, int(counts.sum()))
