"""Inspect · Confidence: whether its probabilities mean what they say."""

import streamlit as st

from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.judged import RESULT_PX, Judged, choose_judged
from dashboard.widgets.reliability import show_reliability, show_surest


@st.fragment
def look(judged: Judged) -> None:
    """The images where confidence and truth are furthest apart; only this part runs again after a click."""
    with faults_in_place():
        show_surest(judged)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "No run to inspect"
with faults_in_place(result):
    with controls:
        judged = choose_judged()
    works_on = judged.in_words
    with result:
        show_reliability(judged)
        look(judged)
with top:
    heading("Confidence", works_on)
next_step("See what its errors depend on", "inspect/errors.py", is_main=True)
