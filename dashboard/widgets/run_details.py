"""One run up close: its course, how to make it again, and deleting it."""

from __future__ import annotations

import streamlit as st

from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID
from dashboard import cache, state
from dashboard.widgets.frame import go_to, link
from dashboard.widgets.watch import ACTIVE, watch


def run_details(run: Run) -> None:
    """Show a run with what can be done with it."""
    watch(run)
    with st.container(horizontal=True):
        if run.is_usable and st.button("Inspect it", icon=":material/fact_check:", key=f"inspect_{run.id}"):
            _use(run, "inspect/evaluate.py")
        if run.is_usable and st.button("Draw with it", icon=":material/draw:", key=f"draw_{run.id}"):
            _use(run, "use/draw.py")
        if run.record.kind == "folds" and run.status == "finished":
            link("Review the labels", "data/labels.py")
        if run.id != STARTER_ID and run.status not in ACTIVE:
            _delete_button(run)
    with st.expander("Made with", icon=":material/terminal:"):
        st.caption("The same run from a terminal:")
        st.code(run.record.command, language="bash", wrap_lines=True)
        st.json(run.record.model_dump(mode="json"), expanded=1)


def _use(run: Run, file: str) -> None:
    state.choose_run(run.id)
    go_to(file)


def _delete_button(run: Run) -> None:
    with st.popover("Delete", icon=":material/delete:"):
        st.write("The run, its weights and its log will be gone for good.")
        if st.button("Delete this run", type="primary", key=f"delete_{run.id}"):
            cache.store().delete(run)
            st.rerun()
