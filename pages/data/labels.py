"""Data · Label check: which labels are likely wrong, and putting them right."""

import streamlit as st

from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.corrections_worth import corrections_worth
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.label_check import check_form, checks_of
from dashboard.widgets.label_review import review_labels
from dashboard.widgets.source_extras import corrections_switch
from dashboard.widgets.watch import watch
from dashboard.words import count

RESULT_PX = 720
ABOUT = """
Even the best-known data sets have wrong labels. A network that never learned from an image stumbles over a wrong label
of it, and the more sure it is, the more the label is in doubt. The images are dealt into parts; each part is read by a
network trained on the others; then you look at the labels in doubt, and keep, correct or leave out each one.
"""


@st.fragment
def review(run: Run) -> None:
    """Only this part runs again after a decision."""
    with faults_in_place():
        dataset = cache.dataset(state.source())
        review_labels(run, dataset)
        st.subheader("What the corrections are worth", anchor=False)
        corrections_switch(dataset)
        corrections_worth(dataset)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "No data set is open"
with result, faults_in_place():
    dataset = cache.dataset(state.source())
    works_on = f"{plain(dataset.title)}, {count(len(dataset.train), 'image')}"
    checks = checks_of(dataset)
    with controls, faults_in_place():
        check_form(dataset, is_first=not checks)
    if checks and checks[0].status != "finished":
        watch(checks[0])
    done = next((run for run in checks if run.status == "finished"), None)
    if done is not None:
        review(done)
    elif not checks:
        st.markdown(ABOUT)
        st.info("The labels in doubt will be here. Press *Check the labels* to find them.")
with top:
    heading("Label check", works_on)
next_step("Train it", "train/train.py")
