"""Figures of single images: how much ink there is, where it lies and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Images

INKED = 64
"""A pixel this dark (of 255) belongs to the writing; what is paler is the edge of a stroke."""

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
)


def measure(images: Images) -> Floats:
    """The traits of images (N, C, H, W): float32 (N, 5), in the order of ``TRAITS``.

    The channels of a colour picture are averaged first. An empty picture has no centre and no size: they are NaN.
    """
    gray = images[:, 0].astype(np.float32) if images.shape[1] == 1 else images.mean(1, dtype=np.float32)
    by_column, by_row = gray.sum(1), gray.sum(2)
    mass = by_column.sum(1)
    inked = gray >= INKED
    return np.stack(
        [
            mass / (255 * gray[0].size) if len(gray) else mass,
            _centre(by_column, mass),
            _centre(by_row, mass),
            _extent(np.asarray(inked.any(1))),
            _extent(np.asarray(inked.any(2))),
        ],
        axis=1,
    ).astype(np.float32)


def _centre(ink: Floats, mass: Floats) -> Floats:
    """The mean place (N,) of ``ink`` (N, L) along an axis."""
    weighted = ink @ np.arange(ink.shape[1], dtype=np.float32)
    return np.divide(weighted, mass, out=np.full_like(mass, np.nan), where=mass > 0)


def _extent(inked: Bools) -> Floats:
    """How many pixels lie from the first to the last one that is True, (N,) of (N, L)."""
    length = inked.shape[1] - inked.argmax(1) - inked[:, ::-1].argmax(1)
    return np.where(inked.any(1), length, np.nan).astype(np.float32)
