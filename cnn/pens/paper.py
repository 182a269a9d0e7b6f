"""Paper and pen: paths drawn on a canvas, large or small, dark on light or light on dark."""

from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from cnn.pens.writing import Path, lengths, waves

Pixels = npt.NDArray[np.uint8]
Place = Literal["filling", "corner"]

FINER = 3  # drawn at this many times the size and reduced, which smooths the edges
MARGIN = 0.04  # of the canvas, kept free around the ink
THINNEST, THICKEST = 0.4, 1.0  # of the pen's width, as the pressure on it changes


def draw(
    paths: tuple[Path, ...],
    rng: np.random.Generator,
    canvas_px: int = 280,
    pen_px: float = 16,
    *,
    place: Place = "filling",
    dark_on_light: bool = False,
    pressure: float = 0.0,
) -> Pixels:
    """Draw paths (n, 2) with a round pen: uint8 (canvas_px, canvas_px), 0 and 255 with smooth edges.

    pen_px: the pen's width where it is pressed hardest, which is everywhere without ``pressure``.
    place: ``filling`` makes the paths' longer side 70 to 88 % of what the canvas leaves beside pen and margin,
        somewhere near its middle; ``corner`` makes it 26 to 40 % of the canvas, in one of its corners.
    pressure: standard deviation of the width along a stroke, as a share of it; at least 40 % of the pen remain.
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
    for path in paths:
        _stamp(pen, ((path - low) * scale + start) * FINER, pen_px * FINER / 2, pressure, rng)
    picture = np.asarray(fine.reduce(FINER))
    return 255 - picture if dark_on_light else picture.copy()


def _stamp(pen: ImageDraw.ImageDraw, path: Path, radius: float, pressure: float, rng: np.random.Generator) -> None:
    """Leave the pen's round point along a path, so close together that the edge is smooth."""
    along = lengths(path)
    at = np.linspace(0, along[-1], 2 + int(along[-1] / max(1.0, radius / 4)))
    radii = np.full(len(at), radius)
    if pressure:
        course = waves(at / max(along[-1], 1.0), (0.4, 1.5), rng)
        radii *= np.clip(THICKEST - pressure * (1 + course), THINNEST, THICKEST)
    for x, y, r in zip(np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1]), radii, strict=True):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
