"""Inspect · Errors: what errors depend on, and how many are the labels' own."""

import streamlit as st

from cnn.judging.strata import Strata
from dashboard.widgets.dispute import show_dispute
from dashboard.widgets.errors_by_trait import show_errors, show_mistakes
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.judged import RESULT_PX, Judged, choose_judged
from dashboard.widgets.survey_controls import choose_trait


@st.fragment
def look(judged: Judged, strata: Strata, trait: int) -> None:
    """The mistakes themselves; only this part runs again when others are chosen."""
    with faults_in_place():
        show_mistakes(judged, strata, trait)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "No run to inspect"
with faults_in_place(result):
    with controls:
        judged = choose_judged()
        trait = choose_trait()
    works_on = judged.in_words
    with result:
        if strata := show_errors(judged, trait):
            look(judged, strata, trait)
        show_dispute(judged)
with top:
    heading("Errors", works_on)
next_step("See why", "inspect/why.py", is_main=True)
