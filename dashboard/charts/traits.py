"""How dark pixels are, and how the traits of images are distributed: by class, and in two parts side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.data.survey.drift import Drift
from cnn.data.survey.profile import Counts
from cnn.data.survey.traits import Floats, Trait
from dashboard import theme
from dashboard.words import percent

HEIGHT_PX = 330
INTENSITY_STEP = 8
BINS = 60
QUANTILES = (5, 25, 50, 75, 95)
MARGIN = {"l": 0, "r": 0, "t": 28, "b": 0}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}


def intensity_chart(intensities: Counts) -> go.Figure:
    """How many pixels have each value 0–255, in steps of eight, on a log axis: most are empty."""
    steps = intensities.reshape(-1, INTENSITY_STEP).sum(1)
    starts = np.arange(0, 256, INTENSITY_STEP)
    shares = 100 * steps / max(1, steps.sum())
    figure = go.Figure(
        go.Bar(
            x=starts + (INTENSITY_STEP - 1) / 2,
            y=np.where(steps > 0, shares, np.nan),
            width=0.9 * INTENSITY_STEP,
            marker_color=theme.BLUE,
            customdata=np.stack([starts, starts + INTENSITY_STEP - 1, steps], axis=1),
            hovertemplate="%{customdata[0]} to %{customdata[1]}: %{y:.3~g} % "
            "(%{customdata[2]:,} pixels)<extra></extra>",
        )
    )
    figure.update_xaxes(title="value of a pixel, 0 empty to 255 full ink", range=[-4, 260], dtick=32)
    figure.update_yaxes(title="share of all pixels (%, log)", type="log", dtick=1)
    figure.update_layout(height=HEIGHT_PX, margin={**MARGIN, "t": 4}, showlegend=False)
    return figure


def intensities_in_words(intensities: Counts) -> str:
    """How many pixels are empty, full and between."""
    total = max(1, int(intensities.sum()))
    empty, full = intensities[0] / total, intensities[255] / total
    return (
        f"{percent(empty, 1)} of all pixels are empty (0), {percent(full, 1)} are full ink (255), "
        f"{percent(1 - empty - full, 1)} lie between."
    )


def trait_chart(traits: Floats, labels: npt.NDArray[np.int64], names: Sequence[str], trait: Trait) -> go.Figure:
    """A box a class: the middle line is the median, the box holds half of the images, the whiskers nine tenths.

    traits: the values (N,) of one trait. labels: int64 (N,).
    """
    quantiles = [_quantiles(traits[labels == label]) for label in range(len(names))]
    lowest, low, middle, high, highest = (list(column) for column in zip(*quantiles, strict=True))
    figure = go.Figure(
        go.Box(
            x=list(names),
            lowerfence=lowest,
            q1=low,
            median=middle,
            q3=high,
            upperfence=highest,
            line={"color": theme.BLUE, "width": 1.5},
            showlegend=False,
        )
    )
    figure.update_xaxes(title="class", type="category")
    figure.update_yaxes(title=_axis(trait))
    figure.update_layout(height=HEIGHT_PX, margin={**MARGIN, "t": 4})
    return figure


def trait_in_words(traits: Floats, labels: npt.NDArray[np.int64], names: Sequence[str], trait: Trait) -> str:
    """Between which classes the medians lie."""
    medians = {
        name: float(np.nanmedian(own))
        for label, name in enumerate(names)
        if len(own := traits[labels == label]) and not np.isnan(own).all()
    }
    if not medians:
        return f"{trait.title}: none of these images has it"
    least, most = min(medians, key=medians.__getitem__), max(medians, key=medians.__getitem__)
    return (
        f"{trait.title} by class: the median goes from {value(medians[least], trait)} (class {least}) "
        f"to {value(medians[most], trait)} (class {most})"
    )


def drift_chart(train: Floats, test: Floats, trait: Trait) -> go.Figure:
    """The distributions of one trait (N,) in both parts over each other: training in full, test dashed."""
    edges = _edges(np.concatenate([train, test]))
    figure = go.Figure()
    for values, name, line in (
        (train, "training part", {"color": theme.BLUE, "width": 2}),
        (test, "test part", {"color": theme.ORANGE, "width": 2, "dash": "dash"}),
    ):
        counts, _ = np.histogram(values[~np.isnan(values)], edges)
        figure.add_scatter(
            x=(edges[1:] + edges[:-1]) / 2,
            y=100 * counts / max(1, counts.sum()),
            name=name,
            mode="lines",
            line={**line, "shape": "hvh"},
            hovertemplate="%{y:.2f} %",
        )
    figure.update_xaxes(title=_axis(trait), hoverformat=".3~g")
    figure.update_yaxes(title="share of the images (%)", rangemode="tozero")
    figure.update_layout(height=HEIGHT_PX, margin=MARGIN, hovermode="x unified", legend=LEGEND)
    return figure


def drift_in_words(drift: Drift) -> str:
    """What a distance means."""
    if drift.is_chance:
        return "no more than chance"
    if drift.distance < 0.05:
        return "more than chance, but small"
    return "clear" if drift.distance < 0.15 else "strong"


def value(number: float, trait: Trait) -> str:
    """A trait's value as a person would write it: ink in percent, pixels with one decimal."""
    if np.isnan(number):
        return "–"
    return f"{number:.1f} {trait.unit}".replace("-", "−") if trait.unit else percent(number, 1)


def _axis(trait: Trait) -> str:
    return f"{trait.title.lower()} ({trait.unit})" if trait.unit else f"{trait.title.lower()} (0 to 1)"


def _edges(values: Floats) -> npt.NDArray[np.float64]:
    """Of the bins: one a number where all are whole, else sixty."""
    known = values[~np.isnan(values)]
    if not len(known):
        return np.arange(2.0)
    low, high = float(known.min()), float(known.max())
    if (known == np.rint(known)).all():
        return np.arange(low - 0.5, high + 1)
    return np.linspace(low, high, BINS + 1)


def _quantiles(values: Floats) -> list[float]:
    known = values[~np.isnan(values)]
    return np.percentile(known, QUANTILES).tolist() if len(known) else [np.nan] * len(QUANTILES)
