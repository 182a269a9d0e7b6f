"""Train · Runs: everything that was trained here."""

from collections.abc import Sequence

import streamlit as st

from cnn.runs.index import Listing
from cnn.runs.summary import Summary
from cnn.runs.wanted import find_runs
from dashboard import cache, state
from dashboard.widgets.deleted_runs import show_deleted
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step
from dashboard.widgets.queue_view import show_queue
from dashboard.widgets.run_details import chosen_runs_up_close
from dashboard.widgets.run_filter import choose_wanted_runs
from dashboard.widgets.run_fronts import show_fronts
from dashboard.widgets.run_table import download_table, run_table
from dashboard.words import count

TABLE, CHARTS = "table", "charts"


@st.fragment
def choose_and_look(found: Sequence[Summary], listing: Listing, view: str) -> None:
    """The list and what is chosen of it; only this part runs again after a click."""
    with faults_in_place():
        if view == TABLE:
            run_table(found)
        else:
            show_fronts(found)
        for run_id in listing.unreadable:
            st.warning(f"The folder {plain(run_id)} cannot be read as a run.", icon=":material/warning:")
        chosen_runs_up_close(listing.summaries)
        show_deleted()
    next_step("Train another", "train/train.py", is_main=len(state.chosen_runs()) < 2)


top = st.container()
runs = cache.listing()
with top:
    heading("Runs", f"{count(len(runs.summaries), 'run')}; the starter ships with the program")
with faults_in_place():
    show_queue()
    wanted = choose_wanted_runs(runs.summaries)
    found = find_runs(runs.summaries, wanted)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            "Shown as",
            [TABLE, CHARTS],
            default=TABLE,
            required=True,
            key="shown_as",
            bind="query-params",
            label_visibility="collapsed",
        )
        download_table(found)
        st.caption(f"{len(found):,} of {count(len(runs.summaries), 'run')}", width="content")
    choose_and_look(found, runs, view)
