"""A step of gradient descent: the loss over the rate, the loss over several steps, and a filter before and after."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from cnn.training.descent import Numbers
from cnn.training.step_sizes import StepSizes
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest
from dashboard.charts.origin import tiled

HEIGHT_PX = 260
FILTER_WIDTH_PX, FILTER_HEIGHT_PX = 660, 210
BEFORE = Place(1, 0.0, 0.265, 0.0, 0.88)
GRADIENT = Place(2, 0.365, 0.63, 0.0, 0.88)
AFTER = Place(3, 0.735, 1.0, 0.0, 0.88)
GREY, MARK = theme.CATEGORICAL[5], theme.CATEGORICAL[3]
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
MARGIN = {"l": 0, "r": 0, "t": 28, "b": 0}


def rates_figure(sizes: StepSizes, slope: float, rate: float, after: float) -> go.Figure:
    """The loss after one step, over the rate; the straight slope that the gradient promises; the chosen rate."""
    figure = go.Figure()
    _curve(figure, sizes.rates, sizes.losses, "after one step", theme.BLUE)
    promised = [sizes.before - each * slope for each in sizes.rates]
    dots = {"color": GREY, "width": 1, "dash": "dot"}
    figure.add_scatter(x=sizes.rates, y=promised, name="the slope's promise", mode="lines", line=dots, hoverinfo="skip")
    figure.add_scatter(
        x=[rate],
        y=[after if math.isfinite(after) else None],
        name="this rate",
        mode="markers",
        marker={"color": theme.ORANGE, "size": 11},
        hovertemplate="rate %{x}: %{y:.4g}<extra></extra>",
        showlegend=False,
    )
    figure.add_hline(sizes.before, line={"color": theme.text(), "width": 1, "dash": "dash"}, opacity=0.5)
    figure.add_vline(rate, line={"color": theme.ORANGE, "width": 1, "dash": "dash"})
    figure.update_xaxes(
        title="learning rate (log)", type="log", dtick=1, exponentformat="power", fixedrange=True, hoverformat=".2g"
    )
    figure.update_yaxes(title="loss", range=_room(sizes), fixedrange=True)
    figure.update_layout(height=HEIGHT_PX, margin=MARGIN, legend=LEGEND, dragmode=False)
    return figure


def steps_figure(losses: Sequence[float]) -> go.Figure:
    """The loss of the batch before the first step and after each."""
    figure = go.Figure()
    _curve(figure, range(len(losses)), losses, "loss of the batch", theme.BLUE, "lines+markers")
    figure.update_xaxes(title="steps", range=[-0.5, len(losses) - 0.5], tickformat="d", fixedrange=True)
    highest = max((loss for loss in losses if math.isfinite(loss)), default=1.0)
    figure.update_yaxes(title="loss", range=[0, 1.1 * min(highest, 3 * losses[0])], fixedrange=True)
    figure.update_layout(height=HEIGHT_PX, margin=MARGIN, showlegend=False, dragmode=False)
    return figure


def filter_figure(before: Numbers, gradient: Numbers, rate: float) -> go.Figure:
    """One filter (D, H, W) before the step, its gradient, and the filter after: before − rate × gradient."""
    after = before - rate * gradient
    end = max(largest(before), largest(after))
    sheet = Sheet()
    for place, numbers, colours, title in (
        (BEFORE, tiled(before), _signed(end), "Filter before"),
        (GRADIENT, tiled(gradient), _signed(largest(gradient)), "Its gradient"),
        (AFTER, tiled(after), _signed(end), "Filter after"),
    ):
        sheet.ground(place, numbers.shape, theme.border())
        sheet.written_cells(place, numbers, colours, title)
    sheet.words((BEFORE.right + GRADIENT.left) / 2, BEFORE.top / 2, f"− {rate:g} ×", 15)
    sheet.words((GRADIENT.right + AFTER.left) / 2, BEFORE.top / 2, "=", 18)
    return sheet.figure(FILTER_WIDTH_PX, FILTER_HEIGHT_PX)


def mark_losses(figure: go.Figure, before: float, after: float) -> go.Figure:
    """A curve of training with the loss of a batch before and after a step, where each is a number."""
    for word, loss, dash, above in (
        ("this batch", before, "dash", before >= after),
        ("after the step", after, "dot", after > before),
    ):
        if math.isfinite(loss):
            font = {"size": 11, "color": theme.text()}
            place = {"xanchor": "right", "yanchor": "bottom" if above else "top"}
            line = {"color": MARK, "width": 2, "dash": dash}
            figure.add_hline(loss, line=line, annotation={"text": word, "font": font, **place})
    figure.update_yaxes(rangemode="tozero")
    return figure


def rates_in_words(sizes: StepSizes, rate: float, after: float) -> str:
    """What the curve shows, for those who do not see it."""
    return (
        f"The loss after one step over the learning rate: lowest at {sizes.best_rate:g}, where it falls from "
        f"{sizes.before:.4g} by {sizes.best_fall:.3g}; at {rate:g} it is {after:.4g}"
    )


def _curve(
    figure: go.Figure, x: Sequence[float], y: Sequence[float], name: str, colour: str, mode: str = "lines"
) -> None:
    figure.add_scatter(
        x=list(x),
        y=[value if math.isfinite(value) else None for value in y],
        name=name,
        mode=mode,
        line={"color": colour, "width": 2},
        hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )


def _room(sizes: StepSizes) -> list[float]:
    """From below the lowest loss to as far above the loss before: a loss that explodes leaves the picture."""
    fall = max(sizes.best_fall, 0.05 * sizes.before, 1e-3)
    return [sizes.before - 1.25 * fall, sizes.before + 0.9 * fall]


def _signed(end: float) -> Colours:
    return Colours(theme.diverging(), -end, end)
