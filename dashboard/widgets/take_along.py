"""Taking a trained network along, and bringing one back."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from cnn.errors import CnnError
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.fault import plain

FILE = "model_file"
A_ROW = 2


def offer_formats(run: Run) -> None:
    """A card a format: what it is for, and the file, made when it is asked for."""
    from cnn.export.formats import FORMATS, file_name
    from cnn.export.programs import missing_for_onnx

    missing = missing_for_onnx()
    for start in range(0, len(FORMATS), A_ROW):
        for place, form in zip(st.columns(A_ROW), FORMATS[start : start + A_ROW], strict=False):
            with place.container(border=True, height="stretch"):
                st.markdown(f"**{form.title}**")
                st.write(form.about)
                if form.word == "onnx" and missing:
                    st.caption(
                        f"Needs {' and '.join(missing)}, which {'are' if len(missing) > 1 else 'is'} not installed: "
                        "`.venv/bin/python -m pip install -r requirements-optional.txt`"
                    )
                    continue
                st.download_button(
                    "Download",
                    partial(cache.exported, run, form.word),
                    file_name=file_name(run, form),
                    key=f"take_{form.word}",
                    type="primary" if start == 0 and form is FORMATS[0] else "secondary",
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
