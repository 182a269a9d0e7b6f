"""Choosing the data set: one list whatever the source, and a place for files of one's own."""

from __future__ import annotations

import streamlit as st

from cnn.data.source import CATALOGUE
from dashboard import cache, state
from dashboard.state import SourceChoice
from dashboard.widgets.fault import faults_in_place

WHERE_TO_GET_IT = (
    "The competition's files are at "
    "[kaggle.com/c/digit-recognizer/data](https://www.kaggle.com/c/digit-recognizer/data) "
    "(sign in, accept the rules, *Download All*). Upload `digit-recognizer.zip` below, or put it into the folder "
    "`data/` beside the program and choose *Kaggle Digit Recognizer*."
)
TITLES = {entry.word: entry.title for entry in CATALOGUE}
KINDS = ["zip", "csv", "gz", "tsv", "txt"]


def source_picker() -> SourceChoice:
    """The list of data sets with what each is; gives the choice, which is kept for every page."""
    uploads = state.uploads()
    options = [*TITLES, *uploads]
    chosen = state.source()
    if chosen.source not in options:
        options.append(chosen.source)
    source = st.selectbox(
        "Data set",
        options,
        index=options.index(chosen.source),
        format_func=lambda word: TITLES.get(word) or uploads.get(word, word),
    )
    entry = next((entry for entry in CATALOGUE if entry.word == source), None)
    if entry:
        st.caption(entry.about + (" Downloaded when first opened." if entry.needs_network else ""))
    if source != chosen.source:
        state.choose_source(SourceChoice(source))
    return state.source()


def upload_form() -> None:
    """Take files of one's own; what is refused says why and leaves the data set as it was."""
    with st.expander("Use files of your own", icon=":material/upload:"):
        st.markdown(WHERE_TO_GET_IT)
        files = st.file_uploader(
            "The zip, or train.csv with test.csv, or a zip with one folder of pictures a class",
            type=KINDS,
            accept_multiple_files=True,
            key="uploader",
        )
        classes = st.number_input(
            "Classes in a table",
            min_value=2,
            max_value=1000,
            value=10,
            help="How many different labels a CSV may have: 10 for digits, 26 for letters. "
            "Folders of pictures say it themselves.",
        )
        if st.button("Open these files", disabled=not files, type="primary"):
            with faults_in_place():
                opened = cache.upload([(file.name, file) for file in files], classes)
                state.uploads()[opened.source] = opened.title
                state.choose_source(SourceChoice(opened.source, classes))
                st.rerun()
