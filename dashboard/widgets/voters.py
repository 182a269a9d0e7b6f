"""Choosing runs that answer beside the chosen one."""

from __future__ import annotations

import streamlit as st

from cnn.runs.run import Run
from dashboard import cache
from dashboard.widgets.run_picker import labels

VOTERS, PICKED = "voters", "picked_voters"


def voters_picker(run: Run) -> list[Run]:
    """``run``, and those a visitor lets answer beside it, of the runs that tell the same classes apart."""
    names = run.record.data.class_names
    fitting = {
        other.id: other
        for other in cache.listing().summaries
        if other.is_usable and other.id != run.id and other.data.class_names == names
    }
    if not fitting:
        return [run]
    chosen = [run_id for run_id in st.session_state.get(VOTERS, ()) if run_id in fitting]
    st.session_state[PICKED] = chosen
    st.multiselect(
        "Ask others too",
        list(fitting),
        format_func=labels(list(fitting.values())).__getitem__,
        key=PICKED,
        on_change=_take,
        placeholder="No other run",
        help="Each answers for itself, beside the others, and all of them vote.",
    )
    return [run, *map(cache.store().get, chosen)]


def _take() -> None:
    st.session_state[VOTERS] = tuple(st.session_state[PICKED])
