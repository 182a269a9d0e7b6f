"""Choosing a trained run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from cnn.errors import RunError
from cnn.runs.run import Run
from cnn.runs.summary import Summary
from cnn.runs.together import go_together
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import count, makeup, percent

PICKED = "picked_run"
AVERAGED_PICKED = "picked_averaged_runs"


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


def averaged_picker(run: Run) -> list[Run]:
    """The runs to predict together: ``run``, and those a visitor chooses of the ones that go with it."""
    fitting = {
        other.id: other
        for other in cache.listing().summaries
        if other.is_usable and other.id != run.id and go_together(run.record.data, other.data)
    }
    chosen = [run_id for run_id in state.averaged_runs() if run_id in fitting]
    if not fitting:
        return [run]
    st.session_state[AVERAGED_PICKED] = chosen
    st.multiselect(
        "Average with",
        list(fitting),
        format_func=labels(list(fitting.values())).__getitem__,
        key=AVERAGED_PICKED,
        on_change=_take_averaged,
        placeholder="No other run",
        help="The probabilities of all networks are averaged, which is more often right than each alone. "
        "Here are the runs that tell the same classes apart in pictures of the same size.",
    )
    together = [run, *map(cache.store().get, chosen)]
    if chosen:
        st.caption(f"{count(sum(len(each.member_weights) for each in together), 'network')} together")
    return together


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


def _take_averaged() -> None:
    state.choose_averaged_runs(st.session_state[AVERAGED_PICKED])


def _take_run() -> None:
    state.choose_run(st.session_state[PICKED])
    st.query_params.pop("run", None)
