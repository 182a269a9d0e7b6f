"""The trials of a search in the order they began, and the best so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import plotly.graph_objects as go

from cnn.sweep.trial import SweepTrial, best_of
from cnn.sweep.words import settings_in_words, value_in_words
from cnn.training.settings.ending import Metric
from dashboard import theme
from dashboard.words import count

HEIGHT_PX = 300
LEAST_ERROR = 1e-4
"""A log axis has no zero."""
TICKS = tuple(step * 10.0**power for power in range(-4, 3) for step in (1, 2, 5))
SYMBOLS = {"finished": ("circle", theme.BLUE), "pruned": ("x-thin-open", theme.CATEGORICAL[5])}


def trial_chart(trials: Sequence[SweepTrial], goal: Metric) -> go.Figure:
    """What each trial leaves to be desired (error rate or loss, log); the best so far as a line of steps."""
    figure = go.Figure()
    for fate, (symbol, colour) in SYMBOLS.items():
        shown = [trial for trial in trials if trial.fate == fate and trial.value is not None]
        figure.add_scatter(
            x=[trial.number + 1 for trial in shown],
            y=[left_over(trial.value or 0.0, goal) for trial in shown],
            text=[f"{value_in_words(trial.value, goal)}<br>{settings_in_words(trial.values)}" for trial in shown],
            hovertemplate="trial %{x}: %{text}<extra></extra>",
            name=fate,
            mode="markers",
            marker={"symbol": symbol, "color": colour, "size": 8, "line": {"width": 1.5, "color": colour}},
        )
    ended = [trial for trial in trials if trial.fate == "finished" and trial.value is not None]
    figure.add_scatter(
        x=[trial.number + 1 for trial in ended],
        y=list(accumulate((left_over(trial.value or 0.0, goal) for trial in ended), min)),
        name="best so far",
        mode="lines",
        line={"color": theme.ORANGE, "width": 2, "shape": "hv"},
        hoverinfo="skip",
    )
    figure.update_xaxes(title="trial", rangemode="tozero", tickformat="d")
    title = "error rate (%, log)" if goal == "accuracy" else "loss (log)"
    figure.update_yaxes(title=title, type="log", tickvals=TICKS, ticktext=[f"{tick:g}" for tick in TICKS])
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    )
    return figure


def trials_in_words(trials: Sequence[SweepTrial], goal: Metric) -> str:
    """The same for those who do not see the chart."""
    best = best_of(trials, goal)
    if best is None:
        return f"{count(len(trials), 'trial')}, none finished yet"
    reached = value_in_words(best.value, goal)
    return f"{count(len(trials), 'trial')}; the best so far is number {best.number + 1}, {reached}"


def left_over(value: float, goal: Metric) -> float:
    """What a value leaves to be desired: the share read wrong in percent, or the loss."""
    return 100 * max(1 - value, LEAST_ERROR) if goal == "accuracy" else max(value, LEAST_ERROR)
