"""The pad to draw on: mouse, pen or finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from streamlit_drawable_canvas import st_canvas

from dashboard import state
from dashboard.drawn import KeptDrawing, Pixels
from dashboard.theme import second_ground, text

SIDE_PX = 280
PEN_PX = 16
ONE_DIGIT = "Draw one digit."


def canvas(width_px: int = SIDE_PX, pad: str = "", asked: str = ONE_DIGIT) -> Pixels | None:
    """Show a pad with its pen; gives the drawing, uint8 (280, width) or with colours, or None while nothing is drawn.

    pad: which of several pads it is. asked: what a visitor is asked to draw.

    A page switch empties the pad, so its strokes and its last picture are kept and handed back.
    """
    kept = state.drawing(pad)
    pen_px = st.slider(
        "Pen (px)",
        4,
        28,
        PEN_PX,
        key="pen_px",
        persist_state="session",
        width=SIDE_PX,
        help="The width of the next stroke; those that are drawn stay as they are.",
    )
    st.caption(asked)
    result = st_canvas(
        stroke_width=pen_px,
        stroke_color=text(),
        background_color=second_ground(),
        width=width_px,
        height=SIDE_PX,
        drawing_mode="freedraw",
        initial_drawing=kept.strokes_at_start,
        return_image_data=True,
        key=f"pad{pad}_{kept.number}",
    )
    _remember(result, pad)
    _buttons(pad)
    return state.drawing(pad).picture


def _remember(result: Any, pad: str) -> None:
    """Keep what the pad sent; before the first stroke it sends no picture, and the kept one stays.

    Ink and ground are greys, or nearly, so one colour says it all.
    """
    if result.json_data is None or result.image_data is None:
        return
    strokes = result.json_data
    picture = np.asarray(result.image_data, np.uint8)[..., 0] if strokes.get("objects") else None
    state.keep_drawing(state.drawing(pad).drawn(strokes, picture), pad)


def _buttons(pad: str) -> None:
    """Undo, redo and clear; the pad has its own, which a finger does not bring up."""
    kept = state.drawing(pad)
    with st.container(horizontal=True, gap="small"):
        for label, icon, then, is_possible in (
            ("Undo", "undo", KeptDrawing.undone, bool(kept.others.earlier)),
            ("Redo", "redo", KeptDrawing.redone, bool(kept.others.undone)),
            ("Clear", "ink_eraser", KeptDrawing.cleared, kept.picture is not None),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                disabled=not is_possible,
                on_click=_change,
                args=(then, pad),
                key=f"{label}_pad{pad}",
            )


def _change(then: Callable[[KeptDrawing], KeptDrawing], pad: str) -> None:
    state.keep_drawing(then(state.drawing(pad)), pad)
