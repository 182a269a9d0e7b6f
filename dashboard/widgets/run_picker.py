"""Choosing a trained run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from cnn.errors import RunError
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import percent

PICKED = "picked_run"


def run_picker() -> Run:
    """The list of runs that have weights; gives the choice, which is kept for every page and can be linked (``?run=``).

    Raises RunError where there is none.
    """
    runs = {run.id: run for run in cache.store().all() if run.is_usable}
    if not runs:
        link("Train a network", "train/train.py")
        raise RunError("No network is trained yet: train one, and it can be chosen here.")
    wanted = state.run_id()
    if wanted not in runs:
        if asked := st.query_params.pop("run", ""):
            st.warning(
                f"The run {plain(asked)} of this address is not here or has no weights yet: this is the newest.",
                icon=":material/link_off:",
            )
        wanted = next(iter(runs))
    state.choose_run(wanted)
    st.session_state[PICKED] = wanted
    st.selectbox(
        "Run",
        list(runs),
        format_func=labels(list(runs.values())).__getitem__,
        key=PICKED,
        on_change=_take_run,
        help="Trained networks, the newest first.",
    )
    record = runs[wanted].record
    st.caption(f"{plain(record.data.title)}, {record.created.replace('T', ' ')[:16]}")
    return runs[wanted]


def labels(runs: Sequence[Run]) -> dict[str, str]:
    """A label for each run, by its id; those that would read the same (the list tells them by it) get their id."""
    short = {run.id: label(run) for run in runs}
    often = Counter(short.values())
    return {run_id: text if often[text] == 1 else f"{text} ({run_id})" for run_id, text in short.items()}


def label(run: Run) -> str:
    """A run in a few words: its name, its accuracy and when it was made."""
    accuracy = run.state.validation_accuracy
    judged = f", {percent(accuracy)}" if accuracy is not None else ""
    return f"{run.name}{judged} · {run.record.created[11:16]}"


def _take_run() -> None:
    state.choose_run(st.session_state[PICKED])
    st.query_params.pop("run", None)
