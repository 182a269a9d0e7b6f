"""How long the training will take, told before it starts."""

from __future__ import annotations

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.runs.run import Run
from cnn.runs.store import ACTIVE
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, expected_s
from dashboard import cache
from dashboard.expectation import Answer, ask
from dashboard.widgets.fault import plain
from dashboard.words import roughly

REFRESH_S = 1.0
HELP = (
    "Measured on this computer by training the network for a moment; loading PyTorch, a few seconds, comes on top. "
    "Whatever else the computer does makes it longer."
)


def expected_time(architecture: Architecture, config: TrainingConfig, rows: int) -> None:
    """Say it, or that it is being measured; the line renews itself until it is known. ``rows``: all labelled ones."""
    trial = Trial.of(architecture, config)
    is_open = _asked(trial).is_open

    @st.fragment(run_every=REFRESH_S if is_open else None)
    def line() -> None:
        answer = _asked(trial)
        if answer.is_open:
            st.caption("Measuring how long it will take.")
        elif answer.s_per_image is None:
            st.caption(f"How long it will take is not known. {plain(answer.reason)}")
        else:
            most = "at most " if config.patience else ""
            time = roughly(expected_s(config, rows, answer.s_per_image))
            st.caption(f"Takes {most}about {time}.", help=HELP)
        if is_open and not answer.is_open:
            st.rerun()

    line()


def _asked(trial: Trial) -> Answer:
    """The answer; while a run waits or trains from that run, since measuring beside it would disturb both."""
    training = next((run for run in cache.store().all() if run.status in ACTIVE), None)
    return ask(trial) if training is None else _of_run(training, trial)


def _of_run(run: Run, trial: Trial) -> Answer:
    latest = cache.history(run).latest
    record = run.record
    if latest and latest.images_per_s > 0 and Trial.of(record.architecture, record.config) == trial:
        return Answer(1 / latest.images_per_s)
    return Answer(reason="It is not measured while a run trains.")
