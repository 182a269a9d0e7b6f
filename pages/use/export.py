"""Use · Take along: a trained network as files that other programs read."""

import streamlit as st

from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.take_along import import_form, offer_formats, show_card
from dashboard.words import count

top = st.container()
controls, result = two_parts()
works_on = "No network to take along yet"
with controls:
    chosen = st.container()
    with st.expander("Bring one back", icon=":material/upload_file:"):
        import_form()
with chosen, faults_in_place():
    run = run_picker()
    networks = count(len(run.member_weights), "network")
    works_on = f"{plain(run.name)}, {networks} trained on {plain(run.record.data.title)}"
    with result, faults_in_place():
        offer_formats(run)
        show_card(run)
with top:
    heading("Take along", works_on)
next_step("Train another", "train/train.py")
