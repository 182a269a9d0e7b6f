"""Learn · Convolution: a filter walks over a picture, one position at a time."""

import streamlit as st

from cnn.data.imageset import ImageSet
from dashboard import cache, state
from dashboard.filter_choice import maps_beside
from dashboard.lessons.convolution import DEPTH, NOTHING_DRAWN, QUESTION, QUESTIONS, WORDS
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.output_size import try_formula
from dashboard.widgets.pick_filter import pick_any_filter
from dashboard.widgets.pick_input import pick_input
from dashboard.widgets.questions import ask
from dashboard.widgets.walk_controls import choose_channel, choose_way
from dashboard.widgets.walk_view import show_depth, show_walk
from dashboard.words import count

CONTROLS_PX, RESULT_PX = 290, 680  # neither the pad nor the two figures are cut off
TEXT_PX = 310


@st.fragment
def walk_over(images: ImageSet) -> None:
    """Picture, filter, stride and padding left; the window at work right."""
    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    below = st.container()
    with controls, faults_in_place(result):
        image = pick_input(images)
        if image is None:
            result.info(NOTHING_DRAWN, icon=":material/draw:")
            return
        channel = choose_channel(len(image))
        choice = pick_any_filter()
        way = choose_way()
        walk = choice.walk(image, channel, *way)
        with result:
            show_walk(walk, choice)
        with below:
            st.subheader("Many filters, many maps", anchor=False)
            st.markdown(linked(DEPTH))
            show_depth(maps_beside(choice, image, channel, *way), choice.title)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    state.reopen_drawing()
    with works_on:
        heading("Convolution", f"{plain(dataset.title)}, {count(len(dataset.train), 'image')}")
    st.markdown(linked(QUESTION))
    walk_over(dataset.train)

st.subheader("The words", anchor=False)
side_by_side(*map(linked, WORDS), width_px=TEXT_PX)
st.subheader("How large is the output", anchor=False)
try_formula()
ask("convolution", QUESTIONS)
next_step("Bend the map", "learn/activation.py", is_main=True)
