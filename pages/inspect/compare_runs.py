"""Inspect · Compare runs: in what trainings differ, and whether one is really better."""

from collections.abc import Sequence

import streamlit as st

from cnn.judging.evaluation import Evaluation
from dashboard.widgets.compared_runs import Compared, ask_for_two, choose_compared, in_words, judged_alike
from dashboard.widgets.confusion_pair import show_confusions
from dashboard.widgets.disagreements import show_disagreements
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.judged import RESULT_PX, Judged
from dashboard.widgets.run_curves import show_curves
from dashboard.widgets.run_differences import show_differences
from dashboard.widgets.weighing import show_weighing


def show_making(compared: Compared) -> None:
    """How they came to be, which needs no predictions."""
    st.subheader("How they learned", anchor=False)
    with faults_in_place():
        show_curves(compared)
    st.subheader("What differs", anchor=False)
    with faults_in_place():
        show_differences(compared)


def show_readings(compared: Compared, judged: Sequence[Judged], evaluations: Sequence[Evaluation]) -> None:
    """What the two that are looked at closely make of the same images."""
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
    if compared is None:
        with result:
            ask_for_two()
    else:
        works_on = in_words(compared)
        figures, making, readings = (result.container() for _ in range(3))
        with making:
            show_making(compared)
        with faults_in_place(figures):
            judged, evaluations = judged_alike(compared)
            with figures:
                show_weighing(compared, evaluations)
            with readings:
                show_readings(compared, judged, evaluations)
with top:
    heading("Compare runs", works_on)
next_step("Draw a digit for them", "use/draw.py", is_main=True)
