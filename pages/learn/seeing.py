"""Learn · Why networks can see: what is lost when a picture becomes a row of numbers, and what keeps it."""

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.model.shapes import walk
from cnn.presets import PRESETS
from dashboard import cache, state
from dashboard.charts import network, seeing
from dashboard.plan import volume_of
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.pick_image import pick_image
from dashboard.widgets.saving import totals_in_words
from dashboard.widgets.shuffling import choose_shuffled, in_order, show_one_of_each
from dashboard.words import count

STILL = {"displayModeBar": False}
TEXT_PX = 370
NEIGHBOURS = """
A network gets numbers, not a picture. Read out row by row they form a **vector**, and a fully connected network starts
from that: to it, the pixel above is no nearer than one in the far corner.

Shuffle the pixels, always in the same way. Every number is still there, and a fully connected network would learn just
as well. You no longer see a digit, because you see by **neighbours**. So does a convolution.
"""
CORTEX = """
In the **visual cortex**, cells of the first layer each watch a small patch and fire at an edge of one direction (Hubel,
Wiesel 1959). Later layers watch the earlier ones and answer to corners, to shapes, to faces.
"""
HALVES = """
A convolutional network has two halves. **Feature learning**: convolution, ReLU and pooling, again and again, each layer
looking at what the last one found. **Classification**: fully connected layers and softmax, which name it.
"""
SAVING = """
A convolution looks everywhere with the same few weights. A fully connected layer between the same two volumes learns a
weight for every pair of numbers, and an edge anew for every place.
"""


@st.fragment
def look(images: ImageSet) -> None:
    """A picture and its numbers, with neighbours in place or shuffled."""
    controls, result = two_parts()
    with controls, faults_in_place():
        image = pick_image(images)
        shuffled = choose_shuffled()
    with result, faults_in_place():
        picture = in_order(image[None], shuffled)[0, 0]
        title = "The same pixels, shuffled" if shuffled else "The picture"
        with st.container(horizontal=True, gap="medium"):
            figure = seeing.picture_figure(picture, title)
            st.plotly_chart(figure, width=seeing.PICTURE_PX, config=STILL, alt=title, key="picture")
            st.container(width=TEXT_PX, vertical_alignment="center").markdown(NEIGHBOURS)
        vector = seeing.vector_figure(picture)
        st.plotly_chart(vector, config=STILL, alt=f"The vector of its {picture.size} numbers", key="vector")
        show_one_of_each(images, shuffled)


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
    cortex.markdown(CORTEX)
    halves.markdown(HALVES)
    picture = network.network_figure(volume, steps)
    st.plotly_chart(picture, config=STILL, alt=network.in_words(volume, steps))
    st.caption("The notebook's network, from the picture to one number a class.")
    st.subheader("What sharing a filter saves", anchor=False)
    layers, networks = st.columns(2, gap="large")
    layers.markdown(SAVING)
    networks.markdown(totals_in_words(volume, classes))
    st.plotly_chart(seeing.saving_figure(steps), config=STILL, alt=seeing.saving_in_words(steps))
with top:
    heading("Why networks can see", works_on)
next_step("Step through a convolution", "learn/convolution.py", is_main=True)
