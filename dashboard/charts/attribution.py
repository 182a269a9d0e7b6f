"""Explanations laid over the picture they are of, and a picture beside one of another class."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from cnn.attribution.whereabouts import Whereabouts, whereabouts
from cnn.data.imageset import Images
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, largest
from dashboard.words import percent

SIDE_PX = 212
LEGEND_WIDTH_PX, LEGEND_HEIGHT_PX = 320, 24
WHOLE = Place(1, 0.0, 1.0, 0.0, 1.0)
STRIP = Place(1, 0.25, 0.75, 0.2, 0.8)
WORTH_SAYING = 0.05
"""Where less than so much of all speaks against a class, it is not said where."""
FAINT = 600
"""Full ink is drawn as if it were 255 of so many, so that colours laid over it are told apart."""

Map = npt.NDArray[np.floating[Any]]


def overlay_figure(image: Images, amounts: Map) -> go.Figure:
    """A map (H, W) over its picture (C, H, W): orange above 0, blue below, the largest amount in full colour."""
    sheet = Sheet()
    lay(sheet, WHOLE, image, amounts, "")
    return sheet.figure(SIDE_PX, SIDE_PX)


def lay(sheet: Sheet, place: Place, image: Images, amounts: Map, title: str) -> None:
    """Draw a map over its picture at a place of a sheet."""
    draw(sheet, place, image, title, FAINT)
    sheet.veil(place, np.asarray(amounts, np.float64), largest(amounts), "row %{y}, column %{x}: %{z:+.3f}")


def draw(sheet: Sheet, place: Place, image: Images, title: str, full: int = 255) -> None:
    """Draw a picture (C, H, W), a gray one in the ink of the scheme, where ``full`` would be full ink."""
    if len(image) == 3:
        sheet.photograph(place, image, title)
    else:
        sheet.cells(place, image[0].astype(np.float64), Colours(theme.ink(), 0, full), title)


def legend_figure(below: str, above: str) -> go.Figure:
    """The scale of the maps, with what its two ends mean."""
    sheet = Sheet()
    sheet.cells(STRIP, np.linspace(-1, 1, 61)[None], Colours(theme.diverging(), -1, 1), "")
    sheet.traces[-1] |= {"hoverinfo": "skip", "hovertemplate": None}
    del sheet.axes["yaxis"]["scaleanchor"]
    sheet.words(STRIP.left / 2, 0.5, below, 12)
    sheet.words((1 + STRIP.right) / 2, 0.5, above, 12)
    return sheet.figure(LEGEND_WIDTH_PX, LEGEND_HEIGHT_PX)


def in_words(image: Images, amounts: Map, what: str) -> str:
    """Where what speaks for ``what`` lies, and what against it."""
    numbers = np.asarray(amounts, np.float64)
    above, below = whereabouts(numbers, image), whereabouts(-numbers, image)
    if above is None and below is None:
        return f"Nothing here speaks for {what} or against it."
    if above is None:
        return f"Nothing here speaks for {what}."
    told = f"What speaks for {what} lies {_lies(above)}."
    if below is None or below.share < WORTH_SAYING:
        return told
    return f"{told} {percent(below.share, 0)} of all speaks against it, {_lies(below)}."


def _lies(where: Whereabouts) -> str:
    *first, last = where.ninths
    named = f"{', '.join(first)} and {last}" if first else last
    on_ink = f"; {percent(where.on_ink, 0)} of it on the ink" if where.on_ink < 0.995 else ""
    return f"mostly at {named} ({percent(where.held, 0)}){on_ink}"
