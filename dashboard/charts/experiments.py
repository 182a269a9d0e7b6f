"""What experiments came to: every seed is drawn, so that the spread is seen beside the mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

import plotly.graph_objects as go

from cnn.experiments.catalogue import ORDERED, SHUFFLED
from cnn.experiments.experiment import Arm
from cnn.experiments.results import Results
from dashboard import theme

HEIGHT_PX = 360
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
PALE = 0.15


def experiment_figure(results: Results) -> go.Figure:
    """The figure of the experiment with the trials there are so far."""
    figure = go.Figure()
    DRAWN[results.experiment.name](figure, results)
    figure.update_layout(
        height=HEIGHT_PX, margin={"l": 0, "r": 0, "t": 28, "b": 0}, legend=LEGEND, dragmode=False, hovermode="closest"
    )
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return figure


def in_words(results: Results) -> str:
    """What is drawn, for those who do not see it."""
    means = ", ".join(
        f"{arm.name} {100 * fmean(trial.accuracy for trial in results.of(arm)):.1f} %" for arm in results.arms
    )
    return f"{results.experiment.title}, mean accuracy by network: {means or 'none yet'}"


def _parameters(figure: go.Figure, results: Results) -> None:
    """Accuracy over the number of parameters, a line for each kind of network."""
    families = dict.fromkeys(arm.family for arm in results.experiment.arms)
    for colour, family in zip((theme.BLUE, theme.ORANGE), families, strict=True):
        trials = [trial for arm in results.arms if arm.family == family for trial in results.of(arm)]
        means = {
            (trials_of[0].parameters, 100 * fmean(trial.accuracy for trial in trials_of))
            for arm in results.arms
            if arm.family == family and (trials_of := results.of(arm))
        }
        ordered = sorted(means)
        _line(figure, [size for size, _ in ordered], [mean for _, mean in ordered], family, colour)
        _dots(figure, [trial.parameters for trial in trials], [100 * trial.accuracy for trial in trials], colour)
    figure.update_xaxes(title="parameters (log)", type="log", dtick=1, exponentformat="none")
    figure.update_yaxes(title="accuracy (%)")


def _shuffled(figure: go.Figure, results: Results) -> None:
    """A line for each seed, from pixels in order to shuffled ones."""
    families = list(dict.fromkeys(arm.family for arm in results.experiment.arms))
    colours = dict(zip(families, (theme.BLUE, theme.ORANGE), strict=True))
    before: dict[int, float] = {}
    for arm in results.experiment.arms:  # of each kind of network first the pixels in order
        place = 3 * families.index(arm.family) + arm.is_shuffled
        values = {trial.seed: 100 * trial.accuracy for trial in results.of(arm)}
        if arm.is_shuffled:
            for seed in before.keys() & values.keys():
                pale = {"color": colours[arm.family], "width": 1}
                figure.add_scatter(
                    x=[place - 1, place],
                    y=[before[seed], values[seed]],
                    mode="lines",
                    line=pale,
                    opacity=0.5,
                    hoverinfo="skip",
                    showlegend=False,
                )
        _dots(figure, [place] * len(values), list(values.values()), colours[arm.family])
        if values:
            mean = {"symbol": "line-ew-open", "size": 34, "color": colours[arm.family], "line": {"width": 3}}
            figure.add_scatter(
                x=[place],
                y=[fmean(values.values())],
                name=arm.family,
                mode="markers",
                marker=mean,
                showlegend=not arm.is_shuffled,
                hovertemplate=f"mean of {arm.name}: %{{y:.1f}} %<extra></extra>",
            )
        before = values
    labels = [f"{word}<br>{family}" for family in families for word in (ORDERED, SHUFFLED)]
    figure.update_xaxes(tickvals=[0, 1, 3, 4], ticktext=labels, range=[-0.6, 4.6], showgrid=False)
    figure.update_yaxes(title="accuracy (%)")


def _shifted(figure: go.Figure, results: Results) -> None:
    """Accuracy over the shift, with a band from the lowest seed to the highest."""
    shifts = list(results.experiment.shifts_px)
    for colour, arm in zip(theme.CATEGORICAL, _reordered(results.arms), strict=False):
        _band(figure, shifts, [trial.shifted_accuracies for trial in results.of(arm)], arm.name, colour)
    figure.update_xaxes(title="moved by (pixels)", dtick=1)
    figure.update_yaxes(title="accuracy (%)", range=[0, 102])


def _pooling(figure: go.Figure, results: Results) -> None:
    """Accuracy on the images learned from and on others over the epochs."""
    epochs = list(range(1, results.experiment.config.epochs + 1))
    for colour, arm in zip((theme.BLUE, theme.ORANGE), results.arms, strict=False):
        trials = results.of(arm)
        _band(figure, epochs, [trial.training_accuracies for trial in trials], f"{arm.name}, training", colour)
        validation = [trial.validation_accuracies for trial in trials]
        _band(figure, epochs, validation, f"{arm.name}, validation", colour, "dash")
    lowest = min(
        (value for arm in results.arms for trial in results.of(arm) for value in trial.validation_accuracies[2:]),
        default=0.5,
    )
    figure.update_xaxes(title="epoch", dtick=1)
    figure.update_yaxes(title="accuracy (%)", range=[100 * max(0.0, lowest - 0.05), 101])


DRAWN: dict[str, Callable[[go.Figure, Results], None]] = {
    "parameters": _parameters,
    "shuffled": _shuffled,
    "shifted": _shifted,
    "pooling": _pooling,
}


def _reordered(arms: Sequence[Arm]) -> list[Arm]:
    """The fully connected network second, so that it has its colour of the other figures."""
    return [*arms[1:2], *arms[:1], *arms[2:]]


def _line(figure: go.Figure, x: Sequence[float], y: Sequence[float], name: str, colour: str, dash: str = "") -> None:
    figure.add_scatter(
        x=list(x),
        y=list(y),
        name=name,
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": dash or "solid"},
        marker={"size": 7, "symbol": "circle-open" if dash else "circle"},
        hovertemplate=f"{name}, mean: %{{y:.1f}} %<extra></extra>",
    )


def _dots(figure: go.Figure, x: Sequence[float], y: Sequence[float], colour: str) -> None:
    figure.add_scatter(
        x=list(x),
        y=list(y),
        mode="markers",
        marker={"color": colour, "size": 6, "opacity": 0.5},
        hovertemplate="one seed: %{y:.1f} %<extra></extra>",
        showlegend=False,
    )


def _band(
    figure: go.Figure, x: Sequence[float], rows: Sequence[Sequence[float]], name: str, colour: str, dash: str = ""
) -> None:
    """The mean of the rows as a line, on a pale band from the lowest to the highest of them."""
    columns = list(zip(*rows, strict=True))
    low, high = ([100 * pick(column) for column in columns] for pick in (min, max))
    places = list(x)[: len(columns)]
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    figure.add_scatter(
        x=[*places, *reversed(places)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=f"rgba({red},{green},{blue},{PALE})",
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )
    _line(figure, places, [100 * fmean(column) for column in columns], name, colour, dash)
