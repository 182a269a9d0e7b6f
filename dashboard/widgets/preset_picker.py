"""Choosing a network to start from."""

from __future__ import annotations

import streamlit as st

from cnn.presets import PRESETS, Preset
from dashboard import state
from dashboard.state import Design

PICKED = "picked_preset"


def preset_picker() -> Preset:
    """The list of presets with what each is; gives the choice, which is kept for every page."""
    st.session_state[PICKED] = state.design().preset
    name = st.selectbox(
        "Network",
        list(PRESETS),
        format_func=lambda word: PRESETS[word].title,
        key=PICKED,
        on_change=_take_preset,
        help="An architecture with a way of training it; the settings below start from its own.",
    )
    st.caption(PRESETS[name].about)
    return PRESETS[name]


def _take_preset() -> None:
    state.choose_design(Design(st.session_state[PICKED]))
