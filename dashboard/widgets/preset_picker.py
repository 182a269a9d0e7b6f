"""Choosing a network to start from."""

from __future__ import annotations

import streamlit as st

from cnn.presets import PRESETS, Preset
from dashboard import state
from dashboard.state import Design


def preset_picker() -> Preset:
    """The list of presets with what each is; gives the choice, which is kept for every page."""
    design = state.design()
    names = list(PRESETS)
    name = st.selectbox(
        "Network",
        names,
        names.index(design.preset),
        format_func=lambda word: PRESETS[word].title,
        help="An architecture with a way of training it; the settings below start from its own.",
    )
    if name != design.preset:
        state.choose_design(Design(name))
    st.caption(PRESETS[name].about)
    return PRESETS[name]
