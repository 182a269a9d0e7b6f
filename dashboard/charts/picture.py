"""A picture as the numbers it is made of: one channel as a matrix, three of them apart."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Images
from cnn.inside.route import Numbers
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet, number

MATRIX_PX, TITLE_PX = 620, 26
CHANNELS_WIDTH_PX, CHANNELS_HEIGHT_PX = 1000, 270
MOST_WRITTEN = 32
WRITTEN_PX = 8
MARK = theme.CATEGORICAL[3]
CHANNEL_HUES = {"red": "#D62839", "green": "#2B9348", "blue": "#2F5FC4"}
WHOLE = Place(1, 0.0, 1.0, 0.0, 1 - TITLE_PX / MATRIX_PX)

Pixel = tuple[int, int]
"""Row and column."""


def matrix_figure(pixels: Images, seen: Numbers, pixel: Pixel, *, is_seen: bool, is_written: bool) -> go.Figure:
    """One channel (H, W) with a frame around a pixel; the pointer tells what is stored and what the network gets.

    pixels, seen: the same numbers as stored and as the network gets them. is_seen: the latter are shown. is_written:
    the numbers stand in the squares, where there are at most 32 a side.
    """
    numbers = seen if is_seen else pixels.astype(np.float64)
    height, width = numbers.shape
    sheet = Sheet()
    colours = Colours(theme.ink(), *((float(seen.min()), float(seen.max())) if is_seen else (0, 255)))
    title = f"{width}×{height} numbers, " + ("as the network gets them" if is_seen else "as they are stored")
    draw = sheet.written_cells if is_written and max(height, width) <= MOST_WRITTEN else sheet.cells
    draw(WHOLE, numbers, colours, title, **({"font_px": WRITTEN_PX} if draw == sheet.written_cells else {}))
    told = np.stack([pixels, seen], axis=2)
    hover = "row %{y}, column %{x}: %{customdata[0]} of 255,<br>the network gets %{customdata[1]:.3f}"
    sheet.touch(WHOLE, told, hover, MATRIX_PX / max(height, width))
    sheet.outline(WHOLE, (pixel[1], pixel[0], 1, 1), MARK, 3)
    return sheet.figure(MATRIX_PX, MATRIX_PX)


def channels_figure(image: Images, pixel: Pixel | None) -> go.Figure:
    """A colour picture (3, H, W) and its three channels, each from the ground up in its hue; a pixel may be framed."""
    sheet = Sheet()
    share = 1 / (1 + len(CHANNEL_HUES))
    places = [
        Place(1 + turn, turn * share + 0.01, (turn + 1) * share - 0.01, 0.0, 1 - TITLE_PX / CHANNELS_HEIGHT_PX)
        for turn in range(4)
    ]
    sheet.photograph(places[0], image, "Together")
    for place, channel, (name, hue) in zip(places[1:], image, CHANNEL_HUES.items(), strict=True):
        sheet.cells(place, channel.astype(np.float64), Colours([[0.0, theme.ground()], [1.0, hue]], 0, 255), name)
    if pixel:
        for place in places:
            sheet.outline(place, (pixel[1], pixel[0], 1, 1), theme.text(), 2)
    return sheet.figure(CHANNELS_WIDTH_PX, CHANNELS_HEIGHT_PX)


def pixel_in_words(image: Images, pixel: Pixel, seen: Numbers) -> str:
    """What one pixel of an image (C, H, W) is, stored and seen; ``seen`` has the image's shape."""
    row, column = pixel
    stored = ", ".join(str(value) for value in image[:, row, column])
    given = ", ".join(number(value) for value in seen[:, row, column])
    return f"Row {row}, column {column}: stored as **{stored}** of 255; the network gets **{given}**."
