"""Figures of single images: how much ink there is, where it lies, how far it reaches, how it leans, how broad it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images, Rows

INKED = 64
"""A pixel this dark (of 255) belongs to the writing; what is paler is the edge of a stroke."""

AT_ONCE = 1024

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Trait:
    """One figure that every image has.

    title: what people call it. unit: of the figure, empty for a share. about: a sentence on what it is.
    """

    title: str
    unit: str
    about: str


TRAITS = (
    Trait("Ink", "", "The mean of all pixels: 0 is empty ground, 1 full ink. In colour pictures it is brightness."),
    Trait("Centre, across", "px", "Where the centre of mass of the ink lies, counted from the left edge."),
    Trait("Centre, down", "px", "Where the centre of mass of the ink lies, counted from the top edge."),
    Trait("Width", "px", "From the leftmost to the rightmost pixel with at least a quarter of full ink."),
    Trait("Height", "px", "From the topmost to the lowest pixel with at least a quarter of full ink."),
    Trait("Slant", "°", "How far the writing leans from the upright: to the right above 0, to the left below it."),
    Trait("Stroke width", "px", "How broad the strokes are: twice the ink over the length of its outline."),
)


def measure(images: Images) -> Floats:
    """The traits of images (N, C, H, W): float32 (N, 7), in the order of ``TRAITS``.

    The channels of a colour picture are averaged first. An empty picture has ink 0 and nothing else: the rest is NaN.
    """
    gray = images[:, 0].astype(np.float32) if images.shape[1] == 1 else images.mean(1, dtype=np.float32)
    by_column, by_row = gray.sum(1), gray.sum(2)
    mass = by_column.sum(1)
    across, down = _centre(by_column, mass), _centre(by_row, mass)
    inked = gray >= INKED
    return np.stack(
        [
            mass / (255 * gray[0].size) if len(gray) else mass,
            across,
            down,
            _extent(np.asarray(inked.any(1))),
            _extent(np.asarray(inked.any(2))),
            _slant(gray, by_row, mass, across, down),
            _stroke_width(gray, mass),
        ],
        axis=1,
    ).astype(np.float32)


def measure_rows(images: Images, rows: Rows, tell: Callable[[float], object] = lambda share: None) -> Floats:
    """The traits of the images at ``rows``, float32 (M, 7), chunk by chunk; ``tell`` hears the share done, 0 to 1."""
    parts = [measure(images[:0])]
    for start in range(0, len(rows), AT_ONCE):
        parts.append(measure(np.asarray(images[rows[start : start + AT_ONCE]])))
        tell(min(1.0, (start + AT_ONCE) / len(rows)))
    return np.concatenate(parts)


def _centre(ink: Floats, mass: Floats) -> Floats:
    """The mean place (N,) of ``ink`` (N, L) along an axis."""
    weighted = ink @ np.arange(ink.shape[1], dtype=np.float32)
    return np.divide(weighted, mass, out=np.full_like(mass, np.nan), where=mass > 0)


def _slant(gray: Floats, by_row: Floats, mass: Floats, across: Floats, down: Floats) -> Floats:
    """The angle (N,) in degrees of the shear that would put the writing upright; NaN where all ink is in one row.

    Its tangent is how many pixels the ink moves to the right from one row to the next above it, fitted by least squares
    (LeCun et al. 1998 deslant by the same moments).
    """
    height, width = gray.shape[1:]
    rows, columns = np.arange(height, dtype=np.float32), np.arange(width, dtype=np.float32)
    crossed = (gray @ columns) @ rows - across * down * mass
    along = by_row @ rows**2 - down**2 * mass
    lean = np.divide(-crossed, along, out=np.full_like(mass, np.nan), where=along > 1e-3 * mass)
    return np.degrees(np.arctan(lean))


def _stroke_width(gray: Floats, mass: Floats) -> Floats:
    """Twice the ink (N,) over the length of its outline: a stroke w broad and L long has about w·L of the one, 2·L of
    the other.

    The outline is the total variation, which for pictures of two tones is its length and needs no threshold for others
    (Fleming and Rishel 1960, the coarea formula).
    """
    framed = np.pad(gray, ((0, 0), (1, 1), (1, 1)))
    # How much each pixel differs from the one left of it and from the one above it.
    across, down = np.diff(framed, axis=2)[:, 1:], np.diff(framed, axis=1)[:, :, 1:]
    outline = np.sqrt(across**2 + down**2).sum((1, 2))
    return np.divide(2 * mass, outline, out=np.full_like(mass, np.nan), where=mass > 0)


def _extent(inked: Bools) -> Floats:
    """How many pixels lie from the first to the last one that is True, (N,) of (N, L)."""
    length = inked.shape[1] - inked.argmax(1) - inked[:, ::-1].argmax(1)
    return np.where(inked.any(1), length, np.nan).astype(np.float32)
