"""Accuracy over size and over time as charts from which runs are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from cnn.runs.summary import Summary
from dashboard import state
from dashboard.charts.fronts import Front, front_chart, front_in_words, over_parameters, over_time
from dashboard.widgets.fault import plain
from dashboard.words import count

CHART_PX = 440
ABOUT = (
    "A run is beaten by one that is as accurate or more and costs as little or less. Points whose intervals overlap "
    "may well be equally good, and times are those of the machine each was trained on; of a run that goes on from "
    "another, its own time alone."
)


def show_fronts(runs: Sequence[Summary]) -> None:
    """Two charts of the trainings on one data set: accuracies on different ones say nothing of each other."""
    judged = [run for run in runs if run.kind == "train" and run.accuracy is not None]
    if not judged:
        st.info("No training among these has been judged on a validation part yet.", icon=":material/scatter_plot:")
        return
    (fingerprint, _), *others = Counter(run.data.fingerprint for run in judged).most_common()
    shown = [run for run in judged if run.data.fingerprint == fingerprint]
    data = min((run.data for run in shown), key=lambda data: data.drawings)  # the title tells of added drawings
    st.caption(f"{count(len(shown), 'training')} on {plain(data.title)}", help=ABOUT)
    if others:
        left_out = count(len(judged) - len(shown), "training")
        st.caption(f"{left_out} on other data left out, since the accuracies do not compare: choose a data set above.")
    with st.container(horizontal=True):
        for name, front in (("parameters", over_parameters(shown)), ("time", over_time(shown))):
            with st.container(width=CHART_PX):
                _show(name, front)


def _show(name: str, front: Front) -> None:
    key = f"front_{name}"
    words = front_in_words(front)
    st.plotly_chart(
        front_chart(front, set(state.chosen_runs())),
        config={"displayModeBar": False},
        key=key,
        on_select=partial(_take, key),
        selection_mode="points",
        alt=f"Accuracy over {front.title} of {count(len(front.runs), 'run')}. {words}",
    )
    st.caption(plain(words))


def _take(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points:
        state.choose_runs(dict.fromkeys(point["customdata"][0] for point in points))
