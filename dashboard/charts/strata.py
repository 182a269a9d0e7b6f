"""The error rate among images alike in one trait."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from cnn.data.survey.traits import Trait
from cnn.judging.strata import Stratum
from dashboard import theme
from dashboard.words import count, interval, percent

HEIGHT_PX = 300
MOST_DIGITS = 5


def strata_chart(groups: Sequence[Stratum], trait: Trait, overall: float) -> go.Figure:
    """A point a group with its 95 % interval, from the least to the most; a dashed line at the rate of all images."""
    rates = [100 * group.rate for group in groups]
    names = spans(groups, trait)
    figure = go.Figure(
        go.Scatter(
            x=names,
            y=rates,
            mode="markers",
            marker={"size": 9, "color": theme.BLUE},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [100 * group.interval[1] - rate for group, rate in zip(groups, rates, strict=True)],
                "arrayminus": [rate - 100 * group.interval[0] for group, rate in zip(groups, rates, strict=True)],
                "thickness": 1.2,
                "width": 4,
            },
            customdata=[[group.wrong, len(group.places), interval(*group.interval)] for group in groups],
            hovertemplate="%{x}: %{y:.2f} % wrong (%{customdata[0]:,} of %{customdata[1]:,}; 95 % interval "
            "%{customdata[2]})<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_hline(100 * overall, line={"color": theme.CATEGORICAL[5], "width": 1, "dash": "dash"})
    figure.update_xaxes(title=f"{trait.title.lower()}, groups of about the same size", type="category", fixedrange=True)
    figure.update_yaxes(title="read wrong (%)", rangemode="tozero", fixedrange=True)
    figure.update_layout(height=HEIGHT_PX, margin={"l": 0, "r": 0, "t": 8, "b": 0}, dragmode=False)
    return figure


def spans(groups: Sequence[Stratum], trait: Trait) -> list[str]:
    """From where to where each group goes, in the unit of the trait, with as many digits as tell them apart."""
    bounds = [(group.low, group.high) for group in groups]
    is_whole = bool(trait.unit) and all(bound.is_integer() for both in bounds for bound in both)
    names: list[str] = []
    for digits in range(0 if is_whole else 1, MOST_DIGITS + 1):
        names = [_span(low, high, trait, digits) for low, high in bounds]
        if len(set(names)) == len(names):
            break
    return names


def _span(low: float, high: float, trait: Trait, digits: int) -> str:
    scale, unit = (1, trait.unit) if trait.unit else (100, "%")
    first, last = (f"{scale * bound:.{digits}f}".replace("-", "−") for bound in (low, high))
    return f"{first} {unit}" if first == last else f"{first} to {last} {unit}"


def strata_in_words(groups: Sequence[Stratum], trait: Trait) -> str:
    """Which groups are read worst and best."""
    if not groups:
        return f"{trait.title}: none of these images has it"
    names = spans(groups, trait)
    rates = [group.rate for group in groups]
    best, worst = (pick(range(len(rates)), key=rates.__getitem__) for pick in (min, max))
    return (
        f"{trait.title}: {percent(rates[worst])} wrong at {names[worst]} "
        f"({groups[worst].wrong:,} of {count(len(groups[worst].places), 'image')}), {percent(rates[best])} at "
        f"{names[best]} ({groups[best].wrong:,} of {len(groups[best].places):,})"
    )
