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
PICKED = "picked_source"
KINDS = ["zip", "csv", "gz", "tsv", "txt"]


def source_picker() -> SourceChoice:
    """The list of data sets with what each is; gives the choice, which is kept for every page."""
    options = _options()
    chosen = state.source()
    st.session_state[PICKED] = next(title for title, choice in options.items() if choice == chosen.plain)
    st.selectbox("Data set", list(options), key=PICKED, on_change=_take_source)
    entry = next((entry for entry in CATALOGUE if entry.word == chosen.source), None)
    if entry:
        st.caption(entry.about + (" Downloaded when first opened." if entry.needs_network else ""))
    return chosen


def offered(source: str) -> SourceChoice | None:
    """How a data set is chosen from the list, by the word or path it was opened by; None where it is not listed."""
    return next((choice for choice in _options().values() if choice.source == source), None)


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
            value=None,
            placeholder="10, as usual",
            help="How many different labels a CSV may have: 10 for digits, 26 for letters. "
            "Folders of pictures say it themselves.",
        )
        if st.button("Open these files", disabled=not files, type="primary"):
            with faults_in_place():
                opened = cache.upload([(file.name, file) for file in files], classes)
                state.add_upload(opened.title, SourceChoice(opened.source, classes))
                st.rerun()


def _options() -> dict[str, SourceChoice]:
    """What can be chosen, by title."""
    return {entry.title: SourceChoice(entry.word) for entry in CATALOGUE} | state.uploads()


def _take_source() -> None:
    state.choose_source(_options()[st.session_state[PICKED]])
