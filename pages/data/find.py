"""Data · Find: any image, by what it is and by what a network reads in it."""

import streamlit as st

from cnn.data.imageset import Dataset
from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.finder import finder
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.words import count


@st.fragment
def look(dataset: Dataset) -> None:
    """Controls left, what was found right; only this part runs again when something else is asked for."""
    controls, result = two_parts()
    with result, faults_in_place():
        finder(dataset, controls)


top = st.container()
works_on = "No data set is open"
with faults_in_place():
    dataset = cache.dataset(state.source())
    test = f" and {len(dataset.test):,} to predict" if dataset.test else ""
    works_on = f"{plain(dataset.title)}: {count(len(dataset.train), 'image')} to learn from{test}"
    look(dataset)
with top:
    heading("Find", works_on)
next_step("Preview the training", "data/preview.py", is_main=True)
