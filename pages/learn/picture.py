"""Learn · What a picture is: a matrix of numbers, or three, brought to one scale."""

import streamlit as st

from cnn.data.imageset import ImageSet
from dashboard import cache, state
from dashboard.lessons.glossary import linked
from dashboard.lessons.picture import MATRIX, NORMALISATION, QUESTIONS, VOLUME
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.pick_image import pick_image
from dashboard.widgets.picture_view import choose_numbers, choose_pixel, show_channels, show_matrix, volume_in_words
from dashboard.widgets.questions import ask
from dashboard.widgets.walk_controls import choose_channel
from dashboard.words import count

RESULT_PX = 660


@st.fragment
def look(images: ImageSet) -> None:
    """A picture as a matrix, one pixel of it in words."""
    controls, result = two_parts(result_px=RESULT_PX)
    below = st.container()
    with controls, faults_in_place():
        image = pick_image(images)
        channel = choose_channel(len(image))
        is_seen, is_written = choose_numbers()
        pixel = choose_pixel(image)
        st.markdown(linked(MATRIX))
        with result:
            show_matrix(image, channel, pixel, is_seen=is_seen, is_written=is_written)
        with below:
            st.subheader("Width, height and depth", anchor=False)
            st.markdown(f"{linked(VOLUME)}\n\n{volume_in_words(image)}")
            show_channels(image, pixel)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    with works_on:
        heading("What a picture is", f"{plain(dataset.title)}, {count(len(dataset.train), 'image')}")
    look(dataset.train)
st.subheader("One scale", anchor=False)
st.markdown(linked(NORMALISATION))
ask("picture", QUESTIONS)
next_step("Step through a convolution", "learn/convolution.py", is_main=True)
