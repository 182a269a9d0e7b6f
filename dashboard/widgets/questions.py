"""The questions at the end of a page: each is answered at once, with the reason."""

from __future__ import annotations

import streamlit as st

from dashboard.lessons.glossary import linked
from dashboard.lessons.question import Question

QUESTION_PX = 320


@st.fragment
def ask(lesson: str, questions: tuple[Question, ...]) -> None:
    """Show the questions of a lesson, side by side where there is room; what was answered stays while one visits."""
    st.subheader("Questions", anchor=False)
    row = st.container(horizontal=True, gap="medium")
    for number, question in enumerate(questions, 1):
        with row.container(width=QUESTION_PX):
            _ask_one(f"{lesson}_question_{number}", question)


def _ask_one(key: str, question: Question) -> None:
    reply = st.radio(
        question.text, [answer.text for answer in question.answers], index=None, key=key, persist_state="session"
    )
    for answer in question.answers:
        if answer.text == reply and answer.is_right:
            st.success(f"Right. {linked(answer.reason)}", icon=":material/check_circle:")
        elif answer.text == reply:
            st.warning(f"No. {linked(answer.reason)}", icon=":material/cancel:")
