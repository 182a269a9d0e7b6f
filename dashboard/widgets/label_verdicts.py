"""The buttons and keys by which a label in doubt is kept, relabelled or left out, and by which one moves on."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from cnn.data.imageset import DIGITS
from dashboard.widgets.fault import plain
from dashboard.widgets.reviewing import Reviewing

MOST_BUTTONS = 10


def walk_buttons(at: Reviewing) -> None:
    """Where it stands among the labels in doubt, with buttons to the others and one that undoes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _step(at, "Back", "chevron_left", "Left", -1)
        st.markdown(f"**{at.candidate.place + 1:,}** of {len(at.review):,}", width="content")
        _step(at, "Next", "chevron_right", "Right", 1)
        st.button(
            "Undo",
            icon=":material/undo:",
            shortcut="U",
            disabled=not at.review.corrections.entries,
            on_click=at.undo,
            help="Takes the last decision back, whenever it was made.",
        )


def verdict_buttons(at: Reviewing) -> None:
    """The three that are likely."""
    names, candidate = at.dataset.train.class_names, at.candidate
    suggested, label = plain(names[candidate.suggested]), plain(names[candidate.label])
    _verdict(at, f"Relabel to {suggested}", "label", "S", candidate.suggested, "primary")
    _verdict(at, f"Keep {label}", "check", "K", candidate.label)
    _verdict(at, "Leave out", "block", "X", None)


def class_buttons(at: Reviewing) -> None:
    """Any class at all: a button and a key each where classes are digits, else a list."""
    names = at.dataset.train.class_names
    if len(names) <= MOST_BUTTONS and all(name in DIGITS for name in names):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption("Or it is a", width="content")
            for label, name in enumerate(names):
                st.button(name, shortcut=name, on_click=at.decide, args=(label,))
        return
    # After each decision it is another list, in which nothing is chosen.
    key = f"another_{at.run.id}_{at.candidate.row}_{len(at.review.corrections.entries)}"
    st.selectbox(
        "Another class",
        range(len(names)),
        index=None,
        format_func=lambda label: plain(names[label]),
        key=key,
        placeholder="Choose",
        on_change=_take_other,
        args=(at, key),
    )


def _take_other(at: Reviewing, key: str) -> None:
    if st.session_state[key] is not None:
        at.decide(st.session_state[key])


def _verdict(
    at: Reviewing,
    label: str,
    icon: str,
    key: str,
    new: int | None,
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:
    icon = f":material/{icon}:"
    st.button(label, icon=icon, shortcut=key, type=kind, width="stretch", on_click=at.decide, args=(new,))


def _step(at: Reviewing, label: str, icon: str, key: str, by: int) -> None:
    target = at.candidate.place + by
    is_end = not 0 <= target < len(at.review)
    st.button(label, icon=f":material/{icon}:", shortcut=key, disabled=is_end, on_click=at.go, args=(target,))
