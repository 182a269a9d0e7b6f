"""Model · Code: the chosen network and its training as a script that needs nothing of this program."""

import streamlit as st

from cnn.export.plan import Plan
from cnn.presets import find_preset
from cnn.training.config import settings
from dashboard import cache, state
from dashboard.networks import title_of
from dashboard.plan import network_for
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, link, next_step, two_parts
from dashboard.widgets.network_picker import network_picker
from dashboard.widgets.script import choose_framework, offer_script, show_script

HOW_TO_USE = """
In a Kaggle notebook of the competition: paste it into a cell and run it. It finds `train.csv` and `test.csv` there by
itself, else in the folder it is started in, and writes `submission.csv`.
"""
WHAT_IT_IS = """
The network is the one on *Design*, the settings are those of *Train*: change either, and the script changes with it. It
computes the same function, without what makes training faster here; random numbers differ, and so does the last digit
of an accuracy.
"""

top = st.container()
controls, result = two_parts()
works_on = "No data set is open"
with controls, faults_in_place():
    dataset = cache.dataset(state.source())
    design = network_picker()
    framework = choose_framework()
    file = st.container()
    st.caption(HOW_TO_USE)
    st.caption(WHAT_IT_IS)
    link("Change the network", "model/design.py")
    link("Change the settings", "train/train.py")
    config = find_preset(design.preset).config
    plan = Plan(network_for(dataset, design), config.changed(**state.chosen_settings(design.preset, settings())))
    works_on = f"{plain(title_of(design))} for {plain(dataset.title)}, as a plain {framework} script"
    with file:
        offer_script(plan, framework)
    with result:
        show_script(plan, framework)
with top:
    heading("Code", works_on)
next_step("Train it here", "train/train.py", is_main=True)
