"""How every page begins and ends: a title with what it works on, and the next step of the story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.navigation import entry_of

CONTROLS_PX, RESULT_PX = 250, 740


def heading(title: str, works_on: str) -> None:
    """The page's title and one line that says on what it works just now."""
    st.title(title, anchor=False)
    st.caption(works_on)


def two_parts(
    controls_px: int = CONTROLS_PX, result_px: int | Literal["stretch"] = RESULT_PX
) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Controls at the left, as wide as they need, and the result beside them.

    result_px: what the result needs; in a window too narrow for both it goes below the controls. ``stretch`` for what
    has to stay in sight of its button and does with little room.
    """
    row = st.container(horizontal=True, gap="medium")  # a window of 1440 with a scroll bar leaves 1025
    return row.container(width=controls_px), row.container(width=result_px)


def side_by_side(*texts: str, width_px: int) -> None:
    """Pieces of Markdown, as many beside each other as there is room for."""
    row = st.container(horizontal=True, gap="medium")
    for text in texts:
        row.markdown(text, width=width_px)


def next_step(label: str, file: str, *, is_main: bool = False) -> None:
    """The button at the end that leads on; ``file`` is a page below ``pages/``.

    is_main: on a page without another main button, this one is it.
    """
    kind: Literal["primary", "secondary"] = "primary" if is_main else "secondary"
    if st.button(label, key=f"next_{file}", type=kind, icon=":material/arrow_forward:", icon_position="right"):
        go_to(file)


def go_to(file: str) -> None:
    """Open another page, a file below ``pages/``; nothing after it runs.

    Told of no query parameters, Streamlit would refuse to leave while a control's value stands in the address.
    """
    st.switch_page(entry_of(file).path, query_params={})


def link(label: str, file: str, address: Mapping[str, str] | None = None) -> None:
    """A link to another page; address: the query parameters it opens with."""
    entry = entry_of(file)
    query = dict(address) if address else None
    st.page_link(entry.path, label=label, icon=f":material/{entry.icon}:", query_params=query)
