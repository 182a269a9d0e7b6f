"""Learn · How it learns: one step of gradient descent on a real batch, and what the rate decides."""

import streamlit as st

from dashboard import cache, state
from dashboard.lessons.descent import OWN, QUESTIONS, RATE, STEP
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.questions import ask

RESULT_PX, TEXT_PX = 720, 310


@st.fragment
def descend() -> None:
    """The network, the batch and the rate left; what the step does right."""
    from dashboard.descents import look_around
    from dashboard.widgets import descent

    top = st.container()
    works_on = "No network to train"
    controls, result = two_parts(result_px=RESULT_PX)
    with controls, faults_in_place():
        dataset = cache.dataset(state.source())
        beginning = descent.choose_beginning(dataset)
        works_on = f"{plain(beginning.title)} on {plain(dataset.title)}"
        number = descent.choose_batch(beginning.batches)
        rate, steps = descent.choose_rate(), descent.choose_steps()
        with result, faults_in_place():
            look = look_around(beginning, number)
            with controls:
                chosen = descent.choose_filter(len(look.filters))
            descent.show_step(beginning, look, rate, chosen)
            descent.show_ways(beginning, look, rate, number, steps)
            descent.show_own_curve(beginning, look, rate)
    with top:
        heading("How it learns", works_on)


descend()
side_by_side(linked(STEP), linked(RATE), linked(OWN), width_px=TEXT_PX)
ask("descent", QUESTIONS)
next_step("Put it to the test", "learn/experiments.py", is_main=True)
