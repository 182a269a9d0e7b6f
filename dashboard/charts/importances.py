"""How much each setting has to do with how good a trial is."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from cnn.training.config import settings
from dashboard import theme
from dashboard.words import percent

ROW_PX, ROOM_PX, LEAST_PX = 34, 90, 180


def importance_chart(importances: Mapping[str, float]) -> go.Figure:
    """A bar a setting, the most important above; shares of 1."""
    names = list(importances)[::-1]
    shares = [100 * importances[name] for name in names]
    figure = go.Figure(
        go.Bar(
            x=shares,
            y=[_title(name) for name in names],
            orientation="h",
            marker={"color": theme.BLUE},
            text=[f"{share:.0f} %" for share in shares],
            textposition="auto",
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(title="importance (%, PED-ANOVA)", range=[0, 105])
    figure.update_yaxes(automargin=True)
    height = max(LEAST_PX, ROOM_PX + ROW_PX * len(names))
    figure.update_layout(height=height, margin={"l": 0, "r": 0, "t": 28, "b": 0}, bargap=0.35)
    return figure


def importances_in_words(importances: Mapping[str, float]) -> str:
    """The same for those who do not see the chart."""
    return "Importance: " + ", ".join(f"{_title(name)} {percent(share, 0)}" for name, share in importances.items())


def _title(name: str) -> str:
    return str(settings()[name].title)
