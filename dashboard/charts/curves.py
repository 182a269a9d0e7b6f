"""Curves of training: loss, accuracy, error rate and learning rate over the epochs, of one network or of several."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go

from cnn.runs.columns import Column
from cnn.training.events import EpochFinished, Finished
from dashboard.history import MOST_POINTS, Course, History, thinned
from dashboard.theme import BLUE, CATEGORICAL, ORANGE, text

HEIGHT_PX = 215
ERROR_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
MOST_NAMED = 6
"""So many networks' names fit on one line."""

Value = float | None
OfProgress = Callable[[Course], tuple[Column, Column]]
"""Steps and values of a course, float64 (N,) each."""
OfEpoch = Callable[[EpochFinished], Value]


def loss_chart(history: History) -> go.Figure:
    """Training loss solid, validation loss dashed with markers."""
    return _figure(history, "loss", lambda course: course.curve("loss"), lambda event: event.validation_loss)


def accuracy_chart(history: History) -> go.Figure:
    """Training accuracy solid, validation accuracy dashed with markers, in percent."""
    return _figure(
        history,
        "accuracy (%)",
        lambda course: _in_percent(*course.curve("accuracy")),
        lambda event: None if event.validation_accuracy is None else 100 * event.validation_accuracy,
    )


def error_chart(history: History) -> go.Figure:
    """The share read wrong, on a log axis, where the end of training is not flat to the eye.

    A log axis cannot show nothing wrong: the first batches of an epoch without a mistake are left out.
    """
    figure = _figure(
        history,
        "error rate (%, log)",
        lambda course: _wrong(*course.curve("accuracy")),
        lambda event: None if event.validation_accuracy is None else max(0.01, 100 - 100 * event.validation_accuracy),
    )
    figure.update_yaxes(type="log", tickvals=ERROR_TICKS, ticktext=[f"{tick:g}" for tick in ERROR_TICKS])
    return figure


def rate_chart(history: History) -> go.Figure:
    """The learning rate as it was used, with every fall on a plateau."""
    figure = _figure(history, "learning rate", lambda course: course.curve("learning_rate"), lambda event: None)
    for line, course in zip(figure.data, history.courses, strict=True):
        # Fast epochs may end between two signs of progress; a rate that fell with such an epoch must show.
        steps, rates = course.curve("learning_rate")
        steps = np.concatenate((steps, [event.step for event in course.epochs]))
        rates = np.concatenate((rates, [event.learning_rate for event in course.epochs]))
        order = np.argsort(steps, kind="stable")
        kept = order[thinned(rates[order], _points(history))]
        line.x, line.y = (steps[kept] / history.steps_per_epoch).tolist(), rates[kept].tolist()
    figure.update_yaxes(rangemode="tozero", exponentformat="power")  # 2×10⁻⁴, not 200μ
    return figure


def _figure(history: History, title: str, of_progress: OfProgress, of_epoch: OfEpoch) -> go.Figure:
    """The curves of one quantity, of every network."""
    figure = go.Figure()
    single = len(history.courses) < 2
    for course in history.courses:
        _add_course(figure, history, course, of_progress, of_epoch)
    named = any(trace.name == "validation" for trace in figure.data) if single else len(history.courses) <= MOST_NAMED
    if single and history.courses:
        _mark(figure, history, history.courses[0], is_judged=named)
    epochs = history.started.epochs if history.started else 1
    figure.update_xaxes(title="epoch", range=[0, 1.02 * epochs], tickformat="d" if epochs > 4 else None)
    figure.update_yaxes(title=title)
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        hovermode="x unified" if single else "closest",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        showlegend=named,
    )
    if not single:
        figure.update_layout(legend_title={"text": "network", "side": "left"})
    return figure


def _add_course(
    figure: go.Figure, history: History, course: Course, of_progress: OfProgress, of_epoch: OfEpoch
) -> None:
    """One network's curves: of one alone training blue and validation orange, of several a colour each."""
    single = len(history.courses) < 2
    colour = CATEGORICAL[(course.member - 1) % len(CATEGORICAL)]
    # While a run goes on, the network being trained stands out.
    faded = not (single or history.ending or course is history.courses[-1])
    steps, values = of_progress(course)
    kept = thinned(values, _points(history))
    judged = [(event, value) for event in course.epochs if (value := of_epoch(event)) is not None]
    marked = [judged[place] for place in thinned([value for _, value in judged], _points(history))]
    figure.add_scatter(
        x=(steps[kept] / history.steps_per_epoch).tolist(),
        y=values[kept].tolist(),
        name="training" if single else f"{course.member}",
        legendgroup="" if single else f"{course.member}",
        mode="lines",
        line={"color": BLUE if single else colour, "width": 2 if single else 1},
        opacity=0.35 if faded else 1,
        hovertemplate="%{y:.4g}" if single else f"network {course.member}, training: %{{y:.4g}}<extra></extra>",
    )
    if not judged:
        return
    named = {"legendgroup": "" if single else f"{course.member}", "showlegend": single}
    shown = {"color": ORANGE if single else colour, "opacity": 0.35 if faded else 1}
    figure.add_scatter(
        x=[event.step / history.steps_per_epoch for event, _ in marked],
        y=[value for _, value in marked],
        name="validation" if single else f"{course.member}, validation",
        mode="lines+markers",
        line={"color": shown["color"], "width": 2, "dash": "dash"},
        marker={"size": 6},
        opacity=shown["opacity"],
        hovertemplate="%{y:.4g}" if single else f"network {course.member}, validation: %{{y:.4g}}<extra></extra>",
        **named,
    )
    # In the legend the star is explained: a word beside its line would run into what stands there.
    for event, value in judged:
        if event is course.best and len(course.epochs) > 1:
            figure.add_scatter(
                x=[event.step / history.steps_per_epoch],
                y=[value],
                name="best" if single else f"{course.member}, best",
                mode="markers",
                marker={"symbol": "star", "size": 12, **shown},
                hoverinfo="skip",
                **named,
            )


def _mark(figure: go.Figure, history: History, course: Course, *, is_judged: bool) -> None:
    """A line at the epoch that is kept, where there was a choice, and one where the training ended before its time."""
    if is_judged and course.best and len(course.epochs) > 1:
        _line(figure, course.best.step, history, "dot")
    if history.resumed and history.resumed.step and history.resumed.member == course.member:
        _line(figure, history.resumed.step, history, "dash", "resumed")
    ending = history.ending
    if isinstance(ending, Finished) and course.last_step < history.total_steps:
        word = "ended early" if ending.stopped_early else "stopped"
        _line(figure, course.last_step, history, "solid", word)


def _line(figure: go.Figure, step: int, history: History, dash: str, word: str = "") -> None:
    """A vertical line after so many steps, with a word on the side where there is room."""
    side = "left" if step < 0.7 * history.total_steps else "right"
    label = {"text": word, "font": {"size": 11, "color": text()}, "xanchor": side, "yanchor": "top"}
    figure.add_vline(
        step / history.steps_per_epoch,
        line={"color": text(), "width": 1, "dash": dash},
        opacity=0.5,
        annotation=label if word else None,
    )


def _in_percent(steps: Column, shares: Column) -> tuple[Column, Column]:
    return steps, 100 * shares


def _wrong(steps: Column, right: Column) -> tuple[Column, Column]:
    """The share read wrong in percent, where any was."""
    some = right < 1
    return steps[some], 100 - 100 * right[some]


def _points(history: History) -> int:
    """How many points a curve may have, so that a page with many of them stays quick."""
    return max(60, MOST_POINTS // max(1, len(history.courses)))
