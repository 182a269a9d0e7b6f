"""Parallel coordinates: every trial a line through its settings to what it reached."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from cnn.sweep.plan import SweepPlan
from cnn.sweep.space import Options, Span, Variation
from cnn.sweep.trial import SweepTrial
from cnn.sweep.words import settings_in_words, value_in_words
from cnn.training.config import settings
from dashboard import theme
from dashboard.charts.trials import left_over
from dashboard.settings_words import setting_in_words

HEIGHT_PX = 340
BEST_SHARE = 0.1
"""This share of the finished trials, at least one, is drawn as the best."""
TICKS = 5


def parallel_chart(trials: Sequence[SweepTrial], plan: SweepPlan) -> go.Figure:
    """An axis for each setting that varies, the last for what was reached, the better the higher.

    The best tenth is orange and thick, the others thin. A setting that has no effect in a trial interrupts its line.
    """
    judged = [trial for trial in trials if trial.value is not None and trial.fate in ("finished", "pruned")]
    best, others = _best(judged, plan)
    reached = [math.log(left_over(trial.value or 0.0, plan.goal)) for trial in judged]
    low, high = min(reached), max(reached)
    figure = go.Figure()
    for shown, name, line in (
        (others, "others", {"color": theme.CATEGORICAL[5], "width": 1}),
        (best, "best tenth", {"color": theme.ORANGE, "width": 3}),
    ):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for trial in shown:
            left = math.log(left_over(trial.value or 0.0, plan.goal))
            height = (high - left) / (high - low) if high > low else 1.0
            xs += [*range(len(plan.space) + 1), None]
            ys += [*(position(how, trial.values.get(key)) for key, how in plan.space.items()), height, None]
        figure.add_scatter(
            x=xs, y=ys, name=name, mode="lines+markers", line=line, marker={"size": 5}, hoverinfo="skip", opacity=0.7
        )
    titles = [str(settings()[name].title) for name in plan.space]
    titles.append("accuracy" if plan.goal == "accuracy" else "loss")
    label = {"showarrow": False, "xanchor": "left", "xshift": 6, "bgcolor": theme.ground(), "opacity": 0.85}
    for place, how in enumerate(plan.space.values()):
        figure.add_vline(place, line={"color": theme.border(), "width": 1})
        for at, said in _ticks(list(plan.space)[place], how):
            figure.add_annotation(x=place, y=at, text=said, **label)
    figure.add_vline(len(plan.space), line={"color": theme.border(), "width": 1})
    for at, value in ((1.0, low), (0.0, high)):
        left = math.exp(value)
        said = value_in_words(1 - left / 100 if plan.goal == "accuracy" else left, plan.goal)
        beside = {**label, "xanchor": "right", "xshift": -6}
        figure.add_annotation(x=len(plan.space), y=at, text=said.removeprefix("loss "), **beside)
    figure.update_xaxes(
        tickvals=list(range(len(titles))), ticktext=titles, range=[-0.3, len(titles) - 0.75], showgrid=False, side="top"
    )
    figure.update_yaxes(visible=False, range=[-0.06, 1.06])
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 30, "b": 0},
        legend={"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top"},
        dragmode=False,
    )
    return figure


def parallel_in_words(trials: Sequence[SweepTrial], plan: SweepPlan) -> str:
    """What the best trials have, for a caption and for those who do not see the chart."""
    best, _ = _best([trial for trial in trials if trial.fate == "finished" and trial.value is not None], plan)
    said = [f"{value_in_words(trial.value, plan.goal)} ({settings_in_words(trial.values)})" for trial in best[:3]]
    return f"The best: {'; '.join(said)}." if said else "No trial has finished yet."


def position(how: Variation, value: float | int | str | None) -> float | None:
    """Where a value stands on its axis, from 0 to 1; None for a trial without it."""
    if value is None:
        return None
    if isinstance(how, Options):
        return how.values.index(value) / max(1, len(how.values) - 1) if value in how.values else None
    number = float(value)
    if how.is_log:
        return math.log(number / how.low) / math.log(how.high / how.low)
    return (number - how.low) / (how.high - how.low)


def _best(trials: Sequence[SweepTrial], plan: SweepPlan) -> tuple[list[SweepTrial], list[SweepTrial]]:
    finished = [trial for trial in trials if trial.fate == "finished"]
    finished.sort(key=lambda trial: left_over(trial.value or 0.0, plan.goal))
    best = finished[: max(1, round(BEST_SHARE * len(finished)))]
    return best, [trial for trial in trials if trial not in best]


def _ticks(name: str, how: Variation) -> list[tuple[float, str]]:
    """Where an axis is labelled, and with what."""
    values: Sequence[int | float | str] = (
        [_between(how, place / (TICKS - 1)) for place in range(TICKS)] if isinstance(how, Span) else how.values
    )
    return [(position(how, value) or 0.0, setting_in_words(name, value)) for value in values]


def _between(how: Span, share: float) -> float | int:
    value = how.low * (how.high / how.low) ** share if how.is_log else how.low + share * (how.high - how.low)
    return round(value) if how.is_whole else float(f"{value:.2g}")
