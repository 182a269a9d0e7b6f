"""A label check under way: which network is at work, how much was read so far, and the losses of the networks."""

from __future__ import annotations

import streamlit as st

from cnn.runs.record import State, Status
from cnn.runs.run import Run
from dashboard.charts.curves import loss_chart
from dashboard.history import History
from dashboard.widgets.run_news import beginning_or_fault
from dashboard.words import count, duration, percent


def fold_view(run: Run, state: State, status: Status, history: History) -> None:
    """Show a run that reads every image with a network that did not learn from it."""
    _news(run, state, status, history)
    read, hits = sum(fold.images for fold in history.folds), sum(fold.hits for fold in history.folds)
    cards = st.container(horizontal=True)
    cards.metric("Networks done", f"{len(history.folds)} of {run.record.config.members}", border=True)
    cards.metric(
        "Read as labelled",
        percent(hits / read) if read else "–",
        border=True,
        help="Of the images read so far, each by a network that did not learn from it.",
    )
    cards.metric("Images read", f"{read:,}", border=True)
    cards.metric("Time", duration(state.time_s) if history.started else "–", border=True, help="Of training alone.")
    if history.courses:
        st.plotly_chart(
            loss_chart(history),
            config={"displayModeBar": False},
            key=f"loss of {run.id}",
            alt="The training loss of each network over its epochs",
        )


def _news(run: Run, state: State, status: Status, history: History) -> None:
    members = run.record.config.members
    if status == "lost":
        st.error(
            f"The worker of this label check died while network {state.member} of {members} was trained: "
            "start it again.",
            icon=":material/link_off:",
        )
    elif status == "stopped":
        st.info(
            state.reason or "Stopped before every image was read, so that nothing is kept.",
            icon=":material/stop_circle:",
        )
    else:
        beginning_or_fault(run, state, status, history)
    if status == "running" and history.courses:
        course = history.courses[-1]
        done = (course.member - 1 + course.last_step / max(1, history.total_steps)) / members
        left = f", about {duration(state.left_s)} left" if state.left_s is not None else ""
        said = f"Network {course.member} of {members}, trained without {count(_asked(history), 'image')}{left}"
        st.progress(min(1.0, done), text=said)


def _asked(history: History) -> int:
    return history.started.validation_rows if history.started else 0
