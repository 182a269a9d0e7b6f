"""A window's walk along one side of a picture, all its places at once."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from cnn.model.window import Window
from dashboard import theme

MOST_PX, MOST_LINES = 64, 12
CELL_PX, LINE_PX = 22, 12


def side_figure(window: Window) -> go.Figure | None:
    """The pixels as a row, its padding pale, what is never seen orange; below, a bar for each place of the window.

    Bars that would overlap lie on lines of their own. None where there is too much of it to be read.
    """
    length, lines = window.width_px + 2 * window.padding_px, -(-window.size_px // window.stride_px)
    if length > MOST_PX or lines > MOST_LINES:
        return None
    picture = range(window.padding_px, window.padding_px + window.width_px)
    seen = range(length - window.unseen_px)
    cells = [_box(place, place + 1, 0, 1, _colour(place in picture, place in seen)) for place in range(length)]
    bars = [
        _box(start + 0.08, start + window.size_px - 0.08, -line - 0.85, -line - 0.35, theme.BLUE)
        for place in range(window.positions)
        for start, line in [(place * window.stride_px, 0.7 * (place % lines))]
    ]
    still = {"visible": False, "fixedrange": True}
    layout = {
        "height": CELL_PX + 8 + round(CELL_PX * (0.7 * lines + 0.5)),
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4},
        "xaxis": {**still, "range": [-0.1, length + 0.1]},
        "yaxis": {**still, "range": [-0.7 * lines - 0.5, 1.05]},
        "shapes": cells + bars,
    }
    return go.Figure({"data": [], "layout": layout})


def side_in_words(window: Window) -> str:
    """The same for those who do not see it."""
    return (
        f"A row of {window.width_px} pixels with {window.padding_px} of padding at each end; a window of "
        f"{window.size_px} stands at {window.positions} places, {window.stride_px} apart, and never sees the last "
        f"{window.unseen_px}"
    )


def _colour(is_picture: bool, is_seen: bool) -> str:
    if not is_seen:
        return theme.ORANGE
    return theme.CATEGORICAL[5] if is_picture else theme.second_ground()


def _box(left: float, right: float, bottom: float, top: float, colour: str) -> dict[str, Any]:
    line = {"color": theme.border(), "width": 1}
    corners = {"x0": left, "x1": right, "y0": bottom, "y1": top}
    return {"type": "rect", **corners, "fillcolor": colour, "line": line}
