"""The test images whose answers are least sure: looked through, and corrected by hand where somebody asks for that."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn.errors import CnnError
from cnn.submission import Submission
from cnn.submission.by_hand import FORBIDDEN, ByHand, ByHandFile
from dashboard.widgets.fault import plain
from dashboard.widgets.look import look_at
from dashboard.widgets.paged_pictures import paged_pictures
from dashboard.widgets.submission import BY_HAND, FAULT, Predicted, corrects_by_hand
from dashboard.words import count, reading

MOST = 280
MOST_BUTTONS = 10
MOST_NAMED = 12
SWITCH, LOOKED_AT = "by_hand_switch", "looked_at_test_row"


def least_sure(predicted: Predicted, submission: Submission) -> None:
    """Pictures, page by page; the one that is clicked up close."""
    rows = submission.least_sure(MOST)
    st.markdown(f"The {count(len(rows), 'image')} whose answer is least probable, the least sure first.")
    _switch(predicted, submission)
    names = predicted.class_names

    def caption(place: int) -> str:
        row = int(rows[place])
        read = reading("", names[submission.predicted[row]], float(submission.probs[row].max()))
        return f"{read}, by hand {names[submission.answers[row]]}" if submission.corrected[row] else read

    paged_pictures(predicted.images.images, rows, caption, f"least sure {predicted.key}", look_at_row)
    show_row(predicted, submission)


def look_at_row(row: int) -> None:
    """Look at this test image from now on."""
    st.session_state[LOOKED_AT] = row


def show_row(predicted: Predicted, submission: Submission) -> None:
    """The test image that is looked at, with its answer to change where that is asked for."""
    row: int | None = st.session_state.get(LOOKED_AT)
    if row is None or row >= len(submission.probs):
        return
    if corrects_by_hand():
        _answer_control(predicted, submission, row)
    look_at(predicted.images, row, submission.probs[row], "Test ")


def _switch(predicted: Predicted, submission: Submission) -> None:
    """Off until it is switched on; with a list of what was changed, and a way back."""
    st.session_state[SWITCH] = corrects_by_hand()
    is_on = st.toggle("Correct by hand", key=SWITCH, on_change=_take_switch)
    st.caption(FORBIDDEN)
    if not is_on:
        return
    changed = submission.corrected.nonzero()[0].tolist()
    names = [plain(name) for name in predicted.class_names]
    said = [
        f"no. {row + 1:,} ({names[submission.predicted[row]]} → {names[submission.answers[row]]})"
        for row in changed[:MOST_NAMED]
    ]
    more = f" and {len(changed) - MOST_NAMED:,} more" if len(changed) > MOST_NAMED else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Undo",
            icon=":material/undo:",
            disabled=not predicted.by_hand.read().entries,
            on_click=_change,
            args=(predicted.by_hand, ByHand.without_last),
        )
        st.markdown(f"Corrected: {', '.join(said)}{more}" if said else "Click an image to correct it.")


def _answer_control(predicted: Predicted, submission: Submission, row: int) -> None:
    names, answer = predicted.class_names, int(submission.answers[row])
    key = f"answer_{predicted.key}_{row}_{answer}"  # another control once another answer holds
    args = (predicted.by_hand, row, int(submission.predicted[row]), key)
    label = f"Answer for no. {row + 1:,}"
    if len(names) <= MOST_BUTTONS:
        st.segmented_control(
            label,
            range(len(names)),
            default=answer,
            required=True,
            format_func=lambda k: plain(names[k]),
            key=key,
            on_change=_take_answer,
            args=args,
        )
    else:
        st.selectbox(
            label,
            range(len(names)),
            index=answer,
            format_func=lambda k: plain(names[k]),
            key=key,
            on_change=_take_answer,
            args=args,
        )


def _take_switch() -> None:
    st.session_state[BY_HAND] = st.session_state[SWITCH]


def _take_answer(file: ByHandFile, row: int, predicted: int, key: str) -> None:
    label: int = st.session_state[key]
    _change(file, lambda kept: kept.without(row) if label == predicted else kept.with_answer(row, label))


def _change(file: ByHandFile, act: Callable[[ByHand], ByHand]) -> None:
    try:
        file.change(act)
    except CnnError as error:
        st.session_state[FAULT] = str(error)
