"""Learn · Convolution: a filter walks over a picture, one position at a time."""

import numpy as np
import streamlit as st

from cnn.convolution import Walk
from cnn.data.imageset import ImageSet
from dashboard import cache, state
from dashboard.charts.convolution import WIDTH_PX, coming_out, going_in, in_words, sum_in_words
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.output_size import show_output_size, try_formula
from dashboard.widgets.pick_filter import pick_filter
from dashboard.widgets.pick_image import pick_image
from dashboard.widgets.stepper import choose_step
from dashboard.widgets.walk_controls import choose_channel, choose_padding, choose_stride
from dashboard.words import count

STILL = {"displayModeBar": False}
FILTER = """
A **filter** (kernel, feature detector) is a small square of weights. At each position every pixel under it is
multiplied by the weight that lies on it, and the products are added up: one number that is large where the picture
looks like what the filter searches. Pixels are written from 0, empty, to 255, full ink; a network first divides them by
255, which changes nothing but the scale.
"""
FEATURE_MAP = """
All these numbers together are the **feature map** (activation map): orange above zero, blue below, grey still to come.
The same few weights serve everywhere, so an edge is found wherever it lies. A layer has K filters and gives K feature
maps, one behind the other: K is the **depth** of its output.
"""
STRIDE_AND_PADDING = """
The **stride** is how far the filter moves at each step; a larger one gives a smaller map. **Padding** is a ring of
zeros around the picture, so that the border is seen as often as the middle and the map need not shrink. The patch under
the filter is the **receptive field** of one number.
"""


@st.fragment
def walk_over(images: ImageSet) -> None:
    """The stepper: controls left, the window at work right."""
    controls, result = two_parts()
    with controls, faults_in_place():
        image = pick_image(images)
        channel = choose_channel(len(image))
        weights = pick_filter()
        stride_px, padding_px = choose_stride(), choose_padding()
        walk = Walk(image[channel].astype(np.float64), weights, stride_px, padding_px)
        step = choose_step(walk.steps, walk.across.positions)
        with result:
            with st.container(horizontal=True):
                st.plotly_chart(
                    going_in(walk, step), width=WIDTH_PX, config=STILL, alt=in_words(walk, step), key="going_in"
                )
                st.plotly_chart(
                    coming_out(walk, step), width=WIDTH_PX, config=STILL, alt=sum_in_words(walk, step), key="coming_out"
                )
            st.markdown(sum_in_words(walk, step))
            show_output_size(walk.across, walk.down)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    with works_on:
        heading("Convolution", f"{plain(dataset.title)}, {count(len(dataset.train), 'image')}")
    walk_over(dataset.train)

st.subheader("The words", anchor=False)
words = st.columns(3, gap="large")
words[0].markdown(FILTER)
words[1].markdown(FEATURE_MAP)
words[2].markdown(STRIDE_AND_PADDING)
st.subheader("How large is the output", anchor=False)
try_formula()
next_step("Look at the data", "data/explore.py", is_main=True)
