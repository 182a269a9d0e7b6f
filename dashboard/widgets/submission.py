"""Predicting the test part, looking at the predictions, taking the file."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.data.imageset import Dataset, ImageSet
from cnn.runs.run import Run
from cnn.submission import Submission, test_part
from cnn.words import roughly
from dashboard import cache, state
from dashboard.charts.counts import count_chart, in_words
from dashboard.widgets.digits import show_digits
from dashboard.words import count, megabytes, percent

A_SAMPLE = 16


def predict_button(runs: Sequence[Run], dataset: Dataset) -> Submission | None:
    """A button that predicts with progress; gives the submission of these runs on this data once there is one."""
    key = f"{[cache.weights_stamp(run) for run in runs]} {test_part(dataset).fingerprint}"
    if st.button("Predict", type="primary", icon=":material/play_arrow:"):
        predictor = cache.predictor(*runs)
        from cnn.submission import predict_test

        bar = st.progress(0.0, text="Predicting")
        start_s = time.monotonic()

        def tell(share: float) -> None:
            left_s = (time.monotonic() - start_s) * (1 - share) / share
            bar.progress(share, text=f"Predicting, {roughly(left_s)} left")

        submission = predict_test(predictor, dataset, tell)
        bar.empty()
        state.keep_submission(key, submission)
    return state.submission(key)


def show_submission(submission: Submission, images: ImageSet, class_names: tuple[str, ...]) -> None:
    """The file to download, the class counts, and a sample of what was read."""
    predicted = submission.predicted
    st.success(
        f"Checked: header ImageId,Label, ids from 1 to {len(predicted):,}, every label a whole number.",
        icon=":material/check_circle:",
    )
    st.download_button(
        f"Download submission.csv ({megabytes(len(submission.content))})",
        submission.content,
        file_name="submission.csv",
        mime="text/csv",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    if images.labels is not None:
        right = float((predicted == images.labels).mean())
        st.caption(f"This test part has labels: {percent(right)} of {count(len(predicted), 'prediction')} are right.")
    counts = np.bincount(predicted, minlength=len(class_names))
    st.subheader("Predictions by class", anchor=False)
    st.plotly_chart(
        count_chart(counts, class_names),
        config={"displayModeBar": False},
        key="predicted_counts",
        alt=in_words(counts, class_names),
    )
    st.subheader("A sample of the predictions", anchor=False)
    rows = np.sort(np.random.default_rng(0).choice(len(predicted), min(A_SAMPLE, len(predicted)), replace=False))
    captions = [
        f"No. {row + 1}: {class_names[predicted[row]]} ({percent(float(submission.probs[row].max()), 0)})"
        for row in rows
    ]
    show_digits(images.images[rows], captions, width_px=84)
