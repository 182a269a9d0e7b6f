"""The curves of several runs over each other: a colour, a dash and a mark each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from cnn.runs.columns import Column
from cnn.training.events import EpochFinished
from dashboard.charts.curves import ERROR_TICKS
from dashboard.history import MOST_POINTS, Course, History, thinned
from dashboard.theme import CATEGORICAL

HEIGHT_PX = 300
MARKS = ("circle", "square", "diamond", "cross", "x", "triangle-up")
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "solid")

What = Literal["loss", "error"]
Over = Literal["epochs", "seconds"]


def run_curves_chart(histories: Mapping[str, History], what: What, over: Over) -> go.Figure:
    """Loss or error rate (log) of the first network of each run, by its name: training thin, validation dashed."""
    traces = [
        trace
        for number, (name, history) in enumerate(histories.items())
        if history.courses
        for trace in _curves(name, number, history, what, over)
    ]
    errors = {
        "title": {"text": "error rate (%, log)"},
        "type": "log",
        "tickvals": ERROR_TICKS,
        "ticktext": [f"{tick:g}" for tick in ERROR_TICKS],
    }
    layout = {
        "xaxis": {"title": {"text": "epoch" if over == "epochs" else "seconds of training"}, "rangemode": "tozero"},
        "yaxis": errors if what == "error" else {"title": {"text": "loss"}, "rangemode": "tozero"},
        "height": HEIGHT_PX,
        "margin": {"l": 0, "r": 0, "t": 28, "b": 0},
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "showlegend": True,
    }
    return go.Figure({"data": traces, "layout": layout})


def curves_in_words(histories: Mapping[str, History], what: What) -> str:
    """Where each run ends, for those who do not see the chart."""
    ends = []
    for name, history in histories.items():
        judged = [value for course in history.courses[:1] for epoch in course.epochs if (value := _of(epoch, what))]
        ends.append(f"{name} {judged[-1]:.3g} after {len(judged)} epochs" if judged else f"{name} was not judged")
    return f"The {'error rate (%)' if what == 'error' else 'loss'} on the validation part: {'; '.join(ends)}"


def _curves(name: str, number: int, history: History, what: What, over: Over) -> Iterator[dict[str, Any]]:
    """The training curve of a run's first network, and the validation curve where it was judged."""
    course, colour = history.courses[0], CATEGORICAL[number % len(CATEGORICAL)]
    unit = history.steps_per_epoch if over == "epochs" else 1.0

    def place(event: EpochFinished) -> float:
        return event.step / unit if over == "epochs" else event.time_s

    shown = {"type": "scatter", "name": escape(name), "legendgroup": str(number)}
    judged = [(place(event), value) for event in course.epochs if (value := _of(event, what)) is not None]
    places, values = _learned(course, what, over)
    yield {
        "x": (places / unit).tolist(),
        "y": values.tolist(),
        "mode": "lines",
        "line": {"color": colour, "width": 1},
        "opacity": 0.6,
        "showlegend": not judged,
        "hovertemplate": f"{escape(name)}, training: %{{y:.4g}}<extra></extra>",
        **shown,
    }
    if judged:
        yield {
            "x": [x for x, _ in judged],
            "y": [y for _, y in judged],
            "mode": "lines+markers",
            "line": {"color": colour, "width": 2, "dash": DASHES[number % len(DASHES)]},
            "marker": {"size": 7, "symbol": MARKS[number % len(MARKS)]},
            "hovertemplate": f"{escape(name)}, validation: %{{y:.4g}}<extra></extra>",
            **shown,
        }


def _learned(course: Course, what: What, over: Over) -> tuple[Column, Column]:
    """The training curve over steps or seconds, thinned; a log axis has no place for batches without a mistake."""
    places, values = course.curve("loss" if what == "loss" else "accuracy", "step" if over == "epochs" else "time_s")
    if what == "error":
        wrong = values < 1
        places, values = places[wrong], 100 - 100 * values[wrong]
    kept = thinned(values, MOST_POINTS // 2)
    return places[kept], values[kept]


def _of(event: EpochFinished, what: What) -> float | None:
    """Loss, or error rate in percent, on the validation part."""
    if what == "loss":
        return event.validation_loss
    return None if event.validation_accuracy is None else max(0.01, 100 - 100 * event.validation_accuracy)
