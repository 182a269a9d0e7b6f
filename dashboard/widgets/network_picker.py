"""Choosing the network to work on: a preset, or one's own from a file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.reading import read_architecture
from cnn.presets import PRESETS
from dashboard import state
from dashboard.state import Design
from dashboard.widgets.fault import plain

OWN = "own network"
PICKED, FILE = "picked_network", "architecture_file"


def network_picker(*, in_one_line: bool = False) -> Design:
    """The presets, and one's own network once there is one; the choice is kept for every page.

    in_one_line: for a page where the network is one setting among others.
    """
    design = state.design()
    names = [*PRESETS, *([OWN] if design.own else [])]
    titles = {name: preset.title for name, preset in PRESETS.items()}
    titles[OWN] = plain(design.own.name) if design.own else ""
    st.session_state[PICKED] = OWN if design.own else design.preset
    control: Any = st.selectbox if in_one_line else st.radio
    name = control(
        "Network",
        names,
        format_func=titles.__getitem__,
        key=PICKED,
        on_change=_take_preset,
        help="An architecture to start from. The data decides its input volume and its number of classes.",
    )
    if name == OWN:
        st.caption(f"A network of your own; the settings are those of {PRESETS[design.preset].title}.")
    else:
        st.caption(PRESETS[name].about + ("" if in_one_line else f" Source: {PRESETS[name].source}."))
    return design


def upload_form() -> None:
    """Take a network from a JSON file; what is wrong with it is said here, and the last choice stays."""
    file = st.file_uploader("Open a network from JSON", type="json", key=FILE, on_change=_take_file, max_upload_size=1)
    if file is not None and (fault := _read(file.getvalue())[1]):
        st.error(plain(fault), icon=":material/error:")


def offer_download(architecture: Architecture) -> None:
    """The network as a JSON file, which opens here and on the command line."""
    st.download_button(
        "Download as JSON",
        architecture.model_dump_json(indent=2),
        file_name="architecture.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def _take_preset() -> None:
    if st.session_state[PICKED] != OWN:
        state.choose_design(Design(st.session_state[PICKED]))


def _take_file() -> None:
    file = st.session_state[FILE]
    if file is not None and (architecture := _read(file.getvalue())[0]):
        state.choose_design(Design(state.design().preset, architecture))


def _read(content: bytes) -> tuple[Architecture | None, str]:
    """The network, or what is wrong with the file."""
    try:
        return read_architecture(content), ""
    except SpecError as error:
        return None, str(error)
