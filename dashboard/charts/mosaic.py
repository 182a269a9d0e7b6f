"""Many small pictures of numbers put together into one, on which each can be clicked.

As one picture they cost a browser as much as a photograph; as one heatmap each, a hundred feature maps took seconds.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from PIL import Image, ImageColor

from dashboard import theme

Picture = npt.NDArray[np.uint8]
SHARPNESS = 2
"""Pixels of the picture for one of the page, so that edges stay crisp on finer screens."""


@dataclass(frozen=True)
class Tile:
    """Where a small picture lies: its left upper corner and its sides, in pixels of the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Across and down."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True)
class Mosaic:
    """A sheet ``width_px`` × ``height_px`` large on which small pictures are laid."""

    width_px: int
    height_px: int
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    _laid: list[tuple[Tile, Picture]] = field(default_factory=list)

    def lay(self, tile: Tile, picture: Picture) -> None:
        """Put a picture (h, w, 3) there, enlarged or made smaller without blur, in a thin frame."""
        self._laid.append((tile, picture))

    def frame(self, tile: Tile, colour: str, line_px: int) -> None:
        """Draw a frame around a place."""
        right, bottom = tile.left + tile.width, tile.top + tile.height
        corners = {"x0": tile.left, "y0": tile.top, "x1": right, "y1": bottom}
        self.shapes.append({"type": "rect", **corners, "line": {"color": colour, "width": line_px}})

    def words(self, x: float, y: float, text: str, anchor: str = "middle", size_px: int = 11) -> None:
        """Write around a place, in the middle across; anchor: whether y is the top, the middle or the bottom of it."""
        font = {"size": size_px, "color": theme.text()}
        place = {"x": x, "y": y, "xanchor": "center", "yanchor": anchor, "showarrow": False}
        self.annotations.append({**place, "text": text, "font": font})

    def figure(self, places: Iterable[Tile], tips: Iterable[str]) -> go.Figure:
        """The whole sheet; a click on one of ``places`` is reported by its number, the pointer there shows its tip."""
        spots = list(places)
        still = {"visible": False, "fixedrange": True, "constrain": "domain"}
        sheet = {"source": self._source(), "xref": "x", "yref": "y", "x": 0, "y": 0, "sizing": "stretch"}
        pointer = {
            "type": "scatter",
            "x": [spot.middle[0] for spot in spots],
            "y": [spot.middle[1] for spot in spots],
            "customdata": list(tips),
            "hovertemplate": "%{customdata}<extra></extra>",
            "mode": "markers",
            "marker": {"symbol": "square", "size": [min(spot.width, spot.height) for spot in spots], "opacity": 0},
            "selected": {"marker": {"opacity": 0}},
            "unselected": {"marker": {"opacity": 0}},
            "showlegend": False,
        }
        layout = {
            "width": self.width_px,
            "height": self.height_px,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "xaxis": {**still, "range": [0, self.width_px]},
            "yaxis": {**still, "range": [self.height_px, 0], "scaleanchor": "x"},
            "images": [{**sheet, "sizex": self.width_px, "sizey": self.height_px, "layer": "below"}],
            "shapes": self.shapes,
            "annotations": self.annotations,
            "clickmode": "event+select",
            "dragmode": False,
            "hovermode": "closest",
        }
        return go.Figure({"data": [pointer], "layout": layout})

    def _source(self) -> str:
        """The sheet as a PNG inside an address."""
        size = (SHARPNESS * self.height_px, SHARPNESS * self.width_px, 3)
        sheet = np.empty(size, np.uint8)
        sheet[:] = ImageColor.getrgb(theme.ground())
        for tile, picture in self._laid:
            top, left, bottom, right = (
                round(SHARPNESS * side)
                for side in (tile.top, tile.left, tile.top + tile.height, tile.left + tile.width)
            )
            sheet[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = ImageColor.getrgb(theme.border())
            sheet[top:bottom, left:right] = _resized(picture, bottom - top, right - left)
        file = io.BytesIO()
        Image.fromarray(sheet).save(file, "PNG", compress_level=1)
        return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def signed_picture(numbers: npt.NDArray[np.floating[Any]], end: float) -> Picture:
    """Numbers (h, w) as uint8 (h, w, 3): ``−end`` blue, zero the ground, ``end`` orange; what is NaN is left empty."""
    stops = np.array([ImageColor.getrgb(str(colour)) for _, colour in theme.diverging()])
    shares = np.clip(np.nan_to_num(numbers / end), -1, 1)[..., None]
    blended = stops[1] + np.abs(shares) * (np.where(shares < 0, stops[0], stops[2]) - stops[1])
    picture: Picture = blended.round().astype(np.uint8)
    return picture


def folded(vector: npt.NDArray[np.floating[Any]], columns: int) -> npt.NDArray[np.floating[Any]]:
    """A vector (n,) in rows of so many numbers, NaN where the last one is not full."""
    rows = -(-len(vector) // columns)
    sheet = np.full(rows * columns, np.nan)
    sheet[: len(vector)] = vector
    return sheet.reshape(rows, columns)


def _resized(picture: Picture, height: int, width: int) -> Picture:
    rows = np.arange(height) * picture.shape[0] // height
    columns = np.arange(width) * picture.shape[1] // width
    return picture[rows[:, None], columns]
