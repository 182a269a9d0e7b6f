"""A picture, the nearest one of another class, and what of their difference counts, side by side."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.attribution.counterfactual import Exchange
from cnn.attribution.integrated_gradients import Integrated
from cnn.data.imageset import Images
from dashboard import theme
from dashboard.charts.attribution import draw, in_words, lay
from dashboard.charts.cells import Place, Sheet

WIDTH_PX, TITLE_PX, GAP = 672, 24, 0.012
ACROSS = 5


def what_if_figure(image: Images, other: Images, pull: Integrated, enough: Exchange | None, name: str) -> go.Figure:
    """Five pictures; the last one is left out where no exchange of pixels is enough.

    image, other: uint8 (C, H, W). name: the class of the other. In the difference orange is ink that comes, blue ink
    that goes; in what counts orange speaks for the other class, blue against it. In the last the pixels that were
    exchanged are shaded.
    """
    side = (1 - (ACROSS - 1) * GAP) / ACROSS
    height_px = round(side * WIDTH_PX) + TITLE_PX
    top = 1 - TITLE_PX / height_px
    places = [
        Place(1 + number, number * (side + GAP), number * (side + GAP) + side, 0.0, top) for number in range(ACROSS)
    ]
    sheet = Sheet()
    draw(sheet, places[0], image, "This picture")
    draw(sheet, places[1], other, f"The nearest {name}")
    change = (other.astype(np.float64) - image).mean(0)
    lay(sheet, places[2], image, change, "What differs")
    lay(sheet, places[3], image, pull.map, "What of it counts")
    if enough is not None:
        draw(sheet, places[4], enough.image, f"Enough for {name}")
        for row, column in np.argwhere(enough.pixels).tolist():
            sheet.shade(places[4], (column, row, 1, 1), theme.ORANGE)
    return sheet.figure(WIDTH_PX, height_px)


def what_if_in_words(image: Images, other: Images, pull: Integrated, name: str) -> str:
    """What counts of the difference, for those who do not see it."""
    said = in_words(np.maximum(image, other), pull.map, name)
    return f"Of what differs, orange is ink that comes, blue ink that goes. {said}"
