"""Learn · Why networks can see: what is lost when a picture becomes a row of numbers, and what keeps it."""

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.model.shapes import walk
from cnn.presets import PRESETS
from dashboard import cache, state
from dashboard.charts import seeing
from dashboard.lessons.glossary import linked
from dashboard.lessons.seeing import CORTEX, HALVES, NEIGHBOURS, QUESTIONS, SAVING
from dashboard.plan import volume_of
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.neighbours import choose_neighbourhood, show_picture, show_vector
from dashboard.widgets.network_picture import network_picture
from dashboard.widgets.pick_image import pick_image
from dashboard.widgets.questions import ask
from dashboard.widgets.saving import totals_in_words
from dashboard.widgets.shuffling import choose_shuffled, show_one_of_each
from dashboard.words import count

STILL = {"displayModeBar": False}
TEXT_PX, RESULT_PX = 370, 700


@st.fragment
def look(images: ImageSet) -> None:
    """A picture and its numbers, with neighbours in place or shuffled."""
    controls, result = two_parts(result_px=RESULT_PX)
    with controls, faults_in_place():
        image = pick_image(images)
        is_shuffled = choose_shuffled()
        around = choose_neighbourhood(image, is_shuffled)
        with result:
            with st.container(horizontal=True, gap="medium"):
                show_picture(image, around)
                st.container(width=TEXT_PX, vertical_alignment="center").markdown(linked(NEIGHBOURS))
            show_vector(image, around)
            show_one_of_each(images, is_shuffled)


top = st.container()
works_on = "No data set is open"
with faults_in_place():
    dataset = cache.dataset(state.source())
    works_on = f"{plain(dataset.title)}, {count(len(dataset.train), 'image')}"
    look(dataset.train)
    volume, classes = volume_of(dataset), len(dataset.train.class_names)
    steps = walk(PRESETS["notebook"].architecture(volume, classes))
    st.subheader("Layers of detectors", anchor=False)
    cortex, halves = st.columns(2, gap="large")
    cortex.markdown(linked(CORTEX))
    halves.markdown(linked(HALVES))
    network_picture(volume, steps, "notebook_picture")
    st.caption("The notebook's network, from the picture to one number a class.")
    st.subheader("What sharing a filter saves", anchor=False)
    layers, networks = st.columns(2, gap="large")
    layers.markdown(linked(SAVING))
    networks.markdown(totals_in_words(volume, classes))
    st.plotly_chart(seeing.saving_figure(steps), config=STILL, alt=seeing.saving_in_words(steps))
with top:
    heading("Why networks can see", works_on)
ask("seeing", QUESTIONS)
next_step("See what a picture is", "learn/picture.py", is_main=True)
