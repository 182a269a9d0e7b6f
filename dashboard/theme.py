"""Colours: ten that colour-blind eyes tell apart as well as ten can be, and scales that start from the ground."""

from __future__ import annotations

import streamlit as st
from PIL import ImageColor

BLUE, ORANGE = "#3B6FD4", "#E07A1F"
CATEGORICAL = (
    BLUE,
    ORANGE,
    "#2A9D8F",
    "#B5446E",
    "#7A5CC2",
    "#6B7A8F",
    "#C9A227",
    "#4AA3DF",
    "#8C564B",
    "#5A9E3D",
)


def is_dark() -> bool:
    """Whether the visitor sees the dark scheme."""
    return st.context.theme.type == "dark"


def ground() -> str:
    """The page's background."""
    return "#111418" if is_dark() else "#FFFFFF"


def second_ground() -> str:
    """The background of what is set off from the page."""
    return "#1A1F26" if is_dark() else "#F5F6F8"


def text() -> str:
    """The colour of text."""
    return "#E6E9EE" if is_dark() else "#1B1F27"


def border() -> str:
    """The colour of thin lines."""
    return "#2B323C" if is_dark() else "#E1E4EA"


def sequential() -> list[list[float | str]]:
    """A scale for amounts, 0 to 1: one hue from the ground up."""
    return [[0.0, ground()], [1.0, "#8FB4FF" if is_dark() else "#1F4FB0"]]


def diverging() -> list[list[float | str]]:
    """A scale for signed numbers: blue below, the ground at zero, orange above."""
    return [[0.0, BLUE], [0.5, ground()], [1.0, ORANGE]]


def veil() -> list[list[float | str]]:
    """The same to be laid over a picture, which shows through where numbers are small."""
    blue, orange = (",".join(map(str, ImageColor.getrgb(colour))) for colour in (BLUE, ORANGE))
    return [
        [0.0, f"rgba({blue},0.95)"],
        [0.5, f"rgba({blue},0)"],
        [0.5, f"rgba({orange},0)"],
        [1.0, f"rgba({orange},0.95)"],
    ]


def ink() -> list[list[float | str]]:
    """A scale for pixels: dark ink on light, or light ink on dark, as the scheme asks."""
    return [[0.0, ground()], [1.0, text()]]


def class_colour(label: int) -> str:
    """The colour of a class, the same on every page."""
    return CATEGORICAL[label % len(CATEGORICAL)]
