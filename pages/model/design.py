"""Model · Design: a network built layer by layer, told what it does before anything is computed."""

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.model.editing import nearest, number_of
from cnn.model.soundness import examine
from cnn.model.volume import Volume
from cnn.presets import find_preset
from dashboard import cache, state
from dashboard.plan import drafted_network, volume_of
from dashboard.widgets.expected_time import time_of_a_pass
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, link, next_step, two_parts
from dashboard.widgets.history_buttons import history_buttons
from dashboard.widgets.layer_form import layer_form
from dashboard.widgets.layer_table import show_layers
from dashboard.widgets.network_facts import network_facts
from dashboard.widgets.network_fault import mending_button, network_fault
from dashboard.widgets.network_picker import about_network, network_picker
from dashboard.widgets.network_picture import network_picture
from dashboard.widgets.network_shelf import network_shelf
from dashboard.widgets.preset_figures import preset_table
from dashboard.words import count

SCALES = (
    "In the picture heights and widths are to scale, depth on a root scale. A vector is as high as the square that "
    "holds as many numbers. Layers that work in place (ReLU, dropout, batch normalisation) show under the pointer."
)
SOFTMAX = (
    "**Softmax** closes every network: it turns the last numbers, the logits z, into probabilities e^zᵢ / Σ e^zⱼ, "
    "which are positive and add up to 1. It learns nothing, and in training it is part of the loss, so it is no layer "
    "of the architecture."
)


@st.fragment
def build(dataset: Dataset, volume: Volume, classes: int) -> None:
    """The builder: the network and its chosen layer left, what it does right."""
    controls, result = two_parts()
    with controls:
        design = network_picker()
        network = drafted_network(dataset, design)
        findings = examine(network, classes)
        path = nearest(network, design.layer)
        layer_form(network, path, findings.step(path))
        network_shelf(network)
    with result:
        with st.container():  # each in a place of its own, so that what stands below is not made anew
            about_network(design, with_source=True)
        with st.container():
            network_fault(findings)
        with st.container(horizontal=True):
            with st.container():
                mending_button(network, findings, classes)
                if findings.fault is None:
                    config = find_preset(design.preset).config
                    network_facts(network, findings.steps, config)
                    time_of_a_pass(network, config, len(dataset.train))
            history_buttons()
        stops_at = number_of(findings.at) if findings.at else ""
        network_picture(volume, findings.steps, "picture", chosen=number_of(path), stops_at=stops_at)
        show_layers(network, findings, path)
        st.caption(SCALES)
        st.markdown(SOFTMAX)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    volume, classes = volume_of(dataset), len(dataset.train.class_names)
    with works_on:
        heading("Design", f"{plain(dataset.title)}: pictures of {volume}, {count(classes, 'class', 'classes')}")
    build(dataset, volume, classes)
    with st.expander("All presets, with what they were measured to reach", icon=":material/leaderboard:"):
        preset_table(volume, classes)
with st.container(horizontal=True):
    link("Compare it with another", "model/compare.py")
    link("Show the code", "model/code.py")
next_step("Train it", "train/train.py", is_main=True)
