"""Inspect · Compare runs: in what trainings differ, and whether one is really better."""

import streamlit as st

from cnn.common_images import on_common_images
from dashboard.widgets.compared_runs import Compared, choose_compared, judged_alike, name_of
from dashboard.widgets.confusion_pair import show_confusions
from dashboard.widgets.disagreements import show_disagreements
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.judged import RESULT_PX
from dashboard.widgets.run_curves import show_curves
from dashboard.widgets.run_differences import show_differences
from dashboard.widgets.weighing import show_weighing


def show_readings(compared: Compared) -> None:
    """What needs predictions of the same images: figures, matrices, disagreements."""
    judged = judged_alike(compared)
    evaluations = on_common_images([each.evaluation for each in judged])
    show_weighing(compared, evaluations)
    first, second = (evaluations[place] for place in compared.pair)
    st.subheader("What they confuse", anchor=False)
    show_confusions(compared, first, second)
    st.subheader("What they read differently", anchor=False)
    show_disagreements(compared, judged[compared.pair[0]], first, second)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "Trainings held against each other"
with faults_in_place(result):
    with controls:
        compared = choose_compared()
    if compared is not None:
        works_on = " and ".join(name_of(compared, place) for place in range(len(compared.runs)))
        with result:
            with faults_in_place():
                show_readings(compared)
            st.subheader("How they learned", anchor=False)
            with faults_in_place():
                show_curves(compared)
            st.subheader("What differs", anchor=False)
            with faults_in_place():
                show_differences(compared)
with top:
    heading("Compare runs", works_on)
next_step("Draw a digit for them", "use/draw.py", is_main=True)
