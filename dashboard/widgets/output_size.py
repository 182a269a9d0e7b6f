"""The output-size formula with numbers put in: for the walk that is shown, and to try."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.model.volume import Volume
from cnn.model.window import Window
from dashboard.charts.side import side_figure, side_in_words
from dashboard.words import count

FORMULA = "W2 = (W1 − F + 2P)/S + 1"


def show_output_size(across: Window, down: Window, formula: str = FORMULA) -> None:
    """The width, and the height where it differs, with what the floor drops."""
    sides = {"Width": across} if across == down else {"Width": across, "Height": down}
    for side, window in sides.items():
        st.markdown(f"**{side}:** {formula} = **{window.formula}**. {floor_sentence(window)}")


def floor_sentence(window: Window) -> str:
    """What happens to the remainder of the division, and what a large stride skips."""
    if (skipped_px := window.stride_px - window.size_px) > 0:
        skipped = "a pixel is" if skipped_px == 1 else f"{skipped_px} pixels are"
        return f"The stride is larger than the window: between two places {skipped} never seen."
    if not window.unseen_px:
        return "No remainder: every pixel is seen."
    rounded = "The division leaves a remainder, so it is rounded down"
    lost_px = window.unseen_px - window.padding_px
    if lost_px <= 0:
        return f"{rounded}: the last of the padding is never seen, but every pixel of the picture is."
    unseen = "pixel is" if lost_px == 1 else f"{lost_px} pixels are"
    return f"{rounded}: the last {unseen} never seen."


def refusal(window: Window) -> str:
    """Why a window that does not fit is impossible, and what to do."""
    room_px = window.width_px + 2 * window.padding_px
    return (
        f"Impossible: a filter {window.size_px} pixels wide has no place in {window.width_px} + 2·{window.padding_px} "
        f"= {count(room_px, 'pixel')}. Take a filter of at most {room_px}, or more padding."
    )


@st.fragment
def try_formula() -> None:
    """The formula with numbers of one's own, and the walk along one side."""
    st.markdown(f"**{FORMULA}**, likewise the height H2; the depth is D2 = K.")
    boxes = st.columns(5)
    width_px = _ask(boxes[0], "W1, width", 512, 32, "Width of the input, in pixels.")
    size_px = _ask(boxes[1], "F, filter", 64, 5, "Width of the filter, in pixels.")
    padding_px = _ask(boxes[2], "P, padding", 32, 0, "Zeros added on each side.", least=0)
    stride_px = _ask(boxes[3], "S, stride", 64, 2, "Pixels from step to step.")
    filters = _ask(boxes[4], "K, filters", 4096, 12, "How many filters: the depth of the output.")
    window = Window(width_px, size_px, stride_px, padding_px)
    if not window.fits:
        st.warning(refusal(window), icon=":material/block:")
        return
    volume = Volume(window.positions, window.positions, filters)
    st.markdown(f"{window.formula}, so the output volume is **{volume}**. {floor_sentence(window)}")
    if figure := side_figure(window):
        st.plotly_chart(figure, config={"displayModeBar": False}, key="side", alt=side_in_words(window))
        st.caption("One row of the picture and every place of the filter; pale: padding; orange: never seen.")


def _ask(box: DeltaGenerator, label: str, most: int, first: int, tip: str, *, least: int = 1) -> int:
    """A whole number that stands in the address under its letter."""
    return box.number_input(label, least, most, first, key=f"try_{label[0]}", bind="query-params", help=tip)
