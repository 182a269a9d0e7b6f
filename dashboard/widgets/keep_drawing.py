"""Keeping what is on the pad, with the class it really is."""

from __future__ import annotations

import streamlit as st

from cnn.data.drawings import all_drawings, keep_drawing
from cnn.errors import CnnError
from cnn.reading.predict import Reading
from dashboard import state
from dashboard.widgets.digits import Pixels
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import count

SAID = "kept_drawing_said"


def keep_form(picture: Pixels | None, reading: Reading, class_names: tuple[str, ...]) -> None:
    """Ask what it was, and keep it; the pad is then empty for the next one."""
    kept = len(all_drawings())
    if picture is not None and reading.label is not None:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            label = st.selectbox(
                "It was a",
                range(len(class_names)),
                index=reading.label,
                format_func=lambda k: plain(class_names[k]),
                key=f"drawing_{kept}_read_as_{reading.label}",
                width=96,
            )
            st.button(
                "Keep it",
                icon=":material/bookmark_add:",
                shortcut="K",
                on_click=_keep,
                args=(picture, class_names[label]),
                help="Your drawings make a labelled set of your own, to train with, and to teach a network your hand.",
            )
    if said := st.session_state.pop(SAID, ""):
        st.caption(said)
    if kept:
        link("My drawings: teach it my hand", "data/drawings.py")


def _keep(picture: Pixels, class_name: str) -> None:
    try:
        keep_drawing(picture, class_name)
    except CnnError as error:
        st.session_state[SAID] = plain(str(error))
        return
    state.clear_drawing()
    st.session_state[SAID] = f"Kept as {plain(class_name)}; {count(len(all_drawings()), 'drawing')} so far."
