"""What is answered otherwise than in an earlier submission."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnn.submission import Submission, read_submission
from cnn.submission.file import Answers
from cnn.submission.kept import About
from dashboard.widgets.fault import plain
from dashboard.widgets.least_sure import look_at_row, show_row
from dashboard.widgets.paged_pictures import paged_pictures
from dashboard.widgets.submission import Predicted
from dashboard.words import count, percent

LARGEST_MB = 5


@dataclass(frozen=True, eq=False)
class Earlier:
    """The answers (N,) of an earlier submission; key: tells it from others."""

    answers: Answers
    key: str


def differences(predicted: Predicted, submission: Submission) -> None:
    """How many rows are answered otherwise, and their images with both answers.

    Raises SubmissionError for a file that is no submission of this test part.
    """
    earlier = _choose(predicted, submission)
    if earlier is None:
        st.info("Predict with another run first, or upload a submission.csv: what it answers otherwise will be here.")
        return
    rows = submission.differing(earlier.answers)
    of = count(len(submission.probs), "row")
    if not len(rows):
        st.markdown(f"All {of} are answered alike.")
        return
    share = percent(len(rows) / len(submission.probs))
    st.markdown(f"**{len(rows):,}** of {of} ({share}) are answered otherwise than before.")
    names = predicted.class_names

    def caption(place: int) -> str:
        row = int(rows[place])
        return f"{names[submission.answers[row]]}, before {names[earlier.answers[row]]}"

    paged_pictures(predicted.images.images, rows, caption, f"differing {predicted.key} {earlier.key}", look_at_row)
    show_row(predicted, submission)


def _choose(predicted: Predicted, submission: Submission) -> Earlier | None:
    """One that was made here before, or an uploaded file, which is taken where there is one."""
    others = [about for about in predicted.kept.of(predicted.images) if about.key != predicted.key]
    with st.container(horizontal=True):
        chosen = None
        if others:
            chosen = st.selectbox(
                "Earlier submission", others, format_func=_label, key=f"earlier_{predicted.key}", width=330
            )
        file = st.file_uploader(
            "Or upload a submission.csv" if others else "Upload a submission.csv",
            type="csv",
            key="earlier_file",
            max_upload_size=LARGEST_MB,
            width=330,
        )
    if file is not None:
        answers = read_submission(file.getvalue(), len(submission.probs), len(predicted.class_names))
        return Earlier(answers, file.file_id)
    return None if chosen is None else Earlier(predicted.kept.answers(chosen), chosen.key)


def _label(about: About) -> str:
    views = f", {count(about.views, 'view')}" if about.views else ""
    return f"{plain(about.who)}{views} · {about.made.replace('T', ' ')[:16]}"
