"""Train · Runs: everything that was trained here."""

import streamlit as st

from dashboard import cache
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step
from dashboard.widgets.run_details import run_details
from dashboard.widgets.run_table import run_table
from dashboard.words import count

runs = cache.store().all()
heading("Runs", f"{count(len(runs), 'run')}, the newest first; the starter ships with the program")
with faults_in_place():
    chosen = run_table(runs)
    for run_id in cache.store().unreadable():
        st.warning(f"The folder {plain(run_id)} cannot be read as a run.", icon=":material/warning:")
    if chosen is None:
        st.caption("Click the box at the left of a line to see a run up close.")
    else:
        run_details(chosen)
next_step("Train another", "train/train.py", is_main=True)
