"""Accuracy over what it costs: every run a point, and a line through those that none beats."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from cnn.judging.pareto import pareto_front
from cnn.runs.summary import Summary
from dashboard import theme
from dashboard.words import count, duration, interval, percent

HEIGHT_PX = 380
MOST_POINTS = 600
MOST_NAMED = 6
NARROW, WIDE = 8, 1000
ERRORS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9)


@dataclass(frozen=True)
class Front:
    """Judged runs by one of their costs. title: of the axis. front: places of those that none beats."""

    title: str
    runs: tuple[Summary, ...]
    costs: tuple[float, ...]
    said: tuple[str, ...]
    front: tuple[int, ...]


def over_parameters(runs: Sequence[Summary]) -> Front:
    """By how many numbers they learn; of several networks, all of them."""
    kept = [run for run in runs if run.parameters and run.accuracy is not None]
    costs = [(run.parameters or 0) * int(run.all_settings["members"]) for run in kept]
    return _front("parameters (log)", kept, costs, [count(cost, "parameter") for cost in costs])


def over_time(runs: Sequence[Summary]) -> Front:
    """By how many seconds they trained."""
    kept = [run for run in runs if run.state.time_s > 0 and run.accuracy is not None]
    costs = [run.state.time_s for run in kept]
    return _front("seconds of training (log)", kept, costs, [duration(cost) for cost in costs])


def front_chart(front: Front, chosen: Collection[str]) -> go.Figure:
    """Accuracy over cost, both spread out by logarithms; a click on a point gives its run as ``customdata``.

    On the front points are diamonds and joined; a ring is around those that are chosen. Of very many runs the newest
    are drawn, and the front.
    """
    figure = go.Figure()
    on_front = set(front.front)
    others = [place for place in range(len(front.runs)) if place not in on_front][:MOST_POINTS]
    figure.add_scatter(**_points(front, others, "beaten"), marker={"size": 8, "color": theme.CATEGORICAL[5]})
    line = {"color": theme.BLUE, "width": 1.5, "dash": "dash", "shape": "hv"}
    figure.add_scatter(
        **{**_points(front, front.front, "not beaten"), "mode": "lines+markers"},
        line=line,
        marker={"size": 11, "symbol": "diamond", "color": theme.BLUE},
    )
    ringed = [place for place, run in enumerate(front.runs) if run.id in chosen]
    ring = {"size": 18, "symbol": "circle-open", "color": theme.ORANGE, "line": {"width": 2}}
    figure.add_scatter(**{**_points(front, ringed, "chosen"), "hoverinfo": "skip"}, marker=ring)
    ticks = _ticks(front.costs)
    figure.update_xaxes(title=front.title, type="log", tickvals=ticks, ticktext=[f"{tick:,g}" for tick in ticks])
    shown = [_error(run) for run in front.runs] or [0.01]
    figure.update_yaxes(
        title="accuracy (%, spread out towards 100)",
        type="log",
        range=[math.log10(max(shown) * 1.3), math.log10(min(shown) / 1.3)],
        tickvals=ERRORS,
        ticktext=[f"{100 - 100 * error:g}" for error in ERRORS],
    )
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        clickmode="event+select",
        dragmode=False,
        hovermode="closest",
    )
    return figure


def front_in_words(front: Front) -> str:
    """The runs on the front, the cheapest first, for a caption and for those who do not see the chart."""
    named = [
        f"{front.runs[place].name} ({front.said[place]}, {percent(front.runs[place].accuracy or 0.0)})"
        for place in front.front
    ]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"Not beaten: {'; '.join(named[:MOST_NAMED])}{more}"


def _front(title: str, runs: Sequence[Summary], costs: Sequence[float], said: Sequence[str]) -> Front:
    places = pareto_front(costs, [run.accuracy or 0.0 for run in runs])
    return Front(title, tuple(runs), tuple(costs), tuple(said), tuple(places))


def _points(front: Front, places: Sequence[int], name: str) -> dict[str, object]:
    """A trace with these points."""
    runs = [front.runs[place] for place in places]
    told = [f"{_said(run)}, {front.said[place]}" for place, run in zip(places, runs, strict=True)]
    return {
        "x": [front.costs[place] for place in places],
        "y": [_error(run) for run in runs],
        "customdata": [[run.id] for run in runs],
        "text": told,
        "hovertemplate": "%{text}<extra></extra>",
        "mode": "markers",
        "name": name,
    }


def _ticks(costs: Sequence[float]) -> list[float]:
    """Round numbers as far as the costs reach: the fewer, the more powers of ten there are."""
    lowest, highest = min(costs, default=1), max(costs, default=1)
    if highest < NARROW * lowest:
        between = (lowest * (highest / lowest) ** (place / 4) for place in range(5))
        return sorted({float(f"{cost:.2g}") for cost in between})
    powers = range(math.floor(math.log10(lowest)), math.floor(math.log10(highest)) + 2)
    steps = (1, 2, 5) if highest < WIDE * lowest else (1,)
    return [step * 10.0**power for power in powers for step in steps]


def _said(run: Summary) -> str:
    between = f" ({interval(*run.interval)})" if run.interval else ""
    return f"{escape(run.name)}<br>{percent(run.accuracy or 0.0)}{between}"


def _error(run: Summary) -> float:
    """The share read wrong; of a run without a mistake half an image, since a log axis has no zero."""
    return max(1 - (run.accuracy or 0.0), 0.5 / max(1, run.judged_rows))
