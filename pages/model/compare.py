"""Model · Compare: two networks side by side, what they cost and where they differ."""

import streamlit as st

from cnn.data.imageset import Dataset
from dashboard import cache, state
from dashboard.networks import chosen_word, offers
from dashboard.plan import volume_of
from dashboard.widgets.comparison import Side, pick_side, show_costs, show_layers_side_by_side
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step
from dashboard.widgets.network_fault import network_fault
from dashboard.widgets.network_picture import network_picture
from dashboard.words import count

SIDE_PX, MOST_IN_A_ROW = 488, 9
SIDES = ("Left", "Right")
OPPOSITE, OTHERWISE = "notebook", "balanced"


@st.fragment
def compare(dataset: Dataset) -> None:
    """Both networks with their pictures beside each other, then what they cost and their layers."""
    chosen = chosen_word(offers())
    row = st.container(horizontal=True, gap="medium")
    sides = []
    for label, word in zip(SIDES, (chosen, OTHERWISE if chosen == OPPOSITE else OPPOSITE), strict=True):
        with row.container(width=SIDE_PX):
            sides.append(pick_side(label, dataset, word))
            show_picture(sides[-1], dataset, label)
    st.subheader("What they cost", anchor=False)
    show_costs(*sides)
    st.subheader("Layer by layer", anchor=False)
    show_layers_side_by_side(*(side.findings.steps for side in sides))


def show_picture(side: Side, dataset: Dataset, key: str) -> None:
    """The network's volumes, and what is wrong with it."""
    network_fault(side.findings)
    network_picture(volume_of(dataset), side.findings.steps, f"picture_{key}", most_in_a_row=MOST_IN_A_ROW)


works_on = st.container()
with faults_in_place():
    dataset = cache.dataset(state.source())
    classes = len(dataset.train.class_names)
    with works_on:
        heading(
            "Compare",
            f"Two networks for {plain(dataset.title)}: {volume_of(dataset)}, {count(classes, 'class', 'classes')}",
        )
    compare(dataset)
next_step("Back to the design", "model/design.py", is_main=True)
