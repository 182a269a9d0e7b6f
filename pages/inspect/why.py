"""Inspect · Why: which pixels speak for what it reads, and what would make it read another class."""

import streamlit as st

from dashboard import state
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, link, next_step, two_parts
from dashboard.widgets.judged import choose_judged, open_images
from dashboard.widgets.pick_judged import address_in_data, pick_judged

ICON = ":material/draw:"
CONTROLS_PX, RESULT_PX = 290, 680  # the pad is not cut off, nor are three maps


@st.fragment
def look_in() -> None:
    """The picture and what is asked of it left; what the network looks at right."""
    top = st.container()
    works_on = "No run to inspect"
    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    with faults_in_place(result):
        with controls:
            judged = choose_judged()
        works_on = judged.in_words
        with result:
            images = open_images(judged)
        with controls:
            picked = pick_judged(judged, images)
        if picked is None:
            result.info("Choose an image or draw a digit: what speaks for its class is shown here.", icon=ICON)
        else:
            with result, st.spinner("Loading PyTorch", show_time=True):
                from dashboard.widgets.why import explain
            explain(judged, images, picked, controls, result)
            if (address := address_in_data(images, picked)) is not None:
                with result:
                    link("Trace its numbers back", "learn/layers.py", {"run": judged.run.id, **address})
    with top:
        heading("Why", works_on)


state.reopen_drawing()
look_in()
next_step("Hold it against another", "inspect/compare_runs.py", is_main=True)
