"""Undo and redo of what was chosen and changed."""

from __future__ import annotations

import streamlit as st

from dashboard import state


def history_buttons() -> None:
    """The two buttons and their keys."""
    others = state.other_designs()
    with st.container(horizontal=True, gap="small", width="content"):
        st.button(
            "Undo", icon=":material/undo:", shortcut="Ctrl+Z", disabled=not others.earlier, on_click=state.undo_design
        )
        st.button(
            "Redo", icon=":material/redo:", shortcut="Ctrl+Y", disabled=not others.undone, on_click=state.redo_design
        )
