"""Deleting runs, asked first; and those deleted, to be put back while they are kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn.runs.deleted import KEPT_DAYS, name_of
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.words import count

JUST_DELETED = "just_deleted_runs"
MOST_SHOWN = 20


def delete_button(runs: Sequence[str]) -> None:
    """Ask, then move the runs of these ids aside."""
    what, they = ("this run", "it") if len(runs) == 1 else (f"these {len(runs):,} runs", "they")
    with st.popover("Delete", icon=":material/delete:"):
        st.write(f"For {KEPT_DAYS} days {they} can be put back, below the list of runs. Then all is gone for good.")
        if st.button(f"Delete {what}", type="primary", key="delete_chosen"):
            with faults_in_place():
                for run in runs:
                    cache.store().delete(cache.store().get(run))
                    st.session_state[JUST_DELETED] = True
                state.choose_runs(())
                st.rerun()


def show_deleted() -> None:
    """One's deleted runs, with a button each to put back or to remove for good; nothing where there is none."""
    deleted = cache.store().deleted
    deleted.sweep()
    runs = [run for run in deleted.all() if run.may_be_changed]
    if not runs:
        return
    title = f"Deleted: {count(len(runs), 'run')}"
    with st.expander(title, icon=":material/delete:", expanded=JUST_DELETED in st.session_state):
        st.caption(f"Deleted runs are kept for {KEPT_DAYS} days, then removed for good.")
        for run in runs[:MOST_SHOWN]:
            _line(run)
        if len(runs) > MOST_SHOWN:
            st.caption(f"The {MOST_SHOWN} deleted last.")
        with st.popover("Remove all for good", icon=":material/delete_forever:"):
            st.write(f"{count(len(runs), 'run')} with weights and logs will be gone: this cannot be undone.")
            if st.button("Remove them for good", type="primary"):
                with faults_in_place():
                    for run in runs:
                        deleted.remove(run.id)
                    st.rerun()


def _line(run: Run) -> None:
    deleted = cache.store().deleted
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Put back", icon=":material/undo:", key=f"put_back_{run.id}"):
            with faults_in_place():
                deleted.put_back(run.id)
                state.choose_runs([run.id])
                st.rerun()
        left = count(deleted.days_left(run), "day")
        st.markdown(f"**{plain(name_of(run))}** ({run.id}), kept for {left} more", width="content")
