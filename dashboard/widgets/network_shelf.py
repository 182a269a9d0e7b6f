"""Keeping networks of one's own: under a name on this machine, and as JSON files."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from cnn.errors import CnnError, SpecError
from cnn.model.architecture import MAX_NAME, Architecture
from cnn.model.reading import read_architecture
from cnn.model.shelf import Kept
from dashboard import state
from dashboard.networks import shelf
from dashboard.state import Design
from dashboard.widgets.fault import plain

NAME, NAMED, FILE, SAID = "network_name", "named_network", "architecture_file", "said_of_shelf"


@dataclass(frozen=True)
class Said:
    """What became of the last thing that was asked of the shelf; is_taken: another network has that name."""

    sentence: str
    is_fault: bool = False
    is_taken: bool = False


def network_shelf(network: Architecture) -> None:
    """Save, rename and delete, download and upload; what goes wrong is said here and nothing is lost by it."""
    everything = shelf().all()
    kept = next((one for one in everything if one.key == state.design().kept), None)
    with st.expander("Save and open", icon=":material/bookmark:"):
        _name_form(network, kept)
        _say(network)
        if kept:
            st.button(
                "Delete from your networks",
                icon=":material/delete:",
                on_click=_delete,
                args=(kept,),
                width="stretch",
                help=f"Takes {plain(kept.name)} off the list. Here it stays, until you choose another network.",
            )
        st.download_button(
            "Download as JSON",
            network.model_dump_json(indent=2),
            file_name="architecture.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
        _upload_form()
        _damaged([one for one in everything if one.architecture is None])


def _name_form(network: Architecture, kept: Kept | None) -> None:
    """The name to save it under, and what is done with it."""
    if st.session_state.get(NAMED) != network.name or NAME not in st.session_state:
        st.session_state[NAME] = st.session_state[NAMED] = network.name
    with st.form("network_name_form", border=False):
        st.text_input("Name", max_chars=MAX_NAME, key=NAME)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button("Save", icon=":material/save:", on_click=_save, args=(network,))
            if kept:
                st.form_submit_button("Rename", icon=":material/edit:", on_click=_rename, args=(kept,))


def _say(network: Architecture) -> None:
    """What became of it, once."""
    said: Said | None = st.session_state.pop(SAID, None)
    if said is None:
        return
    if not said.is_fault:
        st.success(plain(said.sentence), icon=":material/check:")
        return
    st.error(plain(said.sentence), icon=":material/error:")
    if said.is_taken:
        st.button("Replace it", icon=":material/save:", on_click=_save, args=(network, True), width="stretch")


def _upload_form() -> None:
    """Take a network from a JSON file; what is wrong with it is said here, and the last choice stays."""
    file = st.file_uploader("Open a network from JSON", type="json", key=FILE, on_change=_take_file, max_upload_size=1)
    if file is not None and (fault := _read(file.getvalue())[1]):
        st.error(plain(fault), icon=":material/error:")


def _damaged(broken: list[Kept]) -> None:
    """Files on the shelf that are no networks."""
    for kept in broken:
        st.warning(f"The saved network {kept.key} cannot be read: {plain(kept.fault)}", icon=":material/broken_image:")
        st.button("Delete it", key=f"delete_{kept.key}", icon=":material/delete:", on_click=_delete, args=(kept,))


def _save(network: Architecture, may_replace: bool = False) -> None:
    design, name = state.design(), st.session_state[NAME]
    of_that_name = [one.key for one in shelf().all() if one.name.casefold() == " ".join(name.split()).casefold()]
    is_itself = design.kept in of_that_name
    try:
        kept = shelf().save(design.own or network, name, replace=may_replace or is_itself)
    except CnnError as error:
        st.session_state[SAID] = Said(str(error), is_fault=True, is_taken=bool(of_that_name))
        return
    state.choose_design(replace(design, own=kept.architecture, kept=kept.key))
    st.session_state[SAID] = Said(f"Saved as {kept.name}.")


def _rename(kept: Kept) -> None:
    design = state.design()
    try:
        renamed = shelf().rename(kept.key, st.session_state[NAME])
    except CnnError as error:
        st.session_state[SAID] = Said(str(error), is_fault=True)
        return
    if design.own:
        state.choose_design(replace(design, own=design.own.model_copy(update={"name": renamed.name})))
    st.session_state[SAID] = Said(f"It is called {renamed.name} now.")


def _delete(kept: Kept) -> None:
    design = state.design()
    try:
        shelf().delete(kept.key)
    except CnnError as error:
        st.session_state[SAID] = Said(str(error), is_fault=True)
        return
    if design.kept == kept.key:
        state.choose_design(replace(design, kept=""))
    st.session_state[SAID] = Said(f"{kept.name} is deleted.")


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
