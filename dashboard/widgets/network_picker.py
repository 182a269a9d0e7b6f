"""Choosing the network to work on: a preset, one of one's own, or the one that was changed last and is not saved."""

from __future__ import annotations

import streamlit as st

from cnn.presets import find_preset
from dashboard import state
from dashboard.networks import chosen_word, offers
from dashboard.state import Design
from dashboard.widgets.network_address import follow_network
from dashboard.widgets.preset_figures import figures_line

PICKED = "picked_network"


def network_picker() -> Design:
    """The list of networks; the choice is kept for every page, and in its address."""
    follow_network()
    found = offers()
    shown = chosen_word(found)
    titles = {word: offer.title for word, offer in found.items()}
    key = state.control_key(PICKED, (shown, titles))
    st.selectbox(
        "Network",
        list(found),
        list(found).index(shown),
        format_func=lambda word: titles[word],
        key=key,
        on_change=_take,
        args=(key, shown),
        help="An architecture to start from: a preset, or one of yours. The data decides its input volume.",
    )
    return state.design()


def about_network(design: Design, *, with_source: bool = False) -> None:
    """What the chosen network is, where it comes from and what it was measured to reach."""
    preset = find_preset(design.preset)
    if design.own:
        st.caption(f"A network of your own; it trains with the settings of {preset.title}.")
    else:
        st.caption(preset.about + (f" Source: {preset.source}." if with_source else ""))
        figures_line(preset)


def _take(key: str, shown: str) -> None:
    word = st.session_state.get(key, shown)
    if word != shown and (offer := offers().get(word)):
        state.choose_design(offer.design, PICKED)
