"""The pad to draw on: mouse, pen or finger."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from streamlit_drawable_canvas import st_canvas

from dashboard import state
from dashboard.theme import second_ground, text

SIDE_PX = 280


def canvas() -> npt.NDArray[np.uint8] | None:
    """Show the pad with its pen; gives the drawing, uint8 (280, 280, 4), or None while nothing is drawn.

    A page switch empties the pad, so its strokes and its last picture are kept and handed back.
    """
    kept = state.drawing()
    width_px = st.slider("Pen (px)", 8, 28, 16, key="pen_px", persist_state="session")
    st.caption("Draw one digit. Undo and redo appear above the pad when the pointer is on it.")
    result = st_canvas(
        stroke_width=width_px,
        stroke_color=text(),
        background_color=second_ground(),
        width=SIDE_PX,
        height=SIDE_PX,
        drawing_mode="freedraw",
        initial_drawing=kept.strokes_at_start,
        return_image_data=True,
        key=f"pad_{kept.number}",
    )
    if st.button("Clear", icon=":material/ink_eraser:"):
        state.clear_drawing()
        st.rerun(scope="fragment")
    _remember(result)
    return state.drawing().picture


def _remember(result: Any) -> None:
    """Keep what the pad sent; before the first stroke it sends no picture, and the kept one stays."""
    if result.json_data is None or result.image_data is None:
        return
    strokes = result.json_data
    picture = np.asarray(result.image_data, np.uint8) if strokes.get("objects") else None
    state.keep_drawing(strokes, picture)
