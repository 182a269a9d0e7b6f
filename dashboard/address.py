"""The address of a page, which says what is looked at, so that a link and a reload open it."""

from __future__ import annotations

import streamlit as st


def say(key: str, value: str) -> None:
    """Let the address say this under ``key``, and nothing where there is nothing to say.

    What it says already is left alone: each change is a step of the way back.
    """
    if not value:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value
