"""Data · Map: the images in the plane, those that look alike close together."""

import streamlit as st

from cnn.data.imageset import Dataset
from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step
from dashboard.widgets.image_map import image_map
from dashboard.words import count


@st.fragment
def look(dataset: Dataset) -> None:
    """Only this part runs again when something is chosen."""
    with faults_in_place():
        image_map(dataset)


top = st.container()
works_on = "No data set is open"
with faults_in_place():
    dataset = cache.dataset(state.source())
    works_on = f"{plain(dataset.title)}: {count(len(dataset.train), 'image')} to learn from"
    look(dataset)
with top:
    heading("Map", works_on)
next_step("Find an image", "data/find.py")
