"""Under which name a session came in; gone with the session."""

from __future__ import annotations

import streamlit as st

from cnn.visitor import NOBODY, Visitor

VISITOR = "visitor"


def signed_in() -> Visitor:
    """Who this session is; ``NOBODY`` before it gave a password, and where no session is at work."""
    visitor: Visitor = st.session_state.get(VISITOR, NOBODY)
    return visitor


def keep_signed_in(visitor: Visitor) -> None:
    """From now on this session is this visitor."""
    st.session_state[VISITOR] = visitor


def has_begun() -> bool:
    """Whether this session has looked at anything, or comes by a link that says at what."""
    return bool(st.session_state or st.query_params)


def sign_out() -> None:
    """Forget who this session is, and all that was chosen in it."""
    st.session_state.clear()
