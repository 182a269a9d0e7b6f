"""Choosing a trained run."""

from __future__ import annotations

import streamlit as st

from cnn.errors import RunError
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import percent


def run_picker() -> Run:
    """The list of runs that have weights; gives the choice, which is kept for every page and can be linked (``?run=``).

    Raises RunError where there is none.
    """
    runs = {run.id: run for run in cache.store().all() if run.is_usable}
    if not runs:
        link("Train a network", "train/train.py")
        raise RunError("No network is trained yet: train one, and it can be chosen here.")
    wanted = state.run_id()
    if wanted and wanted not in runs and st.query_params.get("run") == wanted:
        del st.query_params["run"]
        st.warning(
            f"The run {plain(wanted)} of this address is not here or has no weights yet: this is the newest.",
            icon=":material/link_off:",
        )
    ids = list(runs)
    index = ids.index(wanted) if wanted in runs else 0
    chosen = st.selectbox(
        "Run", ids, index, format_func=lambda run_id: label(runs[run_id]), help="Trained networks, the newest first."
    )
    if chosen != wanted:
        state.choose_run(chosen)
        st.query_params.pop("run", None)
    st.caption(f"{plain(runs[chosen].record.data.title)}, {runs[chosen].record.created.replace('T', ' ')[:16]}")
    return runs[chosen]


def label(run: Run) -> str:
    """A run in a few words: its name, its accuracy and when it was made."""
    accuracy = run.state.validation_accuracy
    judged = f", {percent(accuracy)}" if accuracy is not None else ""
    return f"{run.name}{judged} · {run.record.created[11:16]}"
