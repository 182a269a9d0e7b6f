"""The data set in the address, so that a link, a reload and the way back open what was looked at."""

from __future__ import annotations

import streamlit as st

from cnn.data.source import CATALOGUE
from cnn.data.upload import find_upload, name_of, title_of
from dashboard import state
from dashboard.address import say
from dashboard.state import SourceChoice
from dashboard.widgets.fault import plain
from dashboard.widgets.stepper import whole_number

DATA, CLASSES = "data", "classes"
NAMED = "named_source"
WORDS = {entry.word for entry in CATALOGUE}


def follow_address() -> None:
    """Work on the data set that the address newly names; else let the address name the one that is worked on."""
    asked = st.query_params.get(DATA, "")
    if asked and asked != st.session_state.get(NAMED):
        _open(asked)
    _write(state.source())


def _open(asked: str) -> None:
    """Take the data set of that name; what was added to it or corrected in it stays as it was chosen."""
    if asked in WORDS:
        if asked != state.source().source:
            state.choose_source(SourceChoice(asked))
    elif folder := find_upload(asked):
        classes = whole_number(st.query_params.get(CLASSES, ""), 0)
        state.add_upload(title_of(folder), SourceChoice(str(folder), classes if 2 <= classes <= 1000 else None))
    else:
        st.warning(
            f"The address names data that is not here: {plain(asked[:40])}. Data sets of one's own are found only by "
            "those who uploaded them; choose another one under Data.",
            icon=":material/link_off:",
        )


def _write(choice: SourceChoice) -> None:
    """Name it, unless it is what everybody begins with."""
    upload = name_of(choice.source)
    word = choice.source if choice.source in WORDS and choice.source != SourceChoice().source else ""
    st.session_state[NAMED] = upload or word
    say(DATA, upload or word)
    say(CLASSES, str(choice.classes) if upload and choice.classes else "")
