"""Taking a trained network along, and bringing one back."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.errors import CnnError
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.fault import plain

if TYPE_CHECKING:  # importing it loads PyTorch, which the page can do after its title
    from cnn.export.formats import Format

FILE = "model_file"
CARD_PX = 226


def offer_formats(run: Run) -> None:
    """A card a format: what it is for, and the file, made when it is asked for; that of everything first."""
    from cnn.export.formats import FORMATS

    everything, *single = FORMATS
    _card(st.container(border=True), run, everything, is_main=True)
    with st.container(horizontal=True):
        for form in single:
            _card(st.container(border=True, width=CARD_PX, height="stretch"), run, form)


def _card(place: DeltaGenerator, run: Run, form: Format, *, is_main: bool = False) -> None:
    from cnn.export.formats import file_name
    from cnn.export.programs import missing_for_onnx

    with place:
        st.markdown(f"**{form.title}**")
        st.write(form.about)
        if form.word == "onnx" and (missing := missing_for_onnx()):
            st.caption(f"Needs {' and '.join(missing)}: `.venv/bin/python -m pip install -r requirements-optional.txt`")
            return
        st.download_button(
            "Download",
            partial(cache.exported, run, form.word),
            file_name=file_name(run, form),
            key=f"take_{form.word}",
            type="primary" if is_main else "secondary",
            icon=":material/download:",
            on_click="ignore",
        )


def import_form() -> None:
    """Take a model that was exported here, elsewhere; what is wrong with it is said here."""
    file = st.file_uploader(
        "A model exported by this program", type="zip", key=FILE, help="The zip of everything, or that of the weights."
    )
    if file is None or not st.button("Import it", icon=":material/upload:", width="stretch"):
        return
    from cnn.export.adoption import adopt

    with tempfile.NamedTemporaryFile(suffix=".zip") as kept:
        kept.write(file.getbuffer())
        kept.flush()
        try:
            run = adopt(cache.store(), Path(kept.name), shown_as=file.name)
        except CnnError as fault:
            st.error(plain(str(fault)), icon=":material/error:")
            return
    state.choose_run(run.id)
    st.success(f"{plain(run.name)} is here, and chosen. It is listed under Runs like any other.")


def show_card(run: Run) -> None:
    """The model card as it reads."""
    from cnn.export.card import model_card

    with st.expander("The model card", icon=":material/badge:"):
        st.code(model_card(run), "markdown", wrap_lines=True)
