"""The confusion matrix: true classes down, predicted ones across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.judging.evaluation import Evaluation, column_rates, row_rates
from dashboard.theme import border, ground, sequential, text

Show = Literal["counts", "rates by row", "rates by column"]
MOST_LABELLED = 20
STRONG = 0.6
"""From this part of the strongest colour on numbers are written in the ground's."""


def confusion_chart(evaluation: Evaluation, show: Show) -> go.Figure:
    """A heatmap with a number in each cell that has one; squares over the cells take the clicks.

    Rates by row are shares of what is of a class, rates by column of what was read as one. The colours leave the
    diagonal out: it is a hundred times the rest and would hide it. Plotly's heatmaps do not report clicks, so a
    transparent square lies over each cell. The numbers are the heatmaps' own, one for each ink: those of the squares
    would pale once one of them is chosen.
    """
    names = list(evaluation.class_names)
    counts = evaluation.confusion
    by_row, by_column = row_rates(counts), column_rates(counts)
    rates = by_column if show == "rates by column" else by_row
    diagonal = np.eye(len(names), dtype=bool)
    mistakes = np.where(diagonal, 0, rates)
    strong = mistakes > STRONG * mistakes.max()
    words = np.array(_labels(counts, rates, show), object)

    def cells(where: npt.NDArray[np.bool_], ink: str, **coloured: Any) -> dict[str, Any]:
        """A heatmap of some cells alone; it would write numbers where it has no colour, too."""
        return {
            "type": "heatmap",
            "z": np.where(where, rates, np.nan),
            "text": np.where(where, words, ""),
            "texttemplate": "%{text}" if len(names) <= MOST_LABELLED else "",
            "textfont": {"size": 12, "color": ink},
            "showscale": False,
            "hoverinfo": "skip",
            "xgap": 1,
            "ygap": 1,
            **coloured,
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
    blue = {"colorscale": sequential(), "zmin": 0, "zmax": mistakes.max() or 1}
    traces = [
        cells(~diagonal & ~strong, text(), **blue),
        cells(strong, ground(), **blue),
        cells(diagonal, text(), colorscale=[[0, border()], [1, border()]]),
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
