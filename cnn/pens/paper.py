"""Paper and pen: paths drawn on a canvas, large or small, dark on light or light on dark."""

from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

Pixels = npt.NDArray[np.uint8]
Place = Literal["filling", "corner"]

FINER = 3  # drawn at this many times the size and reduced, which smooths the edges
MARGIN = 0.04  # of the canvas, kept free around the ink


def draw(
    paths: tuple[npt.NDArray[np.float64], ...],
    rng: np.random.Generator,
    canvas_px: int = 280,
    pen_px: float = 16,
    *,
    place: Place = "filling",
    dark_on_light: bool = False,
) -> Pixels:
    """Draw paths (n, 2) with a round pen: uint8 (canvas_px, canvas_px), 0 and 255 with smooth edges.

    place: ``filling`` makes the paths' longer side 70 to 88 % of what the canvas leaves beside pen and margin,
        somewhere near its middle; ``corner`` makes it 26 to 40 % of the canvas, in one of its corners.
    """
    points = np.concatenate(paths)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    free_px = canvas_px * (1 - 2 * MARGIN) - pen_px
    body_px = free_px * rng.uniform(0.7, 0.88) if place == "filling" else canvas_px * rng.uniform(0.26, 0.4)
    body_px = min(body_px, free_px)
    scale = body_px / max(float(extent.max()), 1e-6)
    slack = free_px - extent * scale
    where = rng.uniform(0.3, 0.7, 2) if place == "filling" else np.abs(rng.integers(0, 2, 2) - rng.uniform(0, 0.15, 2))
    start = canvas_px * MARGIN + pen_px / 2 + slack * where

    fine = Image.new("L", (canvas_px * FINER, canvas_px * FINER), 0)
    pen = ImageDraw.Draw(fine)
    radius = pen_px * FINER / 2
    for path in paths:
        line = [(float(x), float(y)) for x, y in ((path - low) * scale + start) * FINER]
        pen.line(line, fill=255, width=max(1, round(2 * radius)), joint="curve")
        for x, y in (line[0], line[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    picture = np.asarray(fine.reduce(FINER))
    return 255 - picture if dark_on_light else picture.copy()
