"""What a filter walks over: an image of the data set, or a digit one draws."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.drawing import normalise
from dashboard.widgets.canvas import canvas
from dashboard.widgets.pick_image import CLASS, pick_image

INPUT = "input"
GIVEN, DRAWN = "From the data", "My drawing"


def pick_input(images: ImageSet) -> Images | None:
    """Let a visitor choose an image or draw one: uint8 (C, H, W), or None while the pad is empty.

    A drawing takes the form it has for a network: 28×28, centred, one channel.
    """
    return draw_picture() if choose_drawn() else pick_image(images)


def choose_drawn() -> bool:
    """Whether a visitor would draw the picture rather than choose an image; it stands in the address."""
    how = st.segmented_control(
        "Picture", (GIVEN, DRAWN), default=GIVEN, required=True, key=INPUT, bind="query-params", width="stretch"
    )
    return how == DRAWN


def draw_picture() -> Images | None:
    """The pad, and what is on it in the form it has for a network: uint8 (1, 28, 28); None while it is empty."""
    pixels = canvas()
    drawing = None if pixels is None else normalise(pixels)
    for doubt in drawing.doubts if drawing else ():
        st.caption(doubt.text)
    if drawing is None or drawing.image is None:
        return None
    return np.asarray(drawing.image)[None]


def known_class(images: ImageSet) -> str | None:
    """The class of the image that was chosen; None for a drawing, and where the data has no labels."""
    if images.labels is None or st.session_state.get(INPUT) == DRAWN:
        return None
    name: str | None = st.session_state.get(CLASS)
    return name
