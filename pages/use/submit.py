"""Use · Submit: from the test part to submission.csv."""

import streamlit as st

from cnn.submission import caveat, test_part
from dashboard import cache
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.run_picker import averaged_picker, run_picker
from dashboard.widgets.source_picker import source_picker, upload_form
from dashboard.widgets.submission import predict_button, show_submission
from dashboard.words import count

top = st.container()
controls, result = two_parts()
works_on = "Nothing to predict yet"
with faults_in_place(result):
    with controls:
        runs = averaged_picker(run_picker())
        choice = source_picker()
        upload_form()
    with result:
        dataset = cache.dataset(choice)
        images = test_part(dataset)
        who = f"{plain(runs[0].name)} predicts" if len(runs) == 1 else f"{len(runs)} runs together predict"
        works_on = f"{who} the {count(len(images), 'test image')} of {plain(dataset.title)}"
        if warning := caveat(run.record.data for run in runs):
            st.warning(plain(warning), icon=":material/gavel:")
        submission = predict_button(runs, dataset)
        if submission is None:
            st.info("A sample of the predictions, the class counts and the file to download will be here.")
        else:
            show_submission(submission, images, runs[0].record.data.class_names)
with top:
    heading("Submit", works_on)
next_step("Train another", "train/train.py")
