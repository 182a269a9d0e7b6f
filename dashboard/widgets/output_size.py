"""The output-size formula with numbers put in: for the walk that is shown, and to try."""

from __future__ import annotations

import streamlit as st

from cnn.model.shapes import Window
from dashboard.words import count

FORMULA = "W2 = (W1 − F + 2P)/S + 1"


def show_output_size(across: Window, down: Window) -> None:
    """The width, and the height where it differs, with what the floor drops."""
    sides = {"Width": across} if across == down else {"Width": across, "Height": down}
    for side, window in sides.items():
        st.markdown(f"**{side}:** {FORMULA} = **{window.formula}**. {floor_sentence(window)}")


def floor_sentence(window: Window) -> str:
    """What happens to the remainder of the division."""
    if not window.unseen_px:
        return "No remainder: every pixel is seen."
    unseen = "pixel is" if window.unseen_px == 1 else f"{window.unseen_px} pixels are"
    return f"The division leaves a remainder, so it is rounded down: the last {unseen} never seen."


def refusal(window: Window) -> str:
    """Why a window that does not fit is impossible, and what to do."""
    room_px = window.width_px + 2 * window.padding_px
    return (
        f"Impossible: a filter {window.size_px} pixels wide has no place in {window.width_px} + 2·{window.padding_px} "
        f"= {count(room_px, 'pixel')}. Take a filter of at most {room_px}, or more padding."
    )


def try_formula() -> None:
    """The formula with numbers of one's own."""
    st.markdown(f"**{FORMULA}**, likewise the height H2; the depth is D2 = K.")
    boxes = st.columns(5)
    width_px = boxes[0].number_input("W1, width", 1, 512, 32, key="try_width", help="Width of the input, in pixels.")
    size_px = boxes[1].number_input("F, filter", 1, 64, 5, key="try_filter", help="Width of the filter, in pixels.")
    padding_px = boxes[2].number_input("P, padding", 0, 32, 0, key="try_padding", help="Zeros added on each side.")
    stride_px = boxes[3].number_input("S, stride", 1, 64, 2, key="try_stride", help="Pixels from step to step.")
    filters = boxes[4].number_input(
        "K, filters", 1, 4096, 12, key="try_filters", help="How many filters: the depth of the output."
    )
    window = Window(width_px, size_px, stride_px, padding_px)
    if not window.fits:
        st.warning(refusal(window), icon=":material/block:")
        return
    side = window.positions
    st.markdown(f"{window.formula}, so the output volume is **{side}×{side}×{filters}**. {floor_sentence(window)}")
