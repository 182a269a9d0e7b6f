"""A script to read, to copy and to take along."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn.export.keras_script import keras_script
from cnn.export.plan import Plan
from cnn.export.pytorch_script import pytorch_script

FRAMEWORK = "framework"
WRITERS: dict[str, Callable[[Plan], str]] = {"PyTorch": pytorch_script, "Keras": keras_script}
CODE_PX = 620


def choose_framework() -> str:
    """What the script is written for; the choice stands in the address."""
    chosen: str = st.radio("Written for", list(WRITERS), key=FRAMEWORK, bind="query-params", horizontal=True)
    return chosen


def show_script(plan: Plan, framework: str) -> None:
    """The script with its line numbers and a button that copies it."""
    st.code(WRITERS[framework](plan), "python", line_numbers=True, height=CODE_PX)


def offer_script(plan: Plan, framework: str) -> None:
    """The script as a file."""
    st.download_button(
        "Download the script",
        WRITERS[framework](plan),
        file_name=f"digits_{framework.lower()}.py",
        mime="text/x-python",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
