"""Model · Design: a network, layer by layer, before anything is built."""

import streamlit as st

from cnn.model.shapes import walk
from dashboard import cache, state
from dashboard.charts.network import in_words, network_figure
from dashboard.plan import network_for, volume_of
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.layer_table import show_layers, show_totals
from dashboard.widgets.network_picker import network_picker, offer_download, upload_form
from dashboard.words import count

top = st.container()
controls, result = two_parts()
below = st.container()
works_on = "No data set is open"
with controls:
    design = network_picker()
    file = st.expander("A network of your own", icon=":material/data_object:")
    with file:
        upload_form()
with result, faults_in_place():
    dataset = cache.dataset(state.source())
    volume, classes = volume_of(dataset), len(dataset.train.class_names)
    works_on = f"{plain(dataset.title)}: pictures of {volume}, {count(classes, 'class', 'classes')}"
    network = network_for(dataset, design)
    steps = walk(network)
    show_totals(steps)
    st.plotly_chart(network_figure(volume, steps), config={"displayModeBar": False}, alt=in_words(volume, steps))
    st.caption(
        "Heights and widths are to scale, depth on a root scale. A vector is as high as the square that holds as many "
        "numbers. Layers that work in place (ReLU, dropout, batch normalisation) show under the pointer."
    )
    with file:
        offer_download(network)
    with below:
        st.subheader("Layer by layer", anchor=False)
        show_layers(steps)
        st.markdown(
            "**Softmax** closes every network: it turns the last numbers, the logits z, into probabilities "
            "e^zᵢ / Σ e^zⱼ, which are positive and add up to 1. It learns nothing, and in training it is part of the "
            "loss, so it is no layer of the architecture."
        )
with top:
    heading("Design", works_on)
next_step("Train it", "train/train.py", is_main=True)
