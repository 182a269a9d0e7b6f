"""Use · Submit: from the test part to submission.csv."""

import streamlit as st

from cnn.submission import caveat, test_part
from dashboard import cache
from dashboard.widgets.answer_counts import answer_counts
from dashboard.widgets.company import averaged_picker
from dashboard.widgets.earlier_submission import differences
from dashboard.widgets.expected_score import expected_score
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.hand_in import hand_in_form
from dashboard.widgets.judged import RESULT_PX
from dashboard.widgets.least_sure import least_sure
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.source_picker import source_picker, upload_form
from dashboard.widgets.submission import (
    Predicted,
    choose_section,
    labelled_test,
    offer_files,
    predict_button,
    tell_other_data,
)
from dashboard.widgets.views_picker import views_picker
from dashboard.words import count

COUNTS, LEAST_SURE, DIFFERENCES, HAND_IN = SECTIONS = ("By class", "Least sure", "Against an earlier one", "Hand it in")


@st.fragment
def look(predicted: Predicted) -> None:
    """The files and one way to look at them; only this part runs again after a click."""
    with faults_in_place():
        submission = predicted.with_corrections
        offer_files(predicted, submission)
        accuracy = expected_score(predicted.runs, predicted.views, predicted.dataset)
        labelled_test(predicted, submission)
        section = choose_section(SECTIONS)
        if section == COUNTS:
            answer_counts(predicted, submission)
        elif section == LEAST_SURE:
            least_sure(predicted, submission)
        elif section == DIFFERENCES:
            differences(predicted, submission)
        else:
            hand_in_form(predicted, submission, accuracy)


top = st.container()
controls, result = two_parts(result_px=RESULT_PX)
works_on = "Nothing to predict yet"
with faults_in_place(result):
    with controls:
        runs = averaged_picker(run_picker())
        views = views_picker(runs)
        choice = source_picker()
        upload_form()
    with result:
        dataset = cache.dataset(choice)
        images = test_part(dataset)
        who = f"{plain(runs[0].name)} predicts" if len(runs) == 1 else f"{len(runs)} runs together predict"
        works_on = f"{who} the {count(len(images), 'test image')} of {plain(dataset.title)}"
        if warning := caveat(run.record.data for run in runs):
            st.warning(plain(warning), icon=":material/gavel:")
        tell_other_data(runs, dataset)
        predicted = predict_button(runs, views, dataset)
        if predicted is None:
            st.info("The file to download, the answers it is least sure about and what they change will be here.")
        else:
            look(predicted)
with top:
    heading("Submit", works_on)
next_step("Take the network along", "use/export.py")
