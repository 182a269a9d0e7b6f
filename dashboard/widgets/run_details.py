"""Chosen runs up close: one with its course, its notes and how to make it again; of several what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID
from cnn.runs.summary import Summary
from cnn.visitor import present
from dashboard import cache, state
from dashboard.widgets.deleted_runs import delete_button
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import go_to, link
from dashboard.widgets.run_notes import note_form, show_notes
from dashboard.widgets.watch import watch

MOST_NAMED = 12


def chosen_runs_up_close(summaries: Sequence[Summary]) -> None:
    """What is chosen of all runs, and what can be done with it."""
    known = {summary.id: summary for summary in summaries}
    chosen = [known[run] for run in state.chosen_runs() if run in known]
    if (missing := [run for run in state.chosen_runs() if run not in known]) and "runs" in st.query_params:
        named = plain(", ".join(missing))
        st.warning(f"Not here, or not to be read: {named}. It may have been deleted.", icon=":material/link_off:")
    if not chosen:
        st.caption(
            "Tick a line at its left, or click a point, to see a run up close; choose two or more to compare them."
        )
    elif len(chosen) == 1:
        _run_details(cache.store().get(chosen[0].id), {tag for summary in summaries for tag in summary.tags})
    else:
        _several(chosen)


def _several(chosen: Sequence[Summary]) -> None:
    """Some runs by name, to be compared or deleted."""
    st.subheader(f"{len(chosen):,} runs chosen", anchor=False)
    more = f" and {len(chosen) - MOST_NAMED:,} more" if len(chosen) > MOST_NAMED else ""
    st.markdown(f"{', '.join(plain(summary.name) for summary in chosen[:MOST_NAMED])}{more}")
    with st.container(horizontal=True):
        if st.button("Compare them", icon=":material/balance:", type="primary"):
            go_to("inspect/compare_runs.py")
        if removable := [summary.id for summary in chosen if _is_removable(summary)]:
            delete_button(removable)


def _run_details(run: Run, known_tags: Iterable[str]) -> None:
    watch(run, "short")
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
            delete_button([run.id])
    if run.id != STARTER_ID and run.may_be_changed:
        with st.expander("Name, tags and notes", icon=":material/edit:"):
            note_form(run, known_tags)
    with st.expander("Made with", icon=":material/terminal:"):
        st.caption("The same run from a terminal:")
        st.code(run.record.command, language="bash", wrap_lines=True)
        st.json(run.record.model_dump(mode="json"), expanded=False)


def _is_removable(run: Run | Summary) -> bool:
    owner = run.owner if isinstance(run, Summary) else run.record.owner
    return run.id != STARTER_ID and run.status not in ACTIVE and present().may_change(owner)


def _use(run: Run, file: str) -> None:
    state.choose_run(run.id)
    go_to(file)
