"""Learn · Loss: how wrong a network is, in one number, for one picture and for a batch."""

import streamlit as st

from dashboard import cache, state
from dashboard.lessons.glossary import linked
from dashboard.lessons.loss import BATCH, CURVE, LOSS, QUESTIONS, SMOOTHING
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.questions import ask
from dashboard.widgets.run_picker import first_of, run_picker

CONTROLS_PX, RESULT_PX, TEXT_PX = 290, 680, 490  # the pad is not cut off, and table and curve stand side by side


@st.fragment
def weigh() -> None:
    """One picture's loss, the curve it lies on, and the losses of a batch."""
    top = st.container()
    works_on = "No network to judge"
    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    result.markdown(linked(LOSS))
    below = st.container()
    with controls, faults_in_place():
        run = run_picker()
        dataset = cache.dataset(state.source())
        works_on = f"{first_of(run)} reads {plain(dataset.title)}"
        with st.spinner("Loading PyTorch", show_time=True):
            from dashboard.widgets.batch_loss import show_batch
            from dashboard.widgets.cross_entropy import weigh_picture
        smoothing = weigh_picture(run, dataset.train, result)
        with below:
            side_by_side(linked(CURVE), linked(SMOOTHING), width_px=TEXT_PX)
            st.subheader("The loss of a batch", anchor=False)
            st.markdown(linked(BATCH))
            with faults_in_place():
                show_batch(run, dataset.train, smoothing)
    with top:
        heading("Loss", works_on)


state.reopen_drawing()
weigh()
ask("loss", QUESTIONS)
next_step("Look inside the network", "learn/layers.py", is_main=True)
