"""Watching a run: its state, figures and curves, renewed while it trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from cnn.runs.record import ACTIVE, KIND_IN_WORDS, Kind, State, Status
from cnn.runs.run import Run, status_of
from dashboard import cache
from dashboard.history import History
from dashboard.refresh import Audience, changed_pace_s, patience_s, refresh_s
from dashboard.shared_curves import training_curves
from dashboard.widgets.experiment_view import experiment_view
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.fold_view import fold_view
from dashboard.widgets.looked import looked
from dashboard.widgets.map_view import map_view
from dashboard.widgets.owner import by
from dashboard.widgets.range_test import range_view
from dashboard.widgets.run_buttons import run_buttons
from dashboard.widgets.run_news import run_news
from dashboard.words import duration, percent
from dashboard.workers import ensure_worker, needs_worker

Detail = Literal["brief", "short", "full"]
CHART_PX = 280
RECENT = 1.5
"""Curves drawn so many paces ago are recent enough while an epoch goes on: they change at every other look."""
BADGES: dict[Status, tuple[str, str]] = {
    "queued": ("schedule", "gray"),
    "running": ("play_circle", "blue"),
    "paused": ("pause_circle", "violet"),
    "finished": ("check_circle", "green"),
    "stopped": ("stop_circle", "orange"),
    "failed": ("error", "red"),
    "lost": ("link_off", "red"),
}
VIEWS: dict[Kind, Callable[[Run, State, Status, History], None]] = {
    "range_test": range_view,
    "folds": fold_view,
    "embedding": map_view,
    "experiment": experiment_view,
}
"""What is shown of runs that leave no network."""

_audience = Audience()


def watch(run: Run, detail: Detail = "full") -> None:
    """Show a run; while it waits or trains the view renews itself, and once it ends the whole page does.

    So does the page when the pace changes: a fragment keeps the one that it began with.

    detail: ``brief`` says only how far it is and how it went; ``short`` adds its figures and the curves of loss and
    error rate, which a browser draws in half the time of all four.
    """
    is_active = run.status in ACTIVE
    pace_s = refresh_s(patience_s(run.state), _audience.crowd_s())

    @st.fragment(run_every=pace_s if is_active else None)
    def view() -> None:
        with faults_in_place():
            with looked(_audience, pace_s if is_active else None):
                state = run.state
                status = status_of(state)
                _show(run, state, status, pace_s, detail)
            if needs_worker(run, state):
                ensure_worker(cache.store())
            if status == "lost" and run.status != "lost":  # it was put back into the queue
                st.rerun()
            next_s = changed_pace_s(pace_s, patience_s(state), _audience.crowd_s())
            if is_active and (status not in ACTIVE or next_s != pace_s):
                st.rerun()

    view()


def badge(status: Status) -> None:
    """A status in a word, an icon and a colour."""
    icon, colour = BADGES[status]
    st.badge(status, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def _show(run: Run, state: State, status: Status, pace_s: float, detail: Detail) -> None:
    history = cache.history(run)
    with st.container(horizontal=True, vertical_alignment="center"):
        badge(status)
        words = KIND_IN_WORDS[run.record.kind]
        joint = ": " if run.record.kind == "experiment" else " of "
        task = "" if run.record.kind == "train" else f"{words[0].upper()}{words[1:]}{joint}"
        whose = by(run.record.owner)
        st.markdown(f"{task}**{plain(run.name)}** on {plain(run.record.data.title)}{whose}", width="content")
        with st.container(horizontal=True, width="content"):  # together on the next line where a name is long
            run_buttons(run, status)
    if run.record.kind in VIEWS:
        VIEWS[run.record.kind](run, state, status, history)
        return
    run_news(run, state, status, history)
    if detail == "brief":
        return
    _figures(run, state, status, history)
    if history.courses:
        _curves(run, history, pace_s * RECENT if status in ACTIVE else 0.0, detail)
    elif status in ACTIVE:
        st.caption("The curves begin with the first steps.")


def _figures(run: Run, state: State, status: Status, history: History) -> None:
    latest, started = history.latest, history.started
    several = run.record.config.members > 1
    if (several or run.record.tuning) and status in ("finished", "stopped"):
        accuracy, whose = state.validation_accuracy, "Of all networks together." if several else "On the old images."
    else:
        best = history.courses[-1].best if history.courses else None
        accuracy = best.validation_accuracy if best else None
        whose = "The epoch that is kept of the network being trained." if several else "The epoch that is kept."
    cards = st.container(horizontal=True)
    cards.metric("Validation accuracy", "–" if accuracy is None else percent(accuracy), border=True, help=whose)
    cards.metric(
        "Loss", f"{latest.loss:.4f}" if latest else "–", border=True, help="On the training images, this epoch."
    )
    cards.metric("Images a second", f"{latest.images_per_s:,.0f}" if latest else "–", border=True)
    cards.metric("Time", duration(state.time_s) if started else "–", border=True, help="Seconds of training alone.")


def _curves(run: Run, history: History, most_old_s: float, detail: Detail) -> None:
    """The charts, two beside each other where there is room."""
    if len(history.courses) > 1:
        st.caption("Each colour is a network: training thin, validation dashed, its best epoch a star.")
    charts = training_curves(run, history, most_old_s)
    names = list(charts)
    for pair in (names[:2], names[2:])[: 2 if detail == "full" else 1]:
        row = st.container(horizontal=True)
        for name in pair:
            row.container(width=CHART_PX).plotly_chart(
                charts[name],
                config={"displayModeBar": False},
                key=name,
                alt=f"The {name} over the epochs",
            )
