"""A t-SNE map under way: what is happening to it and how far it is."""

from __future__ import annotations

import streamlit as st

from cnn.runs.record import State, Status
from cnn.runs.run import Run
from cnn.training.events import LaidOut
from dashboard.history import History
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.widgets.run_news import waiting
from dashboard.words import count, duration


def map_view(run: Run, state: State, status: Status, history: History) -> None:
    """Its news, and where it can be looked at."""
    map_news(run, state, status, history)
    if words := result_in_words(history):
        st.caption(words)
    link("Look at it under Map", "data/map.py")


def map_news(run: Run, state: State, status: Status, history: History) -> None:
    """What is said of it in whatever state it is."""
    latest = history.layout
    match status:
        case "queued":
            waiting(run)
        case "failed":
            st.error(plain(state.reason or "The map failed."), icon=":material/error:")
        case "lost":
            st.error(
                f"The worker of this map died after {count(state.step, 'move')}: compute it again.",
                icon=":material/link_off:",
            )
        case "running" if latest is None:
            st.info("Loading PyTorch and looking for every image's neighbours.", icon=":material/hourglass_top:")
        case "running" if latest is not None:
            left = f", about {duration(state.left_s)} left" if state.left_s is not None else ""
            text = f"Move {latest.step:,} of {latest.steps:,}{left}"
            st.progress(latest.step / latest.steps, text=text)


def result_in_words(history: History) -> str:
    """What came of it; empty before its end."""
    ending = history.ending
    if not isinstance(ending, LaidOut):
        return ""
    until = " when it was stopped" if ending.stopped else ""
    moved = (
        f"{count(ending.images, 'image')}, moved {count(ending.steps, 'time')} in {duration(ending.duration_s)}{until}"
    )
    return f"{moved}. They are {ending.divergence:.2f} from having the right neighbours (Kullback–Leibler divergence)."
