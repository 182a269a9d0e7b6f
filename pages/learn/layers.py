"""Learn · The network at work: one picture through a trained network, layer by layer and number by number."""

import streamlit as st

from dashboard import cache, state
from dashboard.lessons.glossary import linked
from dashboard.lessons.layers import LOOK, QUESTIONS, SUMS
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.pick_picture import pick_picture
from dashboard.widgets.questions import ask
from dashboard.widgets.run_picker import run_picker

CONTROLS_PX, RESULT_PX, TEXT_PX = 290, 680, 480  # the pad is not cut off, nor is the network


@st.fragment
def look_in() -> None:
    """The network, the picture and what is looked at left; the network at work right."""
    top = st.container()
    works_on = "No network to look into"
    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    with controls, faults_in_place():
        run = run_picker()
        with st.spinner("Loading PyTorch", show_time=True):
            from dashboard.widgets.looking_in import look, whose
        works_on = whose(run)
        images = cache.dataset(state.source()).train
        look(run, pick_picture(run, images), result)
    with top:
        heading("The network at work", works_on)


state.reopen_drawing()
look_in()
side_by_side(linked(LOOK), linked(SUMS), width_px=TEXT_PX)
ask("layers", QUESTIONS)
next_step("See how it learns", "learn/descent.py", is_main=True)
