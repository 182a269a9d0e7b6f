"""A volume read out as one long row, with the stretch that one map became."""

from __future__ import annotations

import plotly.graph_objects as go

from cnn.inside.passage import Numbers
from dashboard import theme
from dashboard.charts.cells import largest
from dashboard.charts.mosaic import Mosaic, Tile, signed_picture

WIDTH_PX, ROW_PX, WORDS_PX = 680, 30, 20
MARK = theme.CATEGORICAL[3]
LEAST_PX = 3
"""The chosen number is framed at least so wide, however long the vector is."""


def vector_figure(vector: Numbers, stretch: range, place: int) -> go.Figure:
    """The vector (n,) as a strip; ``stretch``, the places of one map, is framed, and ``place`` within it."""
    unit = WIDTH_PX / len(vector)
    sheet = Mosaic(WIDTH_PX, ROW_PX + 2 * WORDS_PX)
    row = Tile(0, WORDS_PX, WIDTH_PX, ROW_PX)
    sheet.lay(row, signed_picture(vector[None], largest(vector)))
    sheet.frame(Tile(stretch.start * unit, WORDS_PX, len(stretch) * unit, ROW_PX), theme.text(), 1)
    width = max(LEAST_PX, unit)
    left = min(WIDTH_PX - width, place * unit)
    sheet.frame(Tile(left, WORDS_PX - 4, width, ROW_PX + 8), MARK, 2)
    sheet.words(min(WIDTH_PX - 40, max(40, left)), WORDS_PX - 4, f"place {place:,}", "bottom")
    for x, end in ((8, 0), (WIDTH_PX - 20, len(vector) - 1)):
        sheet.words(x, WORDS_PX + ROW_PX + 4, f"{end:,}", "top")
    return sheet.figure([row], [f"{len(vector):,} numbers in a row"])
