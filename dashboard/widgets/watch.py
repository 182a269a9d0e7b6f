"""Watching a run: its state, figures and curves, renewed once a second while it trains."""

from __future__ import annotations

import streamlit as st

from cnn.runs import queue
from cnn.runs.record import State, Status
from cnn.runs.run import Run, status_of
from dashboard import cache
from dashboard.charts.curves import accuracy_chart, error_chart, loss_chart, rate_chart
from dashboard.history import History
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.words import duration, percent
from dashboard.workers import ensure_worker

ACTIVE: tuple[Status, ...] = ("queued", "running")
REFRESH_S = 1.0
CHART_PX = 350
BADGES: dict[Status, tuple[str, str]] = {
    "queued": ("schedule", "gray"),
    "running": ("play_circle", "blue"),
    "finished": ("check_circle", "green"),
    "stopped": ("stop_circle", "orange"),
    "failed": ("error", "red"),
    "lost": ("link_off", "red"),
}


def watch(run: Run) -> None:
    """Show a run; while it waits or trains the view renews itself, and once it ends the whole page does."""
    is_active = run.status in ACTIVE

    @st.fragment(run_every=REFRESH_S if is_active else None)
    def view() -> None:
        with faults_in_place():
            state = run.state
            status = status_of(state)
            _show(run, state, status)
            if status == "queued":
                ensure_worker(cache.store())
            if is_active and status not in ACTIVE:
                st.rerun()

    view()


def badge(status: Status) -> None:
    """A status in a word, an icon and a colour."""
    icon, colour = BADGES[status]
    st.badge(status, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def _show(run: Run, state: State, status: Status) -> None:
    history = cache.history(run)
    with st.container(horizontal=True, vertical_alignment="center"):
        badge(status)
        st.markdown(f"**{plain(run.name)}** on {plain(run.record.data.title)}", width="content")
        if status in ACTIVE and st.button(
            "Stop", icon=":material/stop:", key=f"stop_{run.id}", disabled=run.wants_stop
        ):
            queue.stop(cache.store(), run)
            st.rerun()
    _say(run, state, status, history)
    _figures(state, history)
    if history.progress or history.epochs:
        _curves(history)
    elif status in ACTIVE:
        st.caption("The curves begin with the first steps.")


def _say(run: Run, state: State, status: Status, history: History) -> None:
    """What is happening, in a sentence."""
    if status == "queued":
        st.info("Waiting for the worker, which loads PyTorch when it starts.", icon=":material/schedule:")
    elif status == "failed":
        st.error(plain(state.reason or "The run failed."), icon=":material/error:")
    elif status == "lost":
        kept = "Its best weights are kept and usable." if run.is_usable else "It had not finished an epoch."
        st.error(
            f"The worker of this run died in epoch {max(1, state.epoch)}, after {duration(state.time_s)} of training. "
            f"{kept}",
            icon=":material/link_off:",
        )
    elif run.wants_stop and status == "running":
        st.info("Stopping; the best weights are kept.", icon=":material/stop:")
    elif status == "stopped":
        st.info(state.reason or "Stopped when asked; the best weights are kept.", icon=":material/stop_circle:")
    elif status == "running" and history.started is None:
        st.info("Loading PyTorch and the data.", icon=":material/hourglass_top:")
    if history.total_steps and status in ("running", "finished", "stopped", "lost"):
        done = history.epochs[-1].step if history.epochs else 0
        step = max(done, history.latest.step if history.latest else 0)
        left = f", about {duration(state.left_s)} left" if status == "running" and state.left_s is not None else ""
        epochs = history.started.epochs if history.started else 0
        st.progress(step / history.total_steps, text=f"Epoch {max(1, state.epoch)} of {epochs}{left}")


def _figures(state: State, history: History) -> None:
    latest, started = history.latest, history.started
    judged = [event.validation_accuracy for event in history.epochs if event.validation_accuracy is not None]
    cards = st.container(horizontal=True)
    cards.metric(
        "Validation accuracy", percent(max(judged)) if judged else "–", border=True, help="The best epoch so far."
    )
    cards.metric(
        "Loss", f"{latest.loss:.4f}" if latest else "–", border=True, help="On the training images, this epoch."
    )
    cards.metric("Images a second", f"{latest.images_per_s:,.0f}" if latest else "–", border=True)
    cards.metric("Time", duration(state.time_s) if started else "–", border=True, help="Seconds of training alone.")


def _curves(history: History) -> None:
    """Four charts, two beside each other where there is room."""
    charts = {"loss": loss_chart, "error rate": error_chart, "accuracy": accuracy_chart, "learning rate": rate_chart}
    names = list(charts)
    for pair in (names[:2], names[2:]):
        row = st.container(horizontal=True)
        for name in pair:
            row.container(width=CHART_PX).plotly_chart(
                charts[name](history),
                config={"displayModeBar": False},
                key=name,
                alt=f"The {name} over the epochs",
            )
