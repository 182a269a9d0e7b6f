"""Train · Train: choose, see what will be done, start, watch."""

import streamlit as st

from cnn.model.shapes import parameter_count
from cnn.presets import find_preset
from dashboard import cache, state
from dashboard.plan import network_for, start_run, watched_run
from dashboard.widgets.expected_time import expected_time
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, link, next_step, two_parts
from dashboard.widgets.network_picker import about_network, network_picker
from dashboard.widgets.plan_preview import plan_preview
from dashboard.widgets.queue_view import show_queue
from dashboard.widgets.range_test import find_rate_button
from dashboard.widgets.settings_form import settings_form
from dashboard.widgets.watch import watch
from dashboard.words import count

top = st.container()
controls, result = two_parts(result_px="stretch")
with result:
    watched, plan = st.container(), st.container()
works_on = "Nothing to train yet"
with controls, faults_in_place():
    dataset = cache.dataset(state.source())
    images = dataset.train
    design = network_picker()
    about_network(design)
    link("Change the network", "model/design.py")
    architecture = network_for(dataset, design)
    start, few, rest = st.container(), st.container(), st.container()  # what is pressed is seen without scrolling
    config, below_rate = settings_form(find_preset(design.preset).config, design.preset, few, rest)
    with below_rate, faults_in_place():
        find_rate_button(dataset, architecture, config)
    with start, faults_in_place():
        if st.button("Train", type="primary", icon=":material/play_arrow:", width="stretch"):
            start_run(dataset, architecture, config)
        expected_time(architecture, config, len(images))
    with plan, faults_in_place():
        plan_preview(images, config, folded=watched_run() is not None)
    works_on = (
        f"{plain(architecture.name)}, {count(parameter_count(architecture), 'parameter')}, "
        f"on {plain(dataset.title)}, {count(len(images), 'image')}"
    )
with watched, faults_in_place():
    run = watched_run()
    if run is None:
        st.info("The curves of the run will be here; below is what it will do. Press *Train* to start it.")
    else:
        watch(run)
        show_queue(run.id)
with top:
    heading("Train", works_on)
next_step("See where it errs", "inspect/evaluate.py")
