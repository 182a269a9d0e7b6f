"""A picture for a network to read: an image of the data set, or a digit one draws, in the size it reads."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.runs.run import Run
from dashboard import cache
from dashboard.widgets.pick_input import DRAWN, INPUT, pick_input


def pick_picture(run: Run, images: ImageSet) -> Images | None:
    """Let a visitor choose or draw a picture: uint8 (C, H, W), or None while the pad is empty.

    A drawing is brought to the size that the run's networks read. Raises RunError, and DataError for images of another.
    """
    picture = pick_input(images)
    networks = cache.predictor(run)
    if picture is None:
        return None
    if st.session_state.get(INPUT) == DRAWN:
        return networks.fitted(picture[0])
    networks.check(picture[None])
    return picture
