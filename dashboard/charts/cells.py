"""Matrices drawn as squares of colour, with or without their numbers, each at its place in one figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import isclose
from typing import Any

import numpy as np
import plotly.graph_objects as go

from cnn.convolution import Numbers
from dashboard import theme

Scale = list[list[float | str]]
Box = tuple[float, float, float, float]
"""A rectangle of cells: left column, top row, columns, rows."""


@dataclass(frozen=True)
class Place:
    """Where a matrix stands in its figure: its number from 1, and its sides as fractions of the figure."""

    number: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def axis(self) -> str:
        """What Plotly puts behind the names of its axes."""
        return str(self.number) if self.number > 1 else ""


@dataclass(frozen=True)
class Colours:
    """A scale and the numbers at its two ends."""

    scale: Scale
    low: float
    high: float


@dataclass(frozen=True)
class Sheet:
    """A figure while it is drawn: its parts as plain dictionaries.

    Made into a figure once, at the end: adding each part to a Plotly figure took 31 ms, this takes 4.
    """

    traces: list[dict[str, Any]] = field(default_factory=list)
    axes: dict[str, Any] = field(default_factory=dict)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def figure(self, width_px: int, height_px: int) -> go.Figure:
        """The finished figure."""
        size = {"width": width_px, "height": height_px, "margin": {"l": 2, "r": 2, "t": 2, "b": 2}}
        parts = {"shapes": self.shapes, "annotations": self.annotations, "showlegend": False}
        return go.Figure({"data": self.traces, "layout": {**size, **self.axes, **parts}})

    def cells(self, place: Place, numbers: Numbers, colours: Colours, title: str) -> None:
        """Draw a matrix, its first row on top, under its title."""
        self._frame(place, numbers.shape, title)
        hover = {"hovertemplate": "row %{y}, column %{x}: %{z:,.2~f}<extra></extra>"}
        self.traces.append({**_heatmap(place, numbers, colours), **hover})

    def written_cells(self, place: Place, numbers: Numbers, colours: Colours, title: str) -> None:
        """The same with the numbers in the squares."""
        self._frame(place, numbers.shape, title)
        words = [[number(value) for value in row] for row in numbers]
        font = {"size": 13 if max(numbers.shape) <= 3 else 9}
        written = {"text": words, "texttemplate": "%{text}", "textfont": font, "hoverinfo": "skip"}
        self.traces.append({**_heatmap(place, numbers, colours), **written})

    def outline(self, place: Place, box: Box, colour: str, line_px: int) -> None:
        """Draw a frame around cells."""
        self.shapes.append({**_corners(place, box), "line": {"color": colour, "width": line_px}})

    def shade(self, place: Place, box: Box, colour: str) -> None:
        """Cover cells with a thin coat of colour."""
        self.shapes.append({**_corners(place, box), "line": {"width": 0}, "fillcolor": colour, "opacity": 0.4})

    def ground(self, place: Place, shape: tuple[int, ...], colour: str) -> None:
        """Colour what lies behind the cells: it shows where a matrix holds no number."""
        box = _corners(place, (0, 0, shape[1], shape[0]))
        self.shapes.append({**box, "line": {"width": 0}, "fillcolor": colour, "layer": "below"})

    def words(self, x: float, y: float, text: str, size_px: int, anchor: str = "middle") -> None:
        """Write at a place given in fractions of the figure."""
        font = {"size": size_px, "color": theme.text()}
        place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": anchor}
        self.annotations.append({**place, "text": text, "font": font, "showarrow": False})

    def _frame(self, place: Place, shape: tuple[int, ...], title: str) -> None:
        rows, columns = shape
        still = {"visible": False, "fixedrange": True, "constrain": "domain"}
        across = {"domain": [place.left, place.right], "range": [-0.5, columns - 0.5], "anchor": f"y{place.axis}"}
        down = {"domain": [place.bottom, place.top], "range": [rows - 0.5, -0.5], "anchor": f"x{place.axis}"}
        self.axes[f"xaxis{place.axis}"] = {**still, **across}
        self.axes[f"yaxis{place.axis}"] = {**still, **down, "scaleanchor": f"x{place.axis}"}
        self.outline(place, (0, 0, columns, rows), theme.border(), 1)
        self.words((place.left + place.right) / 2, place.top, title, 13, "bottom")


def number(value: float) -> str:
    """A number as it is written out: whole where it is whole, ``1/9`` where it is that, else with two decimals."""
    rounded = round(float(value), 2) or 0.0
    ninths = Fraction(value).limit_denominator(9)
    if 0 < abs(value) < 1 and rounded != value and isclose(value, ninths):
        text = str(ninths)
    else:
        text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.2f}"
    return text.replace("-", "−")


def largest(numbers: Numbers) -> float:
    """The largest amount in a matrix whatever its sign, and 1 where all are zero: the end of a scale."""
    return float(np.abs(numbers).max()) or 1.0


def _heatmap(place: Place, numbers: Numbers, colours: Colours) -> dict[str, Any]:
    ends = {"colorscale": colours.scale, "zmin": colours.low, "zmax": colours.high, "showscale": False}
    return {"type": "heatmap", "z": numbers, "xaxis": f"x{place.axis}", "yaxis": f"y{place.axis}", **ends}


def _corners(place: Place, box: Box) -> dict[str, Any]:
    left, top, columns, rows = box
    x0, y0 = left - 0.5, top - 0.5
    corners = {"x0": x0, "y0": y0, "x1": x0 + columns, "y1": y0 + rows}
    return {"type": "rect", "xref": f"x{place.axis}", "yref": f"y{place.axis}", **corners}
