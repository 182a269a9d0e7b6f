"""What a network reads in a drawing."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.predict import Reading
from dashboard.charts.probabilities import probability_chart
from dashboard.widgets.digits import Pixels, shown
from dashboard.widgets.fault import plain
from dashboard.words import percent

SURE = 0.8


def show_reading(reading: Reading, class_names: tuple[str, ...]) -> None:
    """The answer, how sure it is, and hints about the drawing."""
    if reading.label is None:
        st.info("Draw a digit on the pad; the answer comes as you draw.", icon=":material/draw:")
        return
    sure = float(reading.probs[reading.label])
    st.subheader(f"{plain(class_names[reading.label])}, {percent(sure, 1)} sure", anchor=False)
    st.plotly_chart(
        probability_chart(reading.probs.tolist(), class_names),
        config={"displayModeBar": False},
        key="probabilities",
        alt=f"Probabilities: {class_names[reading.label]} with {percent(sure, 1)}",
    )
    if sure < SURE:
        st.caption("The network is not sure: write it larger, or closer to how digits are usually written.")
    for hint in reading.drawing.hints:
        st.caption(hint)


def show_steps(reading: Reading) -> None:
    """How the drawing became what the network sees."""
    if reading.drawing.image is None:
        return
    st.markdown("**What the network sees**")
    steps = reading.drawing.steps
    squares = [on_square(step.picture) for step in steps]
    pictures = [shown(square[None], max(112, len(square))) for square in squares]
    st.image(
        pictures,
        caption=[step.name for step in steps],
        width=112,
        alt=[step.name for step in steps],
        output_format="PNG",
    )


def on_square(picture: Pixels) -> Pixels:
    """A picture (h, w) in the middle of an empty square, so that a narrow stroke is not shown as a tower."""
    side = max(picture.shape)
    top, left = ((side - length) // 2 for length in picture.shape)
    square = np.zeros((side, side), np.uint8)
    square[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return square


def nothing() -> Reading:
    """The reading of an empty pad."""
    from cnn.drawing import Drawing

    return Reading(None, np.empty(0, np.float32), Drawing(None))
