"""The network in the address, so that a link and a reload open what was being built."""

from __future__ import annotations

import streamlit as st

from cnn.errors import SpecError
from cnn.model.address import from_word, to_word
from cnn.presets import PRESETS
from dashboard import state
from dashboard.address import say
from dashboard.networks import offers
from dashboard.state import Design
from dashboard.widgets.fault import plain

NETWORK, NAMED = "network", "network_in_address"
JOINT = "."


def follow_network() -> None:
    """Work on the network that the address newly names; else let the address name the one that is worked on.

    What cannot be read is said, and what was worked on stays.
    """
    asked = st.query_params.get(NETWORK, "")
    if asked and asked != st.session_state.get(NAMED):
        try:
            state.choose_design(_design_of(asked))
        except SpecError as error:
            st.warning(plain(str(error)), icon=":material/link_off:")
    words = st.session_state[NAMED] = _words_of(state.design())
    say(NETWORK, words)


def _design_of(words: str) -> Design:
    """What is worked on by that name; raises SpecError where it names nothing."""
    preset, _, word = words.partition(JOINT)
    if preset not in PRESETS:
        raise SpecError(f"The address names a network that is not here, {preset[:40]}: choose one from the list.")
    if not word:
        return Design(preset)
    own = from_word(word)
    return next((offer.design for offer in offers().values() if offer.design.own == own), Design(preset, own))


def _words_of(design: Design) -> str:
    """The preset, which decides the settings, and one's own network behind it; nothing for the preset offered first."""
    if design.own:
        return f"{design.preset}{JOINT}{to_word(design.own)}"
    return "" if design.preset == Design().preset else design.preset
