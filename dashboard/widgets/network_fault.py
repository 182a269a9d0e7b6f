"""What is wrong with a network, where it is looked at, and what leads to it or mends it."""

from __future__ import annotations

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.model.editing import number_of
from cnn.model.soundness import Findings
from dashboard import state
from dashboard.builder import end_in_classes
from dashboard.widgets.fault import plain


def network_fault(findings: Findings) -> None:
    """The mistake, in place; nothing where there is none."""
    if findings.fault is not None:
        st.error(f"{plain(str(findings.fault))} It cannot be trained like this.", icon=":material/error:")


def mending_button(network: Architecture, findings: Findings, classes: int) -> None:
    """Leads to the layer with the mistake, or gives the network the end that the data needs."""
    if findings.at is not None:
        st.button(
            f"Look at layer {number_of(findings.at)}",
            icon=":material/search:",
            on_click=state.choose_layer,
            args=(findings.at,),
        )
    elif findings.fault is not None:
        st.button(
            f"End it in {classes} units", icon=":material/build:", on_click=end_in_classes, args=(network, classes)
        )
