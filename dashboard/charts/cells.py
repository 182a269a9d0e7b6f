"""Matrices drawn as squares of colour, with or without their numbers, each at its place in one figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import isclose
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.data.imageset import Images
from cnn.inside.convolution import Numbers
from dashboard import theme

Integers = npt.NDArray[np.integer[Any]]
Scale = list[list[float | str]]
Box = tuple[float, float, float, float]
"""A rectangle of cells: left column, top row, columns, rows."""
FONTS_PX = {3: 13, 5: 9, 7: 7}
"""How large the numbers are written in a matrix of at most so many rows and columns."""


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
        hover = {"hovertemplate": "row %{y}, column %{x}: %{z:,.3~f}<extra></extra>"}
        self.traces.append({**_heatmap(place, numbers, colours), **hover})

    def written_cells(self, place: Place, numbers: Numbers, colours: Colours, title: str, font_px: int = 0) -> None:
        """The same with the numbers in the squares, as large as fits unless told; a large matrix goes without."""
        self.cells(place, numbers, colours, title)
        side = max(numbers.shape)
        size = font_px or next((size for most, size in FONTS_PX.items() if side <= most), 0)
        if size:
            words = [["" if np.isnan(value) else number(value) for value in row] for row in numbers]
            self.traces[-1] |= {"text": words, "texttemplate": "%{text}", "textfont": {"size": size}}

    def photograph(self, place: Place, image: Images, title: str) -> None:
        """Draw a colour picture, uint8 (3, H, W), in its own colours."""
        self._frame(place, image.shape[1:], title)
        hover = "row %{y}, column %{x}: red %{z[0]}, green %{z[1]}, blue %{z[2]}<extra></extra>"
        axes = {"xaxis": f"x{place.axis}", "yaxis": f"y{place.axis}"}
        self.traces.append({"type": "image", "z": np.moveaxis(image, 0, 2), "hovertemplate": hover, **axes})

    def veil(self, place: Place, numbers: Numbers, end: float, hover: str) -> None:
        """Lay signed numbers over what is drawn there: ``−end`` blue, zero clear, ``end`` orange."""
        told = {"hovertemplate": f"{hover}<extra></extra>"}
        self.traces.append({**_heatmap(place, numbers, Colours(theme.veil(), -end, end)), **told})

    def touch(self, place: Place, numbers: Numbers, hover: str, size_px: float) -> None:
        """Lay a transparent square over each cell that tells of it and takes a click, which Plotly's heatmaps do not.

        numbers: float64 (H, W, …), what ``hover`` calls ``%{customdata}``; NaN is written ``NaN``.
        """
        rows, columns = np.indices(numbers.shape[:2])
        # Plotly finds the cell under the pointer by its numbers: only drawing 784 squares took the browser 80 ms.
        marker = {"symbol": "square", "size": size_px, "color": "rgba(0,0,0,0)", "maxdisplayed": 1}
        told = {"customdata": numbers.reshape(rows.size, -1), "hovertemplate": f"{hover}<extra></extra>"}
        where = {"x": columns.ravel(), "y": rows.ravel(), "xaxis": f"x{place.axis}", "yaxis": f"y{place.axis}"}
        self.traces.append({"type": "scatter", "mode": "markers", "marker": marker, **where, **told})

    def dots(self, place: Place, rows: Integers, columns: Integers, colour: str, size_px: float = 4) -> None:
        """Put a dot on each of these cells."""
        marker = {"size": size_px, "color": colour, "line": {"width": 1, "color": theme.ground()}}
        where = {"x": columns, "y": rows, "xaxis": f"x{place.axis}", "yaxis": f"y{place.axis}"}
        self.traces.append({"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip", **where})

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
    if _is_fraction(value):
        text = str(_in_ninths(value))
    else:
        text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.2f}"
    return text.replace("-", "−")


def is_whole_truth(value: float) -> bool:
    """Whether what ``number`` writes is the number itself, nothing rounded off."""
    return _is_fraction(value) or isclose(value, round(float(value), 2), abs_tol=1e-9)


def _is_fraction(value: float) -> bool:
    return 0 < abs(value) < 1 and round(float(value), 2) != value and isclose(value, _in_ninths(value))


def _in_ninths(value: float) -> Fraction:
    return Fraction(float(value)).limit_denominator(9)


def largest(numbers: npt.NDArray[np.floating[Any]]) -> float:
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
