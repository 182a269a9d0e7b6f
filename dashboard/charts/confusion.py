"""The confusion matrix: true classes down, predicted ones across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.judging.evaluation import Evaluation, column_rates, row_rates
from dashboard.theme import border, sequential

Show = Literal["counts", "rates by row", "rates by column"]
MOST_LABELLED = 20


def confusion_chart(evaluation: Evaluation, show: Show) -> go.Figure:
    """A heatmap with a number in each cell that has one; squares over the cells take the clicks.

    Rates by row are shares of what is of a class, rates by column of what was read as one. The colours leave the
    diagonal out: it is a hundred times the rest and would hide it. Plotly's heatmaps do not report clicks, so a
    transparent square lies over each cell. The numbers are the heatmaps' own: those of the squares would pale once one
    of them is chosen.
    """
    names = list(evaluation.class_names)
    counts = evaluation.confusion
    by_row, by_column = row_rates(counts), column_rates(counts)
    rates = by_column if show == "rates by column" else by_row
    diagonal = np.eye(len(names), dtype=bool)
    mistakes = np.where(diagonal, np.nan, rates)
    cells = {
        "type": "heatmap",
        "texttemplate": "%{text}" if len(names) <= MOST_LABELLED else "",
        "textfont": {"size": 12},
        "showscale": False,
        "hoverinfo": "skip",
        "xgap": 1,
        "ygap": 1,
    }
    rows, columns = np.indices(counts.shape)
    squares = {
        "type": "scatter",
        "x": columns.ravel(),
        "y": rows.ravel(),
        "mode": "markers",
        "marker": {"symbol": "square", "size": max(6, 360 // len(names)), "color": "rgba(0,0,0,0)"},
        "customdata": np.stack([counts.ravel(), 100 * by_row.ravel(), 100 * by_column.ravel()], axis=1),
        "hovertemplate": "%{customdata[0]:,} of class %{y} read as %{x}: "
        "%{customdata[1]:.2f} % of the class, %{customdata[2]:.2f} % of those read so<extra></extra>",
        "showlegend": False,
    }
    gray = {"z": np.where(diagonal, 1.0, np.nan), "colorscale": [[0, border()], [1, border()]]}
    words = np.array(_labels(counts, rates, show), object)  # a heatmap writes them where it has no colour, too
    traces = [
        {**cells, "z": mistakes, "text": np.where(diagonal, "", words), "colorscale": sequential(), "zmin": 0},
        {**cells, **gray, "text": np.where(diagonal, words, "")},
        squares,
    ]
    return go.Figure({"data": traces, "layout": layout(names)})


def layout(names: Sequence[str]) -> dict[str, Any]:
    """True classes down, predicted ones across, the first class at the upper left."""
    ends = [-0.5, len(names) - 0.5]
    axis = {"tickvals": list(range(len(names))), "ticktext": list(names), "showgrid": False, "zeroline": False}
    return {
        "xaxis": {"title": {"text": "read as"}, "range": ends, "side": "top", **axis},
        "yaxis": {"title": {"text": "truth"}, "range": ends[::-1], **axis},
        "height": 430,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "clickmode": "event+select",
        "dragmode": False,
    }


def clicked_cell(selection: dict[str, Any]) -> tuple[int, int] | None:
    """The cell (true, predicted) that was clicked, from what ``st.plotly_chart(on_select=…)`` gives."""
    points = selection.get("points") or []
    if not points:
        return None
    return round(points[0]["y"]), round(points[0]["x"])


def in_words(evaluation: Evaluation) -> str:
    """What the chart shows, for those who do not see it."""
    mistakes = evaluation.confusion - np.diag(evaluation.confusion.diagonal())
    if not mistakes.any():
        return f"Confusion matrix: all {len(evaluation.labels):,} images right"
    true, read = np.unravel_index(mistakes.argmax(), mistakes.shape)
    names = evaluation.class_names
    return (
        f"Confusion matrix: {mistakes.sum():,} of {len(evaluation.labels):,} images wrong, "
        f"most often {names[true]} read as {names[read]} ({mistakes[true, read]:,} times)"
    )


def _labels(counts: npt.NDArray[np.int64], rates: npt.NDArray[np.floating[Any]], show: Show) -> list[list[str]]:
    if show == "counts":
        return [[f"{count:,}" if count else "" for count in row] for row in counts]
    return [[f"{100 * rate:.1f}" if rate else "" for rate in row] for row in rates]
