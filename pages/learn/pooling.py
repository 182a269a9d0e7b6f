"""Learn · Pooling: a window keeps one number of each place, and forgets the rest."""

import streamlit as st

from cnn.data.imageset import ImageSet
from dashboard import cache, state
from dashboard.lessons.convolution import NOTHING_DRAWN
from dashboard.lessons.glossary import linked
from dashboard.lessons.pooling import POOLING, QUESTIONS, WHY
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.pick_map import pick_map
from dashboard.widgets.questions import ask
from dashboard.words import count

CONTROLS_PX, RESULT_PX = 290, 680  # neither the pad nor the two figures are cut off


@st.fragment
def pool_a_map(images: ImageSet) -> None:
    """The window at work, what it costs, and what a moved digit changes."""
    with st.spinner("Loading PyTorch", show_time=True):  # the map goes through a real ReLU first
        from dashboard.widgets.pooling import (
            PoolWalk,
            choose_pooling,
            rectified,
            show_shift,
            show_volume,
            show_what_goes,
            walk_over,
        )

    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    below = st.container()
    with controls, faults_in_place():
        choice = pick_map(images)
        if choice is None:
            result.info(NOTHING_DRAWN, icon=":material/draw:")
            return
        layer = choose_pooling()
        pool = PoolWalk(rectified(choice, choice.image), layer)
        with result:
            st.markdown(linked(POOLING))
            walk_over(pool)
            show_volume(pool)
            show_what_goes(pool)
        with below, faults_in_place():
            st.subheader("What it is good for", anchor=False)
            st.markdown(linked(WHY))
            show_shift(choice, layer, images)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    state.reopen_drawing()
    with works_on:
        heading("Pooling", f"A feature map after ReLU, of {plain(dataset.title)}, {count(len(dataset.train), 'image')}")
    pool_a_map(dataset.train)
ask("pooling", QUESTIONS)
next_step("From maps to classes", "learn/classifying.py", is_main=True)
