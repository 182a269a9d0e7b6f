"""Curves of training: loss, accuracy, error rate and learning rate over the epochs."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from cnn.training.events import Progress
from dashboard.history import History, thinned
from dashboard.theme import BLUE, ORANGE, text

HEIGHT_PX = 215
ERROR_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


def loss_chart(history: History) -> go.Figure:
    """Training loss solid, validation loss dashed with markers."""
    training = [event.loss for event in history.progress]
    validation = [event.validation_loss for event in history.epochs]
    return _figure(history, training, validation, "loss")


def accuracy_chart(history: History) -> go.Figure:
    """Training accuracy solid, validation accuracy dashed with markers, in percent."""
    training = [100 * event.accuracy for event in history.progress]
    validation = [_percent(event.validation_accuracy) for event in history.epochs]
    return _figure(history, training, validation, "accuracy (%)")


def error_chart(history: History) -> go.Figure:
    """The share read wrong, on a log axis, where the end of training is not flat to the eye.

    A log axis cannot show nothing wrong: the first batches of an epoch without a mistake are left out.
    """
    erring = [event for event in history.progress if event.accuracy < 1]
    training = [100 - 100 * event.accuracy for event in erring]
    validation = [
        None if event.validation_accuracy is None else max(0.01, 100 - 100 * event.validation_accuracy)
        for event in history.epochs
    ]
    figure = _figure(history, training, validation, "error rate (%, log)", erring)
    figure.update_yaxes(type="log", tickvals=ERROR_TICKS, ticktext=[f"{tick:g}" for tick in ERROR_TICKS])
    return figure


def rate_chart(history: History) -> go.Figure:
    """The learning rate as it was used."""
    figure = _figure(history, [event.learning_rate for event in history.progress], [], "learning rate")
    figure.update_yaxes(rangemode="tozero")
    return figure


def _figure(
    history: History,
    training: list[float],
    validation: Sequence[float | None],
    title: str,
    events: Sequence[Progress] | None = None,
) -> go.Figure:
    """The curves of one quantity; ``training`` belongs to ``events``, all of the history's progress as a rule."""
    events = history.progress if events is None else events
    figure = go.Figure()
    kept = thinned(training)
    per_epoch = history.steps_per_epoch
    figure.add_scatter(
        x=[events[place].step / per_epoch for place in kept],
        y=[training[place] for place in kept],
        name="training",
        mode="lines",
        line={"color": BLUE, "width": 2},
        hovertemplate="%{y:.4g}",
    )
    judged = [(event, value) for event, value in zip(history.epochs, validation, strict=False) if value is not None]
    if judged:
        figure.add_scatter(
            x=[event.step / per_epoch for event, _ in judged],
            y=[value for _, value in judged],
            name="validation",
            mode="lines+markers",
            line={"color": ORANGE, "width": 2, "dash": "dash"},
            hovertemplate="%{y:.4g}",
        )
        best = max((event for event, _ in judged if event.best), key=lambda event: event.epoch, default=None)
        if best is not None and len(judged) > 1:
            figure.add_vline(best.step / per_epoch, line={"color": text(), "width": 1, "dash": "dot"}, opacity=0.5)
    epochs = history.started.epochs if history.started else 1
    figure.update_xaxes(title="epoch", range=[0, 1.02 * epochs], tickformat="d" if epochs > 4 else None)
    figure.update_yaxes(title=title)
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        showlegend=bool(judged),
    )
    return figure


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
