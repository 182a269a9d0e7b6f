"""The learning-rate range test: started beside the learning rate, watched live, its suggestion taken by a click."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.runs.record import State, Status
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig
from cnn.training.events import RangeTested
from cnn.training.range_curve import MEANING
from dashboard import state as chosen
from dashboard.charts.range_test import range_chart
from dashboard.history import History
from dashboard.plan import start_run
from dashboard.settings_words import OPTIONS
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import go_to
from dashboard.widgets.run_news import beginning_or_fault, circumstances
from dashboard.words import count, duration

ABOUT = (
    "A short training that raises the rate with every step, from far too small to far too large, and shows where the "
    "loss falls most steeply. It takes a few seconds; the network it trains is thrown away."
)


def find_rate_button(dataset: Dataset, architecture: Architecture, config: TrainingConfig) -> None:
    """Starts a range test of exactly this training; raises DataError, SpecError or ConfigError and writes nothing."""
    if st.button("Find a learning rate", icon=":material/troubleshoot:", width="stretch", help=ABOUT):
        start_run(dataset, architecture, config, "range_test")


def range_view(run: Run, state: State, status: Status, history: History) -> None:
    """A range test: what is happening, loss over rate, and the suggestion once there is one."""
    _news(run, state, status, history)
    points, ending = history.range_points, history.ending
    tested = ending if isinstance(ending, RangeTested) else None
    if tested is not None and tested.suggested_learning_rate is not None:
        _suggestion(run, tested.suggested_learning_rate, tested)
    if points:
        st.plotly_chart(
            range_chart(points, tested),
            config={"displayModeBar": False},
            key="loss over rate",
            alt="The loss over the learning rate, on a log axis",
        )


def _news(run: Run, state: State, status: Status, history: History) -> None:
    if status == "lost":
        st.error(
            f"The worker of this range test died after {count(state.step, 'step')}: start it again.",
            icon=":material/link_off:",
        )
    elif status == "stopped":
        st.info(state.reason or "Stopped when asked, before a rate could be suggested.", icon=":material/stop_circle:")
    else:
        beginning_or_fault(run, state, status, history)
    if status == "running" and history.range_points:
        latest = history.range_points[-1]
        left = f", about {duration(state.left_s)} left" if state.left_s is not None else ""
        st.progress(latest.step / latest.steps, text=f"Trying {latest.learning_rate:.2g}{left}")
    circumstances(history)


def _suggestion(run: Run, rate: float, tested: RangeTested) -> None:
    config = run.record.config
    exploded = " and exploded beyond" if tested.diverged else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            f"Use {rate:g}",
            icon=":material/check:",
            key=f"use_{run.id}",
            on_click=chosen.take_learning_rate,
            args=(rate,),
        ):
            go_to("train/train.py")
        st.markdown(
            f"The loss falls most steeply at **{rate:g}**; it was lowest at {tested.lowest_loss_rate:g}{exploded}."
            + (" It is set now." if chosen.learning_rate() == rate else ""),
            width="content",
        )
    st.caption(
        f"{MEANING} Found for {plain(run.record.architecture.name)} with {OPTIONS[config.optimizer]} and batches of "
        f"{count(config.batch_size, 'image')}; other settings have another."
    )
