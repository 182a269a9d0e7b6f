"""Train · Train: choose, start, watch."""

import streamlit as st

from cnn.model.shapes import parameter_count
from cnn.presets import find_preset
from dashboard import cache, state
from dashboard.plan import network_for, start_run, watched_run
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.network_picker import network_picker
from dashboard.widgets.settings_form import settings_form
from dashboard.widgets.watch import watch
from dashboard.words import count

top = st.container()
controls, result = two_parts()
works_on = "Nothing to train yet"
with controls, faults_in_place():
    dataset = cache.dataset(state.source())
    design = network_picker(in_one_line=True)
    architecture = network_for(dataset, design)
    config = settings_form(find_preset(design.preset).config, key=design.preset)
    if st.button("Train", type="primary", icon=":material/play_arrow:", width="stretch"):
        start_run(dataset, architecture, config)
    works_on = (
        f"{plain(architecture.name)}, {count(parameter_count(architecture), 'parameter')}, "
        f"on {plain(dataset.title)}, {count(len(dataset.train), 'image')}"
    )
with result, faults_in_place():
    run = watched_run()
    if run is None:
        st.info("The curves of the run will be here. Choose what to train on the left and press *Train*.")
    else:
        watch(run)
with top:
    heading("Train", works_on)
next_step("See where it errs", "inspect/evaluate.py")
