"""Chosen runs up close: one with its course, its notes and how to make it again; of several what can be done."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from cnn.errors import CnnError
from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID
from dashboard import cache, state
from dashboard.widgets.deleted_runs import delete_button
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import go_to, link
from dashboard.widgets.run_notes import note_form, show_notes
from dashboard.widgets.watch import ACTIVE, watch


def chosen_runs_up_close(known_tags: Iterable[str]) -> None:
    """What is chosen from the list, and what can be done with it."""
    runs = _chosen()
    if not runs:
        st.caption(
            "Tick a line at its left, or click a point, to see a run up close; choose two or more to compare them."
        )
    elif len(runs) == 1:
        _run_details(runs[0], known_tags)
    else:
        st.subheader(f"{len(runs)} runs chosen", anchor=False)
        st.markdown(", ".join(plain(run.name) for run in runs))
        with st.container(horizontal=True):
            if st.button("Compare them", icon=":material/balance:", type="primary"):
                go_to("inspect/compare_runs.py")
            if removable := [run for run in runs if _is_removable(run)]:
                delete_button(removable)


def _chosen() -> list[Run]:
    """The chosen runs that are there; a sentence where the address names another."""
    runs, missing = [], []
    for run_id in state.chosen_runs():
        try:
            run = cache.store().get(run_id)
            _ = run.name
            runs.append(run)
        except CnnError:
            missing.append(run_id)
    if missing and "runs" in st.query_params:
        named = plain(", ".join(missing))
        st.warning(f"Not here, or not to be read: {named}. It may have been deleted.", icon=":material/link_off:")
    return runs


def _run_details(run: Run, known_tags: Iterable[str]) -> None:
    watch(run)
    with faults_in_place():
        show_notes(run)
    with st.container(horizontal=True):
        if run.is_usable and st.button("Inspect it", icon=":material/fact_check:", key=f"inspect_{run.id}"):
            _use(run, "inspect/evaluate.py")
        if run.is_usable and st.button("Draw with it", icon=":material/draw:", key=f"draw_{run.id}"):
            _use(run, "use/draw.py")
        if run.record.kind == "folds" and run.status == "finished":
            link("Review the labels", "data/labels.py")
        if _is_removable(run):
            delete_button([run])
    if run.id != STARTER_ID:
        with st.expander("Name, tags and notes", icon=":material/edit:"):
            note_form(run, known_tags)
    with st.expander("Made with", icon=":material/terminal:"):
        st.caption("The same run from a terminal:")
        st.code(run.record.command, language="bash", wrap_lines=True)
        st.json(run.record.model_dump(mode="json"), expanded=1)


def _is_removable(run: Run) -> bool:
    return run.id != STARTER_ID and run.status not in ACTIVE


def _use(run: Run, file: str) -> None:
    state.choose_run(run.id)
    go_to(file)
