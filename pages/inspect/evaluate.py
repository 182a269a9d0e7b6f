"""Inspect · Evaluate: how good it is, and which images it reads wrong."""

import streamlit as st

from dashboard.widgets.confusion_matrix import show_confusion
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.judged import RESULT_PX, Judged, choose_judged
from dashboard.widgets.scores import headline


@st.fragment
def look(judged: Judged) -> None:
    """The confusion matrix and its images; only this part runs again after a click."""
    with faults_in_place():
        show_confusion(judged)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "No run to inspect"
with faults_in_place(result):
    with controls:
        judged = choose_judged()
    works_on = judged.in_words
    with result:
        headline(judged.evaluation)
        look(judged)
with top:
    heading("Evaluate", works_on)
next_step("See how sure it may be", "inspect/confidence.py", is_main=True)
