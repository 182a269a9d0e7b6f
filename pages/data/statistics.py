"""Data · Statistics: what the images are like as a whole."""

import streamlit as st

from cnn.data.imageset import Dataset
from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.survey import show_survey
from dashboard.words import count


@st.fragment
def look(dataset: Dataset) -> None:
    """Controls left, what they choose right; only this part runs again when another kind is chosen."""
    controls, result = two_parts()
    with result, faults_in_place():
        show_survey(dataset, cache.survey(dataset), controls)


top = st.container()
works_on = "No data set is open"
with faults_in_place():
    dataset = cache.dataset(state.source())
    test = f" and {len(dataset.test):,} to predict" if dataset.test else ""
    works_on = f"{plain(dataset.title)}: {count(len(dataset.train), 'image')} to learn from{test}"
    look(dataset)
with top:
    heading("Statistics", works_on)
next_step("See it as a map", "data/map.py", is_main=True)
