"""One image large, each pixel with its number under the pointer or written into it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Images
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet

PICTURE_PX = 392
MOST_WRITTEN = 32
WRITTEN_PX = 7
WHOLE = Place(1, 0.0, 1.0, 0.0, 1.0)


def pixels_figure(image: Images, *, is_written: bool) -> go.Figure:
    """An image (C, H, W), 0 to 255; is_written: the numbers stand in the squares of a gray one of at most 32 a side.

    Empty pixels stay empty: most are, and a browser takes half a second to write as many noughts.
    """
    sheet = Sheet()
    if len(image) == 3:
        sheet.photograph(WHOLE, image, "")
        return sheet.figure(PICTURE_PX, PICTURE_PX)
    sheet.cells(WHOLE, image[0].astype(np.float64), Colours(theme.ink(), 0, 255), "")
    if is_written and max(image.shape) <= MOST_WRITTEN:
        words = np.where(image[0] > 0, image[0].astype(str), "")
        sheet.traces[-1] |= {"text": words, "texttemplate": "%{text}", "textfont": {"size": WRITTEN_PX}}
    return sheet.figure(PICTURE_PX, PICTURE_PX)
