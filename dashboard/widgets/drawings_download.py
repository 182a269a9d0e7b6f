"""The drawings of digits as a file in the competition's layout."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import streamlit as st

from cnn.data.drawings import read_drawings
from cnn.data.tables.writing import write_table
from cnn.visitor import Visitor, present, working_for


def offer_table() -> None:
    """A button that gives ``label,pixel0,…`` of all drawings of digits; raises DataError where there are none."""
    st.download_button(
        "Download as CSV",
        partial(_table, present()),  # it is called later, where no session is at work
        file_name="drawings.csv",
        mime="text/csv",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )


def _table(visitor: Visitor) -> bytes:
    file = BytesIO()
    with working_for(visitor):
        write_table(read_drawings().train, file)
    return file.getvalue()
