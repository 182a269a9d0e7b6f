"""Train · Search: which settings do best, found by many short trainings."""

import streamlit as st

from cnn.presets import find_preset
from cnn.training.config import settings
from dashboard import cache, state
from dashboard.plan import network_for
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, link, next_step, two_parts
from dashboard.widgets.network_picker import network_picker
from dashboard.widgets.search_form import search_form
from dashboard.widgets.search_view import show_searches
from dashboard.words import count

top = st.container()
controls, result = two_parts(result_px="stretch")
works_on = "Nothing to search with yet"
with controls, faults_in_place():
    dataset = cache.dataset(state.source())
    design = network_picker()
    architecture = network_for(dataset, design)
    config = find_preset(design.preset).config.changed(**state.chosen_settings(design.preset, settings()))
    works_on = f"{plain(architecture.name)} on {plain(dataset.title)}, {count(len(dataset.train), 'image')}"
    search_form(dataset, architecture, config)
    link("Change the other settings", "train/train.py")
with result, faults_in_place():
    show_searches()
with top:
    heading("Search", works_on)
next_step("See all runs", "train/runs.py")
