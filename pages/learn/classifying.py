"""Learn · From maps to classes: flatten, fully connected layer and softmax, with every number put in."""

import streamlit as st

from dashboard import cache, state
from dashboard.lessons.classifying import CONNECTED, FLATTEN, ORDER, QUESTIONS, SOFTMAX
from dashboard.lessons.convolution import NOTHING_DRAWN
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.pick_picture import pick_picture
from dashboard.widgets.questions import ask
from dashboard.widgets.run_picker import first_of, run_picker

CONTROLS_PX, RESULT_PX = 290, 680  # the pad is not cut off, and the vector neither


@st.fragment
def read_out() -> None:
    """A picture's last maps as a vector, one class as a sum, all of them as probabilities."""
    top = st.container()
    works_on = "No network to read out"
    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    below = st.container()
    with controls, faults_in_place():
        run = run_picker()
        dataset = cache.dataset(state.source())
        works_on = f"{first_of(run)} reads a picture of {plain(dataset.title)}"
        with st.spinner("Loading PyTorch", show_time=True):
            from dashboard.widgets.flattening import show_flattening
            from dashboard.widgets.readout import show_readout
            from dashboard.widgets.temperature import show_softmax
        picture = pick_picture(run, dataset.train)
        if picture is None:
            result.info(NOTHING_DRAWN, icon=":material/draw:")
        else:
            passage = cache.passage(run, picture)
            with result:
                st.subheader("Flatten: the maps become a vector", anchor=False)
                st.markdown(linked(FLATTEN))
                show_flattening(passage)
            with below:
                st.subheader("Fully connected: every class adds up", anchor=False)
                st.markdown(linked(CONNECTED))
                show_readout(run, passage)
                st.subheader("Softmax: the sums become probabilities", anchor=False)
                st.markdown(linked(SOFTMAX))
                show_softmax(passage.logits, run.record.data.class_names)
                st.markdown(linked(ORDER))
    with top:
        heading("From maps to classes", works_on)


state.reopen_drawing()
read_out()
ask("classifying", QUESTIONS)
next_step("How wrong is it", "learn/loss.py", is_main=True)
