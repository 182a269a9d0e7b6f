"""Two confusion matrices, one taken from the other."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.judging.evaluation import Evaluation, Integers
from dashboard.charts.confusion import MOST_LABELLED, layout
from dashboard.theme import diverging, text
from dashboard.words import count

MOST_TOLD = 3
PALENESS = 1.5
"""Numbers can be read on colours that keep this far from their full strength, in both schemes."""


def difference_chart(first: Evaluation, second: Evaluation) -> go.Figure:
    """How many images more (orange, +) or fewer (blue, −) the second has in each cell than the first.

    Both of the same images. The strongest colour is that of the largest difference off the diagonal.
    """
    names, differences = first.class_names, second.confusion - first.confusion
    off = differences - np.diag(differences.diagonal())
    end = PALENESS * max(1, int(abs(off).max()))
    cells = {
        "type": "heatmap",
        "z": differences,
        "colorscale": diverging(),
        "zmin": -end,
        "zmax": end,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "text": [[signed(number) for number in row] for row in differences],
        "texttemplate": "%{text}" if len(names) <= MOST_LABELLED else "",
        "textfont": {"size": 12, "color": text()},
        "hovertemplate": "class %{y} read as %{x}: %{text}<extra></extra>",
    }
    return go.Figure({"data": [cells], "layout": layout(names)})


def signed(number: int) -> str:
    """A difference as ``+3`` or ``−2``; empty where there is none."""
    return f"{number:+,}".replace("-", "−") if number else ""


def difference_in_words(first: Evaluation, second: Evaluation) -> list[str]:
    """The mistakes whose number differs most, a sentence each, told of the second."""
    differences: Integers = second.confusion - first.confusion
    np.fill_diagonal(differences, 0)
    order = np.argsort(-abs(differences), axis=None, kind="stable")[:MOST_TOLD]
    told = []
    for true, read in zip(*np.unravel_index(order, differences.shape), strict=True):
        if number := int(differences[true, read]):
            names = first.class_names
            times = count(abs(number), "image")
            told.append(f"{names[true]} read as {names[read]}: {times} {'more' if number > 0 else 'fewer'}")
    return told
