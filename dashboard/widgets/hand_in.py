"""Handing a submission in: the command to copy and, where Kaggle's tool is there, a button."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from cnn.runs.run import Run
from cnn.submission import Submission
from cnn.submission.handing_in import COMPETITION, COMPETITION_ROWS, command, hand_in, message_of, missing
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.submission import Predicted

ABOUT = (
    "Kaggle's own tool takes the file from a terminal, in the folder where you downloaded it. You must have joined the "
    "competition."
)


def hand_in_form(predicted: Predicted, submission: Submission, accuracy: float | None) -> None:
    """The message, the command with it, and the button, which asks first.

    accuracy: on validation images, for the message; None where it is not known.
    """
    rows = len(submission.probs)
    if rows != COMPETITION_ROWS:
        st.info(
            f"The competition expects {COMPETITION_ROWS:,} rows and this test part has {rows:,}: there is nothing to "
            "hand in. Choose the competition's data set."
        )
        return
    by_hand = int(submission.corrected.sum())
    message = _message(predicted.runs, predicted.views, accuracy, by_hand, predicted.key)
    st.caption(ABOUT)
    st.code(command("submission.csv", message), language="bash", wrap_lines=True)
    if what := missing():
        st.caption(f"This page can hand it in for you once Kaggle's tool and your account are in place. {what}")
        return
    with st.popover("Hand it in", icon=":material/upload:"):
        st.write(
            f"submission.csv goes to Kaggle's {COMPETITION} under your account, where it counts as one of the day's "
            "submissions."
        )
        if st.button("Hand it in now", type="primary", key="hand_in_now"):
            _hand_in(predicted, submission, message)


def _message(runs: Sequence[Run], views: int | None, accuracy: float | None, by_hand: int, key: str) -> str:
    made = message_of(runs, views, accuracy, by_hand)
    return st.text_input("Message", made, key=f"message_{key}_{by_hand}", max_chars=500) or made


def _hand_in(predicted: Predicted, submission: Submission, message: str) -> None:
    with faults_in_place(), st.spinner("Handing it in", show_time=True):
        file: Path = predicted.kept.take(predicted.key, submission.content)
        answer = hand_in(file.absolute(), message)
        told, icon = (st.success, "check_circle") if answer.is_taken else (st.warning, "help")
        told(f"Kaggle's tool says: {plain(answer.text)}", icon=f":material/{icon}:")
