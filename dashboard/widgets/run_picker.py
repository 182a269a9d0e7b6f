"""Choosing a trained run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from cnn.errors import RunError
from cnn.runs.run import Run
from cnn.runs.summary import Summary
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import makeup, percent

PICKED = "picked_run"


def run_picker() -> Run:
    """The list of runs that have weights; gives the choice, which is kept for every page and can be linked (``?run=``).

    Raises RunError where there is none.
    """
    runs = {run.id: run for run in cache.listing().summaries if run.is_usable}
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
    run = cache.store().get(wanted)
    made = f"{plain(run.record.data.title)}, {run.created.replace('T', ' ')[:16]}"
    st.caption("; ".join(filter(None, (made, makeup(len(run.member_weights), run.record.config.views)))))
    return run


def names_of(runs: Sequence[Run | Summary]) -> dict[str, str]:
    """What each run is called, by its id; those of the same name get their time, or their id, behind it."""
    often = Counter(run.name for run in runs)
    timed = {
        run.id: run.name + (f" · {run.created[5:16].replace('T', ' ')}" if often[run.name] > 1 else "") for run in runs
    }
    again = Counter(timed.values())
    return {run_id: name if again[name] == 1 else f"{name} ({run_id})" for run_id, name in timed.items()}


def labels(runs: Sequence[Run | Summary]) -> dict[str, str]:
    """A label for each run, by its id; those that would read the same (the list tells them by it) get their id."""
    short = {run.id: label(run) for run in runs}
    often = Counter(short.values())
    return {run_id: text if often[text] == 1 else f"{text} ({run_id})" for run_id, text in short.items()}


def first_of(run: Run) -> str:
    """A run's name; of several networks, that only the first is meant."""
    networks = len(run.member_weights)
    return plain(run.name) if networks == 1 else f"The first of the {networks} networks of {plain(run.name)}"


def label(run: Run | Summary) -> str:
    """A run in a few words: its name, its accuracy and when it was made."""
    accuracy = run.state.validation_accuracy
    judged = f", {percent(accuracy)}" if accuracy is not None else ""
    return f"{run.name}{judged} · {run.created[11:16]}"


def _take_run() -> None:
    state.choose_run(st.session_state[PICKED])
    st.query_params.pop("run", None)
