"""Learn · ReLU: what is left of a feature map when everything below zero becomes zero."""

import streamlit as st

from cnn.data.imageset import ImageSet
from dashboard import cache, state
from dashboard.lessons.activation import QUESTIONS, RELU, WHY
from dashboard.lessons.convolution import NOTHING_DRAWN
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.pick_map import pick_map
from dashboard.widgets.questions import ask
from dashboard.words import count

CONTROLS_PX, RESULT_PX = 290, 680  # neither the pad nor the two figures are cut off


@st.fragment
def bend(images: ImageSet) -> None:
    """A feature map before and after, the function's curve, and what two filters come to without it."""
    with st.spinner("Loading PyTorch", show_time=True):  # its modules compute what is shown
        from dashboard.widgets.activation import compare_functions, pick_effect, show_curve, show_effect
        from dashboard.widgets.two_filters import choose_second, show_two_in_one

    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    below = st.container()
    with controls, faults_in_place():
        choice = pick_map(images)
        if choice is None:
            result.info(NOTHING_DRAWN, icon=":material/draw:")
            return
        walk = choice.walk()
        effect, cell = pick_effect(walk.feature_map)
        with result:
            st.markdown(linked(RELU))
            show_effect(effect, cell)
            with st.container(horizontal=True):
                show_curve(effect, cell)
                compare_functions(effect, cell)
        with below, faults_in_place():
            st.subheader("Why layers need it", anchor=False)
            st.markdown(linked(WHY))
            show_two_in_one(walk, choose_second())


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    state.reopen_drawing()
    with works_on:
        heading("ReLU", f"A feature map of {plain(dataset.title)}, {count(len(dataset.train), 'image')}")
    bend(dataset.train)
ask("activation", QUESTIONS)
next_step("Pool the map", "learn/pooling.py", is_main=True)
