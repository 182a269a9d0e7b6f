"""A picture with a box around everything that was read in it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from PIL import Image

from cnn.drawing.ink import reduced
from dashboard import theme

WIDEST_PX, TALLEST_PX = 760, 560
LONGEST_SENT_PX = 1100  # a picture is sent to the browser no larger
DOUBTED = theme.ORANGE
LABEL_PX, SMALL_PX = 15, 10
ROOM_PX = 24  # above and below the picture, for words at its edge

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Labelled:
    """A box in the picture's pixels (top, left, bottom, right), with its words above, below and for the pointer.

    is_doubted: whether what stands above is in doubt.
    """

    box: tuple[int, int, int, int]
    text: str
    below: str
    tip: str
    is_doubted: bool = False


def boxes_figure(picture: Pixels, boxes: Sequence[Labelled]) -> go.Figure:
    """The picture, uint8 (h, w), (h, w, 3) or (h, w, 4), with its boxes; those in doubt are dashed and marked ``?``."""
    height, width = picture.shape[:2]
    scale = min(WIDEST_PX / width, TALLEST_PX / height)
    shapes, words = [], []
    for each in boxes:
        top, left, bottom, right = each.box
        colour = DOUBTED if each.is_doubted else theme.BLUE
        line = {"color": colour, "width": 2, "dash": "dash" if each.is_doubted else "solid"}
        shapes.append({"type": "rect", "x0": left, "x1": right, "y0": top, "y1": bottom, "line": line})
        place = {"x": (left + right) / 2, "showarrow": False, "borderpad": 1}
        above = f"{each.text}?" if each.is_doubted else each.text
        plate = {"font": {"size": LABEL_PX, "color": "#FFFFFF"}, "bgcolor": colour}
        words.append({**place, **plate, "y": top, "yanchor": "bottom", "text": above})
        plate = {"font": {"size": SMALL_PX, "color": theme.text()}, "bgcolor": theme.ground()}
        words.append({**place, **plate, "y": bottom, "yanchor": "top", "text": each.below})
    middles = {
        "x": [(each.box[1] + each.box[3]) / 2 for each in boxes],
        "y": [(each.box[0] + each.box[2]) / 2 for each in boxes],
    }
    dots = {"size": 22, "color": "rgba(0,0,0,0)"}
    tips = {"text": [each.tip for each in boxes], "hovertemplate": "%{text}<extra></extra>"}
    still = {"visible": False, "fixedrange": True}
    image = {"source": _address(picture), "x": 0, "y": 0, "sizex": width, "sizey": height, "sizing": "stretch"}
    return go.Figure(
        {
            "data": [{"type": "scatter", "mode": "markers", "marker": dots, **middles, **tips}],
            "layout": {
                "width": round(width * scale),
                "height": round(height * scale) + 2 * ROOM_PX,
                "margin": {"l": 0, "r": 0, "t": ROOM_PX, "b": ROOM_PX},
                "images": [{**image, "xref": "x", "yref": "y", "layer": "below"}],
                "shapes": shapes,
                "annotations": words,
                "xaxis": {**still, "range": [0, width]},
                "yaxis": {**still, "range": [height, 0]},
                "showlegend": False,
            },
        }
    )


def _address(picture: Pixels) -> str:
    """The picture as an address that holds it: JPEG, and PNG where it is partly transparent."""
    small = Image.fromarray(reduced(picture, LONGEST_SENT_PX))
    kind = "png" if small.mode == "RGBA" else "jpeg"
    content = io.BytesIO()
    small.save(content, kind)
    return f"data:image/{kind};base64,{base64.b64encode(content.getvalue()).decode()}"
