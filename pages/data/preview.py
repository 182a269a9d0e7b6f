"""Data · Preview: which images a training learns from and how it changes them, before it begins."""

import streamlit as st

from cnn.data.imageset import Dataset
from dashboard import cache, state
from dashboard.plan import network_for
from dashboard.widgets.augmentation_preview import augmentation_preview
from dashboard.widgets.division import show_division
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.first_images import choose_epoch, show_first_images
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.preview_settings import AUGMENTATION, SPLIT, choose_kind, choose_settings, settings_as_chosen
from dashboard.words import count


@st.fragment
def look(dataset: Dataset) -> None:
    """The settings of the Train page that decide over images, and what they lead to."""
    controls, result = two_parts()
    with controls, faults_in_place():
        kind = choose_kind()
        config = settings_as_chosen()
        epoch = choose_epoch(config) if kind == AUGMENTATION else 1
        config = choose_settings(config, kind)
        with result, faults_in_place():
            if kind == SPLIT:
                show_division(dataset.train, config)
            else:
                show_first_images(dataset.train, network_for(dataset, state.design()), config, epoch)
                augmentation_preview(dataset.train, config, "preview")


top = st.container()
works_on = "No data set is open"
with faults_in_place():
    dataset = cache.dataset(state.source())
    works_on = f"{plain(dataset.title)}: {count(len(dataset.train), 'image')} to divide and to change"
    look(dataset)
with top:
    heading("Preview", works_on)
next_step("Design a network", "model/design.py", is_main=True)
